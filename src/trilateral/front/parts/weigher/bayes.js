// @ts-check
/**
 * Process tracing as Bayes' rule; `trilateral.models.bayes` and `trilateral.models.dependence` have
 * the same with their sources, and the tests hold one against the other.
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

/**
 * Return how far a piece can part two hypotheses: its largest likelihood ratio, 1 or more.
 * @param {Shares} piece
 */
export function spread(piece) {
  const values = Object.values(piece);
  return ratio(Math.max(...values), Math.min(...values));
}

/**
 * Return which pieces count when those that share a cause count once: of each group the one with the
 * widest spread, the first where several are equally wide. An empty cause is shared by none.
 * @param {Shares[]} likelihoods
 * @param {string[]} causes
 */
export function counted(likelihoods, causes) {
  const spreads = likelihoods.map(spread);
  /** @type {Map<string, number>} */ const strongest = new Map();
  causes.forEach((cause, place) => {
    const best = strongest.get(cause);
    if (best === undefined || spreads[place] > spreads[best]) strongest.set(cause, place);
  });
  return causes.map((cause, place) => !cause || strongest.get(cause) === place);
}
