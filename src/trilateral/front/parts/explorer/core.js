// @ts-check
/**
 * An explorer whose views were all worked out beforehand: the page looks up the one that is asked
 * for. `trilateral.explorers.table` makes the table, so each sentence is in one place.
 *
 * @typedef {Record<string, string | boolean>} Values
 * @typedef {import("../../controls.js").Control & {sets?: Record<string, string>}} Control
 * with `sets`, the numbers of its choices on offer, by the values of the controls before it
 *
 * @typedef {object} Table
 * @property {Control[]} controls
 * @property {string[]} sentences
 * @property {string[]} pieces HTML
 * @property {string} pages for each page the numbers of its pieces
 * @property {string} views for each setting of the controls, in order, the numbers of its
 * sentences, a slash, and the number of its page
 *
 * @typedef {Table & {leaves: Map<string, string>}} Open a table with its views by their values
 */

/**
 * Return where values stand in a table.
 * @param {(string | boolean)[]} values
 */
const key = (values) => values.join("|");

/**
 * Return the numbers in a text.
 * @param {string} text
 * @param {string} between
 */
const numbers = (text, between) => (text ? text.split(between).map(Number) : []);

/**
 * Return the choices of a control that are on offer after some values.
 * @param {Control} control
 * @param {(string | boolean)[]} before
 * @returns {[string | boolean, string][]}
 */
function offered({ kind, options = [], sets }, before) {
  if (kind === "checkbox") return [[true, ""], [false, ""]];
  return sets ? numbers(sets[key(before)], " ").map((place) => options[place]) : options;
}

/**
 * Yield all the values that controls can have together, in the order of the views.
 * @param {Control[]} controls
 * @param {(string | boolean)[]} before
 * @returns {Generator<string>}
 */
function* settings(controls, before = []) {
  if (before.length === controls.length) {
    yield key(before);
    return;
  }
  const choices = offered(controls[before.length], before);
  for (const [value] of choices.length ? choices : [[""]]) yield* settings(controls, [...before, value]);
}

/**
 * Open a table.
 * @param {Table} table
 * @returns {Open}
 */
export function open(table) {
  const views = table.views.split(" ");
  const leaves = new Map([...settings(table.controls)].map((values, place) => [values, views[place]]));
  return { ...table, leaves };
}

/**
 * Return the values that the controls start with.
 * @param {Table} table
 * @returns {Values}
 */
export function start(table) {
  return Object.fromEntries(table.controls.map((control) => [control.name, control.value]));
}

/**
 * Return what is shown for some values, and the values as they are then: a choice that is no longer
 * on offer gives way to the first that is.
 * @param {Open} table
 * @param {Values} wanted
 */
export function look(table, wanted) {
  /** @type {Values} */ const values = {};
  /** @type {Record<string, [string, string][]>} */ const options = {};
  for (const control of table.controls) {
    const choices = offered(control, Object.values(values));
    const stays = choices.some(([choice]) => choice === wanted[control.name]);
    values[control.name] = stays ? wanted[control.name] : (choices[0]?.[0] ?? "");
    if (control.sets) options[control.name] = /** @type {[string, string][]} */ (choices);
  }
  const [said, page] = (table.leaves.get(key(Object.values(values))) ?? "/").split("/");
  return {
    sentence: numbers(said, ",").map((place) => table.sentences[place]).join(" "),
    html: numbers(table.pages.split(" ")[Number(page)], ",").map((place) => table.pieces[place]).join(""),
    options,
    values,
  };
}
