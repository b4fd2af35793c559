// @ts-check
/**
 * The forms of an item: a quiz asks the first, and a review the one that a learner has not met.
 *
 * @typedef {import("./marking.js").Key} Key
 * @typedef {import("./statements.js").Event} Event
 */

/**
 * Return those items that a quiz asks.
 * @template {Key} Item
 * @param {readonly Item[]} items
 */
export const firsts = (items) => items.filter(({ formOf }) => !formOf);

/**
 * Return what all forms of an item share.
 * @param {Key} item
 */
export const family = ({ lesson, id, formOf }) => `${lesson}/${formOf ?? id}`;

/**
 * Return the items by family, the first form first.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @returns {Item[][]}
 */
export function families(items) {
  /** @type {Map<string, Item[]>} */ const groups = new Map();
  for (const item of [...firsts(items), ...items.filter(({ formOf }) => formOf)]) {
    groups.set(family(item), [...(groups.get(family(item)) ?? []), item]);
  }
  return [...groups.values()];
}

/**
 * Return the form that was never met, or else the one that was met longest ago.
 * @template {Key} Item
 * @param {readonly Item[]} forms of one family
 * @param {readonly Event[]} events
 */
export function unmet(forms, events) {
  const met = (/** @type {Item} */ { id, version }) =>
    Math.max(-1, ...events.filter((event) => event.item === id && event.version === version).map(({ time }) => time));
  return forms.reduce((one, other) => (met(other) < met(one) ? other : one));
}
