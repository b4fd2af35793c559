// @ts-check
/** A quiz: the questions of one lesson. */

import { make } from "../../dom.js";
import { sitting } from "./sitting.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  root.append(make("h3", {}, part.title));
  return sitting(root, part.id, part.data.items, part.data.words, host);
}
