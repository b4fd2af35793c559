// @ts-check
/** A prediction beside what was found: a table, and for a sketch the bars of both. */

import { make } from "../../dom.js";
import { fragment } from "../../html.js";
import { bars, beside, words } from "./core.js";

/** @typedef {import("./core.js").Data} Data */

/**
 * Return what the learner predicted beside what the evidence says.
 * @param {Data} data
 * @param {string} response
 */
export function both(data, response) {
  const row = (/** @type {string} */ head, /** @type {Node | string} */ cell) =>
    make("tr", {}, make("th", { scope: "row" }, head), make("td", {}, cell));
  const rows = [row("You predicted", words(data, response)), row("The evidence says", fragment(data.found))];
  const set = data.sketch && bars(data.sketch, response);
  return [make("table", {}, make("tbody", {}, ...rows)), ...(data.sketch && set ? [pairs(data, data.sketch, set)] : [])];
}

/** @param {Data} data @param {import("./core.js").Sketch} sketch @param {[string, number][]} set */
function pairs(data, sketch, set) {
  const bar = (/** @type {string} */ who, /** @type {number | null} */ value) =>
    value === null
      ? make("td", {}, make("span", { class: "reason" }, "given"))
      : make("td", { class: who, "data-head": who === "yours" ? "You" : "Record" }, strip(value / sketch.most), ` ${value}`);
  const rows = beside(sketch, set).map(([name, mine, record]) =>
    make("tr", {}, make("th", { scope: "row" }, name), bar("yours", mine), bar("record", record)),
  );
  const head = ["", "You", "Record"].map((text) => make("th", { scope: "col" }, text));
  const caption = make("caption", {}, `Your bars beside the record (${data.unit})`);
  return make("table", { class: "sketched" }, caption, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}

/** @param {number} share of the whole length */
export function strip(share) {
  const node = make("span", { class: "strip", "aria-hidden": true });
  node.style.setProperty("--share", String(Math.min(Math.max(share, 0), 1)));
  return node;
}
