// @ts-check
/** The Jupyter server behind a page: what the page says about it, and requests that it lets in. */

/** Milliseconds that the server may take; a hung one must not hold what waits for ever. */
const PATIENCE = 30_000;

/** The server answered, and did not do what it was asked. */
export class ServerError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

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
 */
export async function request(address, options) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: headers(), signal: limit.signal, ...options });
    const text = await answer.text();
    if (!answer.ok) throw new ServerError(answer.status, reason(text) || `The server answered ${answer.status}.`);
    return text;
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
