// @ts-check
/** One request to the class's server, with a time limit. */

/**
 * @typedef {object} Answered
 * @property {number} status
 * @property {any} body JSON, or null where there is none
 * @property {number} wait seconds that the server asks to wait
 */

/**
 * Ask the server. Paths are relative to the page, so that a proxy may put a prefix before them.
 * @param {string} path
 * @param {{key?: string, body?: unknown, seconds: number, signal?: AbortSignal}} more `body` makes it a POST
 * @returns {Promise<Answered>} it fails where no answer comes in time
 */
export async function ask(path, { key, body, seconds, signal }) {
  const ending = new AbortController();
  const stop = () => ending.abort();
  const timer = setTimeout(stop, seconds * 1000);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  /** @type {Record<string, string>} */ const headers = {};
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const method = body === undefined ? "GET" : "POST";
    const sent = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: ending.signal };
    const answer = await fetch(path, { ...sent, cache: "no-store" });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), wait: Number(answer.headers.get("Retry-After")) || 0 };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page
  }
}
