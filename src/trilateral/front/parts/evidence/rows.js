// @ts-check
/**
 * A row's cells, with links where they name a source or another row.
 *
 * @typedef {import("./data.js").Table} Table
 * @typedef {import("./data.js").Column} Column
 * @typedef {import("./data.js").Row} Row
 * @typedef {{sources: Map<string, Row>, tables: Map<string, Table>}} Known
 */

import { make } from "../../dom.js";
import { date, hash, heading, items, reference, words } from "./core.js";

/**
 * @param {Table} table @param {Row} row @param {{across: Column[], below: Column[]}} columns @param {Known} known
 * @returns {HTMLElement[]}
 */
export function cells(table, row, { across, below }, known) {
  const beside = across.map((column) => {
    const label = make("span", { class: "name" }, heading(column.name));
    const cell = make("td", {}, label, " ", ...content(table, row, column, known));
    if (column.name === "confidence") cell.classList.add("confidence", row[column.name]);
    if (!row[column.name]) cell.classList.add("blank");
    return cell;
  });
  if (!below.length) return beside;
  const lines = below
    .filter((column) => row[column.name])
    .map((column) => make("li", {}, make("span", { class: "name" }, heading(column.name)), " ", ...content(table, row, column, known)));
  return [...beside, make("td", { class: "rest" }, make("ul", {}, ...lines))];
}

/**
 * A column's head, whose meaning opens in place.
 * @param {Column} column
 */
export function meanings(column) {
  return make("th", { scope: "col" }, make("details", {}, make("summary", {}, heading(column.name)), make("p", {}, `${column.description}.`)));
}

/**
 * @param {Table} table @param {Row} row @param {Column} column @param {Known} known
 * @returns {(Node | string)[]}
 */
function content(table, row, column, known) {
  const cell = row[column.name];
  const to = reference(table, column);
  if (to === "sources") return apart(items(column, cell).map((id) => cited(id, known.sources.get(id))));
  if (column.name === "url" && /^https?:\/\//i.test(cell)) return [outside(cell, cell)];
  if (to) return apart(items(column, cell).map((one) => make("a", { href: hash(to, one) }, words(column, one).replaceAll("_", " "))));
  if (column.type === "list") {
    const parts = items(column, cell).map((one) => {
      const [name, ...key] = one.split(":");
      return key.length && known.tables.has(name) ? make("a", { href: hash(name, key.join(":")) }, one) : words(column, one);
    });
    return apart(parts);
  }
  return [words(column, cell)];
}

/** @param {string} id @param {Row | undefined} source */
function cited(id, source) {
  if (!source) return id;
  const label = `${source.publisher.replace(/ \([^()]*\)$/, "")}, ${source.published ? date(source.published) : "n.d."}`;
  const row = make("a", { href: hash("sources", id), "aria-label": `Row of the source ${label}` }, "row");
  return make("span", {}, /^https?:\/\//i.test(source.url) ? outside(source.url, label) : label, " (", row, ")");
}

/** @param {string} href @param {string} label */
const outside = (href, label) => make("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);

/** @param {(Node | string)[]} parts @returns {(Node | string)[]} */
const apart = (parts) => parts.flatMap((part, place) => (place ? ["; ", part] : [part]));
