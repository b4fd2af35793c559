// @ts-check
/** Statements of the Experience API (xAPI 1.0.3), as `trilateral.records` reads them. */

/** @typedef {import("./records.js").Statement} Statement */

/** Names things and leads nowhere: `.invalid` is reserved, so no record can cause a request. */
export const HOME = "https://promises-to-power.invalid";

/** Return a random identifier; `crypto.randomUUID` is missing where a page came by plain HTTP. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * Return a statement that something was done now; who did it is filled in where it is kept.
 * @param {string} verb such as `judged` @param {string} object what was acted on, such as `verdict/claim-1`
 * @param {string} parent such as `occasion/first` @param {object} more `result`, `extensions` and the like
 * @returns {Statement}
 */
export function statement(verb, object, parent, more = {}) {
  const { result, extensions } = /** @type {any} */ (more);
  return {
    id: uuid(),
    timestamp: new Date().toISOString(),
    version: "1.0.3",
    verb: { id: verb.includes("://") ? verb : `${HOME}/verb/${verb}`, display: { "en-US": verb.split("/").pop() ?? verb } },
    object: { objectType: "Activity", id: `${HOME}/${object}` },
    ...(result ? { result } : {}),
    context: {
      language: "en",
      contextActivities: { parent: [{ id: `${HOME}/${parent}` }], grouping: [{ id: HOME }] },
      ...(extensions ? { extensions } : {}),
    },
  };
}
