// @ts-check
/** Pieces that the three pages of a class share. */

import { make } from "../dom.js";
import { fragment } from "../html.js";
import { draw } from "../tree.js";
import { clock, spoken } from "./clock.js";
import { columns, most } from "./drawn.js";
import { picture } from "./spread.js";
import { letter, percent, rows, rowWords } from "./tally.js";

/** @typedef {import("./types.js").Chart} Chart */
/** @typedef {import("./types.js").Question} Question */

const WEB = /^https?:/i;

/**
 * Return the course's own HTML. Its links into the course lead nowhere from here, so their words stay.
 * @param {string} html
 */
export function prose(html) {
  const made = fragment(html);
  for (const link of made.querySelectorAll("a")) {
    if (!WEB.test(link.getAttribute("href") ?? "")) link.replaceWith(...link.childNodes);
  }
  return made;
}

/**
 * Return a place that is redrawn only when what it shows has changed; while empty, it is hidden.
 * @param {keyof HTMLElementTagNameMap} [tag]
 * @param {Record<string, string>} [attributes]
 */
export function place(tag = "div", attributes = {}) {
  const node = make(tag, attributes);
  node.hidden = true;
  let before = "";
  return {
    node,
    /** @template Value @param {Value} value @param {(value: NonNullable<Value>) => (Node | string)[]} drawn */
    show(value, drawn) {
      const now = JSON.stringify(value) ?? "";
      if (now === before) return;
      before = now;
      node.replaceChildren(...(value === undefined || value === null ? [] : drawn(value)));
      node.hidden = !node.childNodes.length;
    },
  };
}

/**
 * Return a chart as its picture in both themes, with its words and its rows.
 * @param {Chart} chart
 * @param {boolean} [words] whether its words and rows can be opened beside it
 */
export function chartOf({ light, dark, width, height, description, table_html }, words = true) {
  const node = make("figure", { class: "chart" });
  for (const [theme, src] of Object.entries({ light, dark })) {
    node.append(make("img", { class: theme, src, alt: description, width, height }));
  }
  if (!words) return node;
  const scroll = make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "The chart's rows" }, prose(table_html));
  node.append(
    make("details", {}, make("summary", {}, "The chart in words"), make("p", {}, description)),
    make("details", {}, make("summary", {}, "The chart's rows"), scroll),
  );
  return node;
}

/**
 * Return how often each answer was chosen: bars with letters, numbers and, when it is known, the key.
 * @param {Question} question
 * @param {import("./types.js").Tally[]} rounds
 * @param {string[]} [key]
 */
export function tallyOf(question, rounds, key = []) {
  const ids = question.options.map(({ id }) => id);
  const list = make("ol", { class: `tally rounds-${rounds.length}` });
  for (const row of rows(ids, rounds, key)) {
    const option = question.options.find(({ id }) => id === row.id);
    const bars = row.rounds.map(({ count, share }, round) => bar(count, share, rounds.length > 1 ? round : null));
    const mark = row.right ? [make("strong", { class: "right" }, "\u2713 right answer")] : [];
    list.append(
      make("li", { class: row.right ? "is-right" : null },
        make("div", { class: "option" }, make("b", { class: "letter" }, row.letter), make("span", {}, prose(option?.html ?? "")), ...mark),
        make("div", { class: "bars", role: "img", "aria-label": rowWords(row) }, ...bars)),
    );
  }
  return list;
}

/**
 * @param {number} count @param {number} share @param {number | null} round from 0, where there are two
 */
function bar(count, share, round) {
  const fill = make("i", { hidden: !share });
  fill.style.setProperty("width", `${share * 100}%`);
  const named = round === null ? [] : [make("span", { class: "round" }, round ? "2nd" : "1st")];
  const number = make("span", { class: "number" }, percent(share), make("small", {}, ` (${count})`));
  return make("div", { class: round === 0 ? "bar before" : "bar" }, ...named, make("span", { class: "track" }, fill), number);
}

/**
 * Return numbers that were answered, each with how many gave it.
 * @param {Question} question
 * @param {import("./types.js").Tally[]} rounds
 * @param {string[]} [key]
 */
export function numbersOf(question, rounds, key = []) {
  const values = [...new Set(rounds.flatMap(({ counts }) => Object.keys(counts)))].sort((a, b) => Number(a) - Number(b));
  const options = values.map((id) => ({ id, html: `${id} ${question.unit}`.trim() }));
  return tallyOf({ ...question, options }, rounds, key);
}

/**
 * Return a tally of whatever kind of question it is.
 * @param {Question} question @param {import("./types.js").Tally[]} rounds @param {string[]} [key]
 */
export const countsOf = (question, rounds, key) => (question.options.length ? tallyOf : numbersOf)(question, rounds, key);

/**
 * Return the rounds of a vote that may be seen, in order.
 * @param {import("./types.js").Vote} step
 */
export const votesOf = ({ rounds: all }) => [all?.first, all?.second].flatMap((each) => each ?? []);

/**
 * Return everybody's predictions over the bars.
 * @param {import("./types.js").Predict} step
 * @param {import("./spread.js").Size} [size]
 */
export function spreadOf(step, size) {
  const shown = columns(step);
  return draw(picture(shown, most(step, shown), step.question?.unit ?? "", size));
}

/**
 * Return options to read, with their letters.
 * @param {Question} question
 */
export function optionsOf(question) {
  const list = question.options.map(({ html }, at) =>
    make("li", {}, make("b", { class: "letter" }, letter(at)), make("span", {}, prose(html))),
  );
  return make("ol", { class: "options" }, ...list);
}

/** The server's clock, as far as this page knows it. */
let ahead = 0;

/** @param {number} now the server's seconds */
export const setClock = (now) => (ahead = now - Date.now() / 1000);

export const serverNow = () => Date.now() / 1000 + ahead;

/**
 * Return a clock that counts down to `ends`; below 0 it says that time is up, and keeps counting.
 * @param {string} [what] before the time
 */
export function timer(what = "Time left") {
  const digits = make("span", { class: "digits", "aria-hidden": true });
  const words = make("span", { class: "apart" });
  const node = make("p", { class: "timer" }, make("span", { class: "what" }, what), " ", digits, words);
  node.hidden = true;
  /** @type {number | undefined} */ let until;
  const tick = () => {
    node.hidden = until === undefined;
    if (until === undefined) return;
    const left = until - serverNow();
    digits.textContent = clock(left);
    node.classList.toggle("over", left <= 0);
    const said = left <= 0 ? "Time is up" : spoken(Math.ceil(left / 15) * 15); // not spoken each second
    if (words.textContent !== said) words.textContent = said;
  };
  const beat = setInterval(tick, 250);
  return {
    node,
    /** @param {number | undefined} ends */
    set(ends) {
      until = ends;
      tick();
    },
    end: () => clearInterval(beat),
  };
}
