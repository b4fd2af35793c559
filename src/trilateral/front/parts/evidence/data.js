// @ts-check
/**
 * The evidence as it lies in the course's `data/` folder, read once and only when asked for.
 *
 * @typedef {{name: string, type: string, description: string, delimiter?: string,
 *   categories?: {value: string, label: string}[], constraints?: {required?: boolean, enum?: string[]},
 *   "trilateral:itemCategories"?: {value: string, label: string}[],
 *   "trilateral:itemReference"?: {resource: string, field: string}}} Column
 * @typedef {object} Table
 * @property {string} name
 * @property {string} title
 * @property {string} description
 * @property {string} path
 * @property {{primaryKey: string | string[], fields: Column[],
 *   foreignKeys?: {fields: string[], reference: {resource: string, fields: string[]}}[]}} schema
 * @typedef {Record<string, string>} Row a row's cells as the file has them
 *
 * @typedef {object} Card what is behind a figure; `trilateral.evidence.cards` writes it
 * @property {string} words
 * @property {string} text
 * @property {string} table
 * @property {Record<string, string[]>} rows
 * @property {string[]} titles of the rows, one after the other; empty where they are many
 * @property {Record<string, number>} confidence
 * @property {string} when
 * @property {string[]} sources
 * @property {number} others
 * @typedef {{forms: string[], definition: string, why: string, sources: string[]}} Term
 */

import { parse } from "./csv.js";

/** @typedef {ReturnType<typeof evidence>} Evidence */

/**
 * @param {string} home address of the folder, with its last slash
 * @param {(address: string) => Promise<string>} read a file's text, in the host's way
 */
export function evidence(home, read) {
  /** @type {Map<string, Promise<any>>} */ const answers = new Map();
  /**
   * Ask once; what failed may be asked again.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} ask
   * @returns {Promise<T>}
   */
  const once = (name, ask) => {
    if (!answers.has(name)) {
      const answer = ask();
      answer.catch(() => answers.delete(name));
      answers.set(name, answer);
    }
    return /** @type {Promise<T>} */ (answers.get(name));
  };
  const tables = () =>
    once("tables", async () => {
      const { resources } = JSON.parse(await read(`${home}datapackage.json`));
      const all = /** @type {Table[]} */ (resources.filter((/** @type {any} */ resource) => resource.schema));
      return new Map(all.map((table) => [table.name, table]));
    });
  /** @param {string} name @returns {Promise<Row[]>} */
  const rows = (name) => once(`rows ${name}`, async () => parse(await read(`${home}${name}.csv`)));
  return {
    tables,
    rows,
    /** @returns {Promise<{figures: Record<string, Card>, terms: Record<string, Term>}>} */
    cards: () => once("cards", async () => JSON.parse(await read(`${home}cards.json`))),
    /** @returns {Promise<Map<string, Row>>} */
    sources: () => once("sources", async () => new Map((await rows("sources")).map((row) => [row.id, row]))),
  };
}
