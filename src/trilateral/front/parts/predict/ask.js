// @ts-check
/** What a learner predicts with: choices, a number, or bars to set. */

import { make, uniqueId } from "../../dom.js";
import { sketched } from "./core.js";

/** @typedef {import("./core.js").Data} Data */
/** @typedef {{nodes: Node[], entry: () => string}} Asked controls, and what they are set to */

/** @param {Data} data @returns {Asked} */
export function asked(data) {
  if (data.sketch) return sketch(data, data.sketch);
  return data.options.length ? choices(data) : number(data);
}

/** @param {Data} data @returns {Asked} */
function choices(data) {
  const name = uniqueId("predict");
  const made = data.options.map(([key, label], place) => {
    const id = `${name}-${place}`;
    const button = make("input", { type: "radio", name, id, value: key });
    return { button, node: make("div", {}, button, make("label", { for: id }, label)) };
  });
  return { nodes: made.map(({ node }) => node), entry: () => made.find(({ button }) => button.checked)?.button.value ?? "" };
}

/** @param {Data} data @returns {Asked} */
function number(data) {
  const field = make("input", { type: "text", inputmode: "decimal", size: 6, "aria-label": data.unit || "Your number" });
  return { nodes: [make("div", {}, field, " ", data.unit)], entry: () => field.value };
}

/** @param {Data} data @param {import("./core.js").Sketch} sketch @returns {Asked} */
function sketch(data, { given, record, most }) {
  const known = given.map(([name, value]) => {
    const bar = slider(name, value, most, data.unit, " (record)");
    bar.field.disabled = true;
    return bar;
  });
  const open = record.map(([name]) => slider(name, given.at(-1)?.[1] ?? 0, most, data.unit, ""));
  return {
    nodes: [...known, ...open].map(({ node }) => node),
    entry: () => sketched(record.map(([name], place) => [name, open[place].field.valueAsNumber])),
  };
}

/**
 * Return one bar: a slider, which arrow keys move, with its number beside it.
 * @param {string} name @param {number} value @param {number} most @param {string} unit @param {string} note
 */
export function slider(name, value, most, unit, note) {
  const id = uniqueId("bar");
  const field = make("input", { type: "range", id, min: 0, max: most, step: 1, value });
  const shown = make("output", { for: id });
  const say = () => {
    shown.textContent = `${field.value}${note}`;
    field.setAttribute("aria-valuetext", `${field.value} ${unit}`);
  };
  field.addEventListener("input", say);
  say();
  return { field, node: make("div", { class: "sketch" }, make("label", { for: id }, name), field, shown) };
}
