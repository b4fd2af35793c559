// @ts-check
/**
 * A prediction: a choice or a number, committed once, then set beside what was found.
 *
 * @typedef {object} Data `trilateral.lesson.predict` makes it
 * @property {string} question HTML
 * @property {[string, string][]} options keys and words of the choices; none where a number is asked for
 * @property {string} unit what a number counts
 * @property {string} found HTML: what the evidence says
 */

const NUMBER = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/;

/**
 * Return the response to keep, or what is missing.
 * @param {Data} data @param {string} entry a key, or what was typed
 * @returns {{response: string} | {missing: string}}
 */
export function commitment(data, entry) {
  const typed = entry.trim();
  if (data.options.length) {
    return data.options.some(([key]) => key === typed) ? { response: typed } : { missing: "Choose one first." };
  }
  if (!NUMBER.test(typed)) return { missing: "Write a number first, such as 4 or 2.5." };
  return { response: typed.replace(",", ".") };
}

/**
 * Return a response in words; one that is no longer on offer is said as it was kept.
 * @param {Data} data
 * @param {string} response
 */
export function words(data, response) {
  const choice = data.options.find(([key]) => key === response);
  return choice ? choice[1] : [response, data.unit].filter(Boolean).join(" ");
}
