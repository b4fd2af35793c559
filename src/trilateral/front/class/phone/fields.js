// @ts-check
/**
 * What an answer is given with: the browser's own controls.
 *
 * @typedef {import("../types.js").Question} Question
 * @typedef {import("../types.js").Answer} Answer
 *
 * @typedef {object} Fields
 * @property {HTMLElement[]} nodes
 * @property {() => {picked: string[], typed: string, bars: Record<string, number>}} read
 * @property {(answer: Answer) => void} write
 * @property {HTMLElement} first takes the focus where something is missing
 */

import { slider } from "../../parts/predict/ask.js";
import { make, uniqueId } from "../../dom.js";
import { prose } from "../pieces.js";
import { letter } from "../tally.js";

const EMPTY = { picked: [], typed: "", bars: {} };

/** @param {Question} question @returns {Fields} */
function ticks(question) {
  const name = uniqueId("answer");
  const made = question.options.map(({ id, html }, place) => {
    const field = make("input", { type: question.type === "choice" ? "radio" : "checkbox", name, value: id });
    const words = make("span", {}, prose(html));
    return { field, node: make("label", { class: "tick" }, field, make("b", { class: "letter" }, letter(place)), words) };
  });
  return {
    nodes: made.map(({ node }) => node),
    first: made[0]?.field,
    read: () => ({ ...EMPTY, picked: made.filter(({ field }) => field.checked).map(({ field }) => field.value) }),
    write(answer) {
      for (const { field } of made) field.checked = "picked" in answer && answer.picked.includes(field.value);
    },
  };
}

/** @param {Question} question @returns {Fields} */
function number(question) {
  const id = uniqueId("number");
  const field = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 20, id });
  const label = make("label", { for: id }, question.unit ? `Your number (${question.unit})` : "Your number");
  return {
    nodes: [label, field],
    first: field,
    read: () => ({ ...EMPTY, typed: field.value }),
    write: (answer) => (field.value = "number" in answer ? String(answer.number) : ""),
  };
}

/** @param {Question} question @returns {Fields} */
function bars(question) {
  const most = question.most ?? 100;
  const known = question.given.map(({ label, value = 0 }) => slider(label, value, most, question.unit, " (record)"));
  for (const { field } of known) field.disabled = true;
  const start = question.given.at(-1)?.value ?? 0;
  const made = question.bars.map(({ id, label }) => ({ id, ...slider(label, start, most, question.unit, "") }));
  return {
    nodes: [...known, ...made].map(({ node }) => node),
    first: made[0]?.field,
    read: () => ({ ...EMPTY, bars: Object.fromEntries(made.map(({ id, field }) => [id, field.valueAsNumber])) }),
    write(answer) {
      for (const { id, field } of made) {
        if ("bars" in answer) field.value = String(answer.bars[id]);
        field.dispatchEvent(new Event("input"));
      }
    },
  };
}

/** @param {Question} question @returns {Fields} */
function text(question) {
  const id = uniqueId("text");
  const most = question.longest ?? 200;
  const field = make("textarea", { id, rows: most > 60 ? 4 : 2, maxlength: most, autocomplete: "off" });
  return {
    nodes: [make("label", { for: id }, `Your words (at most ${most} characters)`), field],
    first: field,
    read: () => ({ ...EMPTY, typed: field.value }),
    write: (answer) => (field.value = "text" in answer ? answer.text : ""),
  };
}

/** @param {Question} question @returns {Fields} */
export const fields = (question) =>
  ({ choice: ticks, multiple: ticks, number, bars, text })[question.type](question);
