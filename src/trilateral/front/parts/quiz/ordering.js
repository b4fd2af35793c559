// @ts-check
/** Entries to put in order: a list of positions and two buttons each. */

import { fill, make } from "../../dom.js";
import { fragment } from "../../html.js";
import { parted, plain } from "./slots.js";

/**
 * @typedef {import("./fields.js").Context} Context
 * @typedef {import("./fields.js").Control} Control
 * @typedef {import("./feedback.js").Item} Item
 */

/**
 * @param {Item} item
 * @param {Context} at
 * @returns {Control}
 */
export function ordering(item, at) {
  const count = item.entries?.length ?? 0;
  const node = make("ol", { class: "order" });
  let locked = false;
  const entries = () => /** @type {HTMLElement[]} */ ([...node.children]);
  const refresh = () => {
    for (const [place, entry] of entries().entries()) {
      const [up, down] = entry.querySelectorAll("button");
      for (const select of entry.querySelectorAll("select")) select.value = String(place + 1);
      up.setAttribute("aria-disabled", String(locked || place === 0));
      down.setAttribute("aria-disabled", String(locked || place === count - 1));
    }
  };
  /**
   * Move an entry by carrying the others past, which keeps the focus where it is.
   * @param {HTMLElement} entry
   * @param {number} to
   */
  const move = (entry, to) => {
    const others = entries().filter((other) => other !== entry);
    if (locked || to < 0 || to > others.length) return refresh();
    for (const [place, other] of others.entries()) {
      if (place < to) entry.before(other);
      else node.append(other);
    }
    refresh();
    at.say(fill(at.words.moved, { entry: entry.dataset.text, position: to + 1, count }));
  };
  const made = parted(node, item, at, (part, _, slot) => {
    const text = plain(part.html);
    const places = Array.from({ length: count }, (_, place) => make("option", { value: place + 1 }, String(place + 1)));
    const select = make("select", { "aria-label": fill(at.words.position, { entry: text }), "aria-describedby": slot.id }, ...places);
    /**
     * @param {string} word
     * @param {string} sign
     * @param {number} by
     */
    const button = (word, sign, by) => {
      const made = make("button", { type: "button", "aria-label": `${word}: ${text}` }, sign);
      made.addEventListener("click", () => move(entry, entries().indexOf(entry) + by));
      return made;
    };
    const row = make("div", { class: "entry" }, select, button(at.words.up, "↑", -1), button(at.words.down, "↓", 1));
    row.append(make("span", {}, fragment(part.html)));
    const entry = make("li", { class: "line", "data-part": part.id, "data-text": text }, row, slot);
    select.addEventListener("change", () => move(entry, Number(select.value) - 1));
    return [select, entry];
  });
  refresh();
  return {
    ...made,
    read: () => entries().map((entry) => entry.dataset.part),
    write(response) {
      const place = (/** @type {HTMLElement} */ entry) => response.indexOf(entry.dataset.part);
      const sorted = entries().sort((one, other) => place(one) - place(other));
      // What is in the page already stays there: an entry that leaves it would lose the focus.
      if (sorted.some((entry, at) => entry !== node.children[at])) node.append(...sorted);
      refresh();
    },
    lock() {
      locked = true;
      refresh();
    },
  };
}
