// @ts-check
/** What a learner thinks of a thing, on which occasion: the last word counts. */

import { HOME, statement } from "./statement.js";

/** @typedef {import("./records.js").Records} Records */

const VERB = `${HOME}/verb/judged`;

/**
 * One kind of opinion on one occasion.
 * @param {Records} records
 * @param {string} kind such as `verdict`
 * @param {string} occasion such as `first`
 * @param {string[]} [only] the words an opinion may be; a record of any other is skipped
 */
export function opinions(records, kind, occasion, only) {
  const parent = `${HOME}/occasion/${occasion}`;
  const start = `${HOME}/${kind}/`;
  /**
   * Return the last opinion on each thing; an emptied one is left out.
   * @returns {Map<string, string>}
   */
  const all = () => {
    /** @type {Map<string, string>} */ const found = new Map();
    for (const { verb, object, result } of records.under(parent)) {
      if (verb?.id !== VERB || typeof object?.id !== "string" || !object.id.startsWith(start)) continue;
      const thing = object.id.slice(start.length);
      if (typeof result?.response !== "string") continue;
      if (result.response && only && !only.includes(result.response)) continue;
      if (result.response) found.set(thing, result.response);
      else found.delete(thing);
    }
    return found;
  };
  return {
    parent,
    all,
    /**
     * Remember an opinion if it differs from the last; an empty one takes it back.
     * @param {string} thing
     * @param {string} value
     */
    keep(thing, value) {
      if ((all().get(thing) ?? "") === value) return;
      records.take(statement("judged", `${kind}/${thing}`, `occasion/${occasion}`, { result: { response: value } }));
    },
  };
}
