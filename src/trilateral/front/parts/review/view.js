// @ts-check
/** A review: the questions of earlier lessons that are due, or a sentence that none is. */

import { make } from "../../dom.js";
import { sitting } from "../quiz/sitting.js";
import { read } from "../quiz/statements.js";
import { chosen, name } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {{lesson: string, items: string, words: import("../quiz/feedback.js").Words}} */
  const { lesson, items: listed, words } = part.data;
  /** @type {import("../quiz/feedback.js").Item[]} */ const items = JSON.parse(listed);
  const quiz = name(lesson, new Date());
  const place = make("div");
  root.append(make("h3", {}, part.title), place);
  /** @type {(() => void) | undefined} */
  let end;
  /** Ask what is due. What has been asked stays, also when records come in later. */
  const look = () => {
    if (end) return;
    const due = chosen(items, read(host.records.all), quiz, Date.now());
    if (!due.length) return place.replaceChildren(make("p", {}, words.nothing));
    place.replaceChildren();
    end = sitting(place, quiz, due, words, host);
  };
  look();
  const stop = host.records.watch(look);
  return () => {
    stop();
    end?.();
  };
}
