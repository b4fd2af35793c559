// @ts-check
/**
 * First judgements of claims.
 *
 * @typedef {{id: string, words: string, verdict?: string}} Claim with its folded verdict as HTML at the lesson's end
 * @typedef {{claims: Claim[], choices: [string, string][], meanings: string[]}} Judging
 */

/** What a record calls it: the judgement of a claim, before the lesson. */
export const [KIND, OCCASION] = ["verdict", "first"];

/**
 * Return how many claims were judged.
 * @param {Claim[]} claims
 * @param {Map<string, string>} judged
 */
export function sentence(claims, judged) {
  const made = claims.filter(({ id }) => judged.get(id)).length;
  return `You have judged ${made} of ${claims.length} claims.`;
}

/**
 * Return the learner's first judgement of a claim in words, or an empty text.
 * @param {Claim} claim
 * @param {Map<string, string>} judged
 */
export const first = ({ id }, judged) => (judged.get(id) ? `Your first judgement: ${judged.get(id)}.` : "");
