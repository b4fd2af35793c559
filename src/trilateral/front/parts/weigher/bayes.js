// @ts-check
/**
 * Process tracing as Bayes' rule; `trilateral.models.bayes` has the same with its sources, and the
 * tests hold one against the other.
 *
 * @typedef {Record<string, number>} Shares a number from 0 to 1 for each hypothesis
 */

/** From this ratio on a test counts as strong: 10 decibels (Fairfield and Charman 2017). */
const STRONG = 10;
const ROUNDING = 1e-9;

/**
 * Return the probability of each hypothesis after the evidence, or null where the evidence rules
 * out every one.
 * @param {Shares} prior weights of 0 or more, not all 0
 * @param {Shares[]} likelihoods for each piece of evidence p(E|H) of every hypothesis
 * @returns {Shares | null}
 */
export function posterior(prior, likelihoods) {
  const names = Object.keys(prior);
  const logs = names.map((name) => likelihoods.reduce((sum, piece) => sum + Math.log(piece[name]), Math.log(prior[name])));
  const top = Math.max(...logs);
  if (top === -Infinity) return null;
  const weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // What nothing has ruled out stays above 0, were it the smallest number there is.
  const least = (/** @type {number} */ log) => (log === -Infinity ? 0 : Number.MIN_VALUE);
  return Object.fromEntries(names.map((name, place) => [name, Math.max(weights[place] / total, least(logs[place]))]));
}

/**
 * Return how many times as likely the evidence is under H as under not H: 1 when neither allows it.
 * @param {number} given p(E|H)
 * @param {number} otherwise p(E|not H)
 */
export const ratio = (given, otherwise) => (given === otherwise ? 1 : given / otherwise);

/**
 * Return which of the four tests a piece of evidence is, for a hypothesis H.
 * @param {number} given p(E|H)
 * @param {number} otherwise p(E|not H)
 */
export function classify(given, otherwise) {
  const least = STRONG * (1 - ROUNDING);
  const passing = ratio(given, otherwise) >= least;
  const failing = ratio(1 - otherwise, 1 - given) >= least;
  if (passing) return failing ? "doubly decisive" : "smoking gun";
  return failing ? "hoop" : "straw in the wind";
}
