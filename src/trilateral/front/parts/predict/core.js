// @ts-check
/**
 * A prediction: a choice, a number or a sketch of bars, committed once, then set beside what was found.
 *
 * @typedef {object} Sketch bars that the learner sets, and those that are given
 * @property {[string, number][]} given what the record has of earlier bars, by their names
 * @property {[string, number][]} record what it has of the bars that are asked for
 * @property {number} most where the scale ends
 *
 * @typedef {object} Data `trilateral.lesson.predict` makes it
 * @property {string} question HTML
 * @property {[string, string][]} options keys and words of the choices; none where something else is asked for
 * @property {string} unit what a number counts
 * @property {string} found HTML: what the evidence says
 * @property {Sketch} [sketch] where bars are asked for
 */

const NUMBER = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/;
const BAR = /([^:,]+): (\d+)/g;

/**
 * Return the response to keep, or what is missing.
 * @param {Data} data @param {string} entry a key, what was typed, or bars as `sketched` writes them
 * @returns {{response: string} | {missing: string}}
 */
export function commitment(data, entry) {
  const typed = entry.trim();
  if (data.sketch) {
    const set = bars(data.sketch, typed);
    return set ? { response: sketched(set) } : { missing: "Set each bar first." };
  }
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

/**
 * Return bars as they are kept, such as `2024: 30, 2025: 45`.
 * @param {[string, number][]} set
 */
export const sketched = (set) => set.map(([name, value]) => `${name}: ${value}`).join(", ");

/**
 * Return the bars of a response, or null where it has not one for each that is asked for.
 * @param {Sketch} sketch
 * @param {string} response
 * @returns {[string, number][] | null}
 */
export function bars(sketch, response) {
  const set = new Map([...response.matchAll(BAR)].map(([, name, value]) => [name.trim(), Number(value)]));
  if (!sketch.record.every(([name]) => set.has(name))) return null;
  return sketch.record.map(([name]) => [name, /** @type {number} */ (set.get(name))]);
}

/**
 * Return each bar's name with what was predicted, if it was asked for, and what the record has.
 * @param {Sketch} sketch
 * @param {[string, number][]} set
 * @returns {[string, number | null, number][]}
 */
export function beside(sketch, set) {
  const predicted = new Map(set);
  return [...sketch.given, ...sketch.record].map(([name, value]) => [name, predicted.get(name) ?? null, value]);
}
