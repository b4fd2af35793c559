// @ts-check
/**
 * Rows to sort or to put in order: what is chosen, and how it is said.
 *
 * @typedef {Record<string, string> | string[]} Choice answers by row, or rows in their order
 * @typedef {{id: string, html: string}} Row
 * @typedef {object} Choosing `trilateral.tasks.chooser` makes it
 * @property {"sort" | "order"} shape
 * @property {Row[]} rows
 * @property {[string, string][]} answers id and words of each; none where rows are put in order
 * @property {[string, string]} ends what the order begins and ends with
 */

/**
 * Return the answers in a choice that are of these rows and answers: a notebook may hold anything.
 * @param {Choosing} data
 * @param {unknown} choice
 * @returns {Record<string, string>}
 */
export function answersOf(data, choice) {
  const given = /** @type {Record<string, unknown>} */ (choice && typeof choice === "object" ? choice : {});
  const known = data.answers.map(([id]) => id);
  /** @type {Record<string, string>} */ const sound = {};
  for (const { id } of data.rows) {
    const answer = Object.hasOwn(given, id) ? given[id] : "";
    if (typeof answer === "string" && known.includes(answer)) sound[id] = answer;
  }
  return sound;
}

/**
 * Return the rows in the order of a choice, or null where it is none of these rows.
 * @param {Choosing} data
 * @param {unknown} choice
 * @returns {string[] | null}
 */
export function orderOf(data, choice) {
  const ids = data.rows.map(({ id }) => id);
  const whole = Array.isArray(choice) && choice.length === ids.length && ids.every((id) => choice.includes(id));
  return whole ? [...choice] : null;
}

/**
 * Return an order with one of its rows at another place; a place beyond the ends changes nothing.
 * @param {string[]} order @param {number} from @param {number} to
 */
export function moved(order, from, to) {
  if (to < 0 || to >= order.length) return order;
  const others = order.filter((_, place) => place !== from);
  return [...others.slice(0, to), order[from], ...others.slice(to)];
}

/**
 * Return how far the learner is, in a sentence.
 * @param {Choosing} data
 * @param {unknown} choice
 */
export function sentence(data, choice) {
  if (data.shape === "order") return orderOf(data, choice) ? "Your order is kept." : "No order chosen yet.";
  return `${Object.keys(answersOf(data, choice)).length} of ${data.rows.length} rows have an answer.`;
}
