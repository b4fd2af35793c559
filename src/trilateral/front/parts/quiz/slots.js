// @ts-check
/** The parts of an item on the page, each with a place for its verdict; and their words alone. */

import { make } from "../../dom.js";
import { fragment } from "../../html.js";
import { order } from "./shuffle.js";

/**
 * @typedef {import("./fields.js").Context} Context
 * @typedef {import("./fields.js").Field} Field
 * @typedef {import("./feedback.js").Item} Item
 * @typedef {import("./feedback.js").Part} Part
 */

/**
 * Return the words of some HTML, for what is spoken or is in an attribute.
 * @param {string} html
 */
export function plain(html) {
  const text = /[<&]/.test(html) ? (fragment(html).textContent ?? "") : html; // most has no markup
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Put an element for each part into `node`, with a slot for the verdict that describes its field.
 * @template {Field} Kind
 * @param {HTMLElement} node
 * @param {Item} item
 * @param {Context} at
 * @param {(part: Part, id: string, slot: HTMLElement) => [Kind, HTMLElement]} build
 */
export function parted(node, item, at, build) {
  /** @type {Map<string, HTMLElement>} */
  const slots = new Map();
  const fields = order(item, at.learner).map((part) => {
    const id = `${at.prefix}-${part.id}`;
    const slot = make("div", { class: "verdict", id: `${id}-f`, hidden: true });
    slots.set(part.id, slot);
    const [field, whole] = build(part, id, slot);
    node.append(whole);
    return field;
  });
  return { node, slots, fields };
}
