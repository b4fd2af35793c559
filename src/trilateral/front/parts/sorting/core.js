// @ts-check
/**
 * Situations to be sorted, and what speaks for the answer to each.
 *
 * @typedef {{id: string, text: string, answer: string, why: string}} Situation
 * @typedef {{situations: Situation[], answers: [string, string][], sources: string}} Sorting
 * @typedef {Record<string, string>} Given answers by situation; an empty one is none
 */

/**
 * Return how many situations are sorted, and how many as the definitions have it.
 * @param {Sorting} sorting
 * @param {Given} given
 */
export function sentence({ situations }, given) {
  const sorted = situations.filter(({ id }) => given[id]);
  const right = sorted.filter(({ id, answer }) => given[id] === answer);
  return `${sorted.length} of ${situations.length} sorted, ${right.length} as the definitions have it.`;
}

/**
 * Return the verdict on one answer and its reason, or nothing where none was given.
 * @param {Sorting} sorting
 * @param {Situation} situation
 * @param {string} given
 */
export function marked({ answers }, situation, given) {
  if (!given) return null;
  const name = (/** @type {string} */ key) => (answers.find(([each]) => each === key)?.[1] ?? key).toLowerCase();
  const word = given === situation.answer ? "Yes" : `Not ${name(given)}`;
  return { verdict: `${word}: ${name(situation.answer)}.`, why: situation.why };
}
