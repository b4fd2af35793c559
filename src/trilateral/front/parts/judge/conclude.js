// @ts-check
/** Claims at the end of a lesson: the learner's first judgement, and the folded verdict. */

import { make } from "../../dom.js";
import { fragment } from "../../html.js";
import { opinions } from "../../records/opinions.js";
import { KIND, OCCASION, first } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {{claims: import("./core.js").Claim[]}} */ const { claims } = part.data;
  const kept = opinions(host.records, KIND, OCCASION);
  const marks = claims.map(() => make("span", {}));
  const listed = claims.map(({ words, verdict = "" }, place) =>
    make("li", {}, make("strong", {}, words), " ", marks[place], fragment(verdict)),
  );
  root.append(make("h3", {}, part.title), make("ul", { class: "claims" }, ...listed));

  function update() {
    const judged = kept.all();
    claims.forEach((claim, place) => (marks[place].textContent = first(claim, judged)));
  }
  const stop = host.records.watch(update);
  update();
  return stop;
}
