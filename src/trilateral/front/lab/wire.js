// @ts-check
/** The way from the page to the learner's records on the server. */

import { Refusal } from "../records/records.js";
import { home, request, ServerError } from "./server.js";

/** Answers that the same request would always get. */
const FOR_GOOD = [400, 413, 422];

/** @returns {import("../records/records.js").Wire} */
export function serverWire() {
  const address = `${home()}trilateral/records`;
  /**
   * @param {string} query
   * @param {RequestInit} [options]
   */
  const ask = async (query, options) => {
    try {
      return JSON.parse(await request(address + query, { cache: "no-store", ...options }));
    } catch (error) {
      throw error instanceof ServerError && FOR_GOOD.includes(error.status) ? new Refusal(error.message) : error;
    }
  };
  return {
    load: (cursor) => ask(`?cursor=${encodeURIComponent(cursor)}`),
    send: (statements) => ask("", { method: "POST", body: JSON.stringify({ statements }) }),
    insert: (statements) => ask("", { method: "PUT", body: JSON.stringify({ statements }) }),
    clear: () => ask("", { method: "DELETE" }),
  };
}
