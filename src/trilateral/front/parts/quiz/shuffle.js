// @ts-check
/** A learner's own order of the options: mixed, and the same each time. */

/** @typedef {import("./marking.js").Key} Key */

/**
 * Return `parts` in an order that depends on `seed` alone.
 * @template T
 * @param {readonly T[]} parts
 * @param {string} seed
 */
export function shuffled(parts, seed) {
  const random = randomly(seed);
  const mixed = [...parts];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

/**
 * Return an item's options, entries or rows as `learner` sees them.
 * @template {{id: string}} T
 * @param {Key & {options?: T[], entries?: T[], rows?: T[]}} item
 * @param {string} learner
 * @returns {T[]}
 */
export function order(item, learner) {
  const parts = item.options ?? item.entries ?? item.rows ?? [];
  const mixed = shuffled(parts, seedOf(item, learner));
  const isKey = item.type === "ordering" && mixed.every((part, place) => part === parts[place]);
  // To show the key itself would give the answer away.
  return isKey ? [...mixed.slice(1), mixed[0]] : mixed;
}

/**
 * Return a matching item's choices as `learner` sees them.
 * @template {{id: string}} T
 * @param {Key & {choices?: T[]}} item
 * @param {string} learner
 */
export function choices(item, learner) {
  return shuffled(item.choices ?? [], `${seedOf(item, learner)}/choices`);
}

/**
 * @param {Key} item
 * @param {string} learner
 */
function seedOf({ id, version }, learner) {
  return `${learner}/${id}/${version}`;
}

/**
 * Return a source of numbers from 0 to 1: mulberry32, seeded by an FNV-1a hash of the text.
 * @param {string} seed
 */
function randomly(seed) {
  let state = 0x811c9dc5;
  for (const sign of new TextEncoder().encode(seed)) state = Math.imul(state ^ sign, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
