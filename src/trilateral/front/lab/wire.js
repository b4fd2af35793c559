// @ts-check
/** The way from a page to its Jupyter server: the learner's records, files beside a notebook, the evidence. */

import { Refusal } from "../records/records.js";

/** Milliseconds that the server may take; a hung one must not hold what waits for ever. */
const PATIENCE = 30_000;
/** Answers that the same request would always get. */
const FOR_GOOD = [400, 413, 422];

/**
 * Return what the page says about its server; a page of our own says nothing.
 * @returns {{baseUrl?: string, token?: string, notebookPage?: string}}
 */
export function pageConfig() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  } catch {
    return {};
  }
}

/** Return the server's address, with its last slash. */
export const home = () => pageConfig().baseUrl ?? "/";

/**
 * Ask the server, and return the text that it answers with.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<string>} fails with the server's own words; with a `Refusal` where it always will
 */
export async function request(address, options) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: headers(), signal: limit.signal, ...options });
    const text = await answer.text();
    if (answer.ok) return text;
    const problem = reason(text) || `The server answered ${answer.status}.`;
    throw FOR_GOOD.includes(answer.status) ? new Refusal(problem) : new Error(problem);
  } finally {
    clearTimeout(timer);
  }
}

/** Without these, a server or a hub lets nobody in. */
function headers() {
  const { token } = pageConfig();
  const xsrf = document.cookie.match("(?:^|; )_xsrf=([^;]*)")?.[1];
  return {
    "Content-Type": "application/json",
    ...(xsrf ? { "X-XSRFToken": xsrf } : {}),
    ...(token ? { Authorization: `token ${token}` } : {}),
  };
}

/**
 * Return why the server refused, in its own words, or an empty text.
 * @param {string} text
 * @returns {string}
 */
function reason(text) {
  try {
    return JSON.parse(text).message ?? "";
  } catch {
    return ""; // a page for people to read
  }
}

/**
 * The learner's records, as the server extension keeps them.
 * @returns {import("../records/records.js").Wire}
 */
export function serverWire() {
  const address = `${home()}trilateral/records`;
  /** @param {string} query @param {RequestInit} [options] */
  const ask = async (query, options) => {
    const text = await request(address + query, { cache: "no-store", ...options });
    try {
      return JSON.parse(text);
    } catch {
      throw new Error("Something other than the course's server answered."); // such as a proxy's page to sign in
    }
  };
  return {
    load: (cursor) => ask(`?cursor=${encodeURIComponent(cursor)}`),
    send: (statements) => ask("", { method: "POST", body: JSON.stringify({ statements }) }),
    insert: (statements) => ask("", { method: "PUT", body: JSON.stringify({ statements }) }),
    clear: () => ask("", { method: "DELETE" }),
  };
}

/**
 * Return how to put a text beside the notebook, by the server's own service: it keeps files in its root.
 * @param {{resolveUrl: (url: string) => Promise<string>}} resolver
 * @returns {(name: string, text: string) => Promise<void>}
 */
export function writer(resolver) {
  return async (name, text) => {
    const path = (await resolver.resolveUrl(name)).split("/").map(encodeURIComponent).join("/");
    const body = JSON.stringify({ type: "file", format: "text", content: text });
    await request(`${home()}api/contents/${path}`, { method: "PUT", body });
  };
}
