// @ts-check
/** The test before the course or after it: a case at a time; when both are over, what was gained. */

import { make } from "../../dom.js";
import { unsaved } from "../../records/waiting.js";
import { draw } from "../../tree.js";
import { sitting } from "../quiz/sitting.js";
import { parent, read } from "../quiz/statements.js";
import { ATTEMPTS, current, isOpen, missed, quizOf, sealed, sheets, table, where } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Test} */ const { occasion, words, items, aims } = part.data;
  const { records } = host;
  const quiz = quizOf(occasion);
  const said = make("p", { class: "said", role: "status", tabindex: -1 });
  const found = make("div", { hidden: true });
  const place = make("div");
  const fold = make("details", { hidden: true }, make("summary", {}, words.answers));
  const waiting = unsaved(host, parent(quiz));
  root.append(make("h3", {}, part.title), said, found, place, fold, waiting.node);
  let over = false;
  let asked = "";
  let end = () => {};

  const rules = {
    most: ATTEMPTS,
    shown: (/** @type {import("./core.js").ItemState} */ standing) => (over ? standing : sealed(standing)),
  };

  /** @param {ReturnType<typeof sheets<import("./core.js").Item>>} both */
  function summary(both) {
    const again = missed(both.after, aims).map((aim) => make("li", {}, aim));
    const list = again.length ? [make("p", {}, "In the second test you missed cases that ask you to:"), make("ul", {}, ...again)] : [];
    const other = make("a", {}, occasion === "after" ? words.first : words.second);
    host.lead(other, occasion === "after" ? "00_start_here.ipynb" : "06_another_story.ipynb");
    const there = make("p", {}, "The answers to the other test, with reasons, are in ", other, ".");
    found.replaceChildren(draw(table(both)), ...list, there);
    found.hidden = false;
  }

  function update() {
    const both = sheets(items, read(records.all), records.learner);
    const mine = both[occasion];
    over = both.after.isDone;
    const form = mine.items.map(({ id }) => id).join(" ");
    if (form !== asked) {
      end();
      place.replaceChildren();
      asked = form;
      end = sitting(place, quiz, mine.items, words, host, rules);
    }
    const next = isOpen(both, occasion) ? current(mine) : undefined;
    const focused = place.contains(document.activeElement);
    for (const node of place.querySelectorAll("form")) node.hidden = !over && node.dataset.item !== next?.id;
    const text = where(both, occasion);
    if (said.textContent !== text) said.textContent = text;
    if (over && found.hidden) summary(both);
    if (over && mine.answered && !fold.contains(place)) fold.append(place);
    fold.hidden = !fold.contains(place);
    // With no case open its announcements would overflow the part, which has nothing to focus then.
    place.hidden = over ? fold.hidden : !next;
    if (focused && document.activeElement?.closest("form")?.hidden !== false) go(next?.id);
  }

  /**
   * Put the focus on a case, or on the words above where none is left.
   * @param {string} [id]
   */
  function go(id) {
    const node = /** @type {HTMLElement | null} */ (id ? place.querySelector(`form[data-item="${id}"]`) : said);
    node?.setAttribute("tabindex", "-1");
    node?.focus();
  }

  const stop = records.watch(update); // before the questions watch: they show what this has decided
  update();
  return () => {
    stop();
    waiting.end();
    end();
  };
}
