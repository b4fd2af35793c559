// @ts-check
/** The way from the page to the learner's records on the server. */

import { Refusal } from "../records/records.js";

/** Milliseconds that the server may take; a hung one must not hold what waits for ever. */
const PATIENCE = 30_000;
/** Answers that the same request would always get. */
const FOR_GOOD = [400, 413, 422];

/**
 * Return what the page says about its server.
 * @returns {{baseUrl?: string, token?: string, notebookPage?: string}}
 */
export function server() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  } catch {
    return {};
  }
}

/** @param {string} name */
function cookie(name) {
  return document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";
}

/** @returns {import("../records/records.js").Wire} */
export function serverWire() {
  const { baseUrl = "/", token = "" } = server();
  const address = `${baseUrl}trilateral/records`;
  /**
   * @param {string} query
   * @param {RequestInit} [options]
   */
  const ask = async (query, options = {}) => {
    const headers = {
      "Content-Type": "application/json",
      "X-XSRFToken": cookie("_xsrf"),
      ...(token ? { Authorization: `token ${token}` } : {}),
    };
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    try {
      const answer = await fetch(address + query, {
        credentials: "same-origin",
        cache: "no-store",
        headers,
        signal: limit.signal,
        ...options,
      });
      const body = await answer.json().catch(() => ({}));
      const problem = body.message || `The server answered ${answer.status}.`;
      if (FOR_GOOD.includes(answer.status)) throw new Refusal(problem);
      if (!answer.ok) throw new Error(problem);
      return body;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    load: (cursor) => ask(`?cursor=${encodeURIComponent(cursor)}`),
    send: (statements) => ask("", { method: "POST", body: JSON.stringify({ statements }) }),
    insert: (statements) => ask("", { method: "PUT", body: JSON.stringify({ statements }) }),
    clear: () => ask("", { method: "DELETE" }),
  };
}
