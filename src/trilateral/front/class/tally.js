// @ts-check
/**
 * How a room answered: counts as shares, and as sentences.
 *
 * @typedef {object} Row one choice
 * @property {string} id
 * @property {string} letter that stands before it on phones and on the screen
 * @property {{count: number, share: number}[]} rounds of the votes that were counted, in order; shares of those who answered, from 0 to 1
 * @property {boolean} right whether it is the key, as far as that is shown
 */

/** @param {number} place from 0 */
export const letter = (place) => String.fromCharCode(65 + place);

/**
 * Return a row for each choice.
 * @param {string[]} ids of the choices, as they are shown
 * @param {import("./types.js").Tally[]} rounds
 * @param {string[]} key ids that are right; none while it is not shown
 * @returns {Row[]}
 */
export function rows(ids, rounds, key) {
  return ids.map((id, place) => ({
    id,
    letter: letter(place),
    rounds: rounds.map(({ counts, total }) => ({ count: counts[id] ?? 0, share: total ? (counts[id] ?? 0) / total : 0 })),
    right: key.includes(id),
  }));
}

/**
 * Return a share as it is printed. A room is small, so whole per cents are enough.
 * @param {number} share
 */
export const percent = (share) => `${Math.round(share * 100)}\u00a0%`;

/**
 * Return what a row says without its bars.
 * @param {Row} row
 */
export function rowWords({ letter: name, rounds, right }) {
  const votes = rounds.map(({ count, share }, round) => {
    const which = rounds.length > 1 ? `${["first", "second"][round] ?? `${round + 1}.`} vote ` : "";
    return `${which}${count} (${percent(share)})`;
  });
  return `${name}${right ? ", the right answer" : ""}: ${votes.join(", ") || "not counted yet"}`;
}

/**
 * Return what the second vote changed, in one sentence; empty without two rounds and a key.
 * @param {Row[]} all
 */
export function change(all) {
  if (!all.some(({ right }) => right) || !all.every(({ rounds }) => rounds.length === 2)) return "";
  const [before, after] = [0, 1].map((round) => all.reduce((sum, row) => sum + (row.right ? row.rounds[round].share : 0), 0));
  return `The right answer had ${percent(before)} of the first vote and ${percent(after)} of the second.`;
}
