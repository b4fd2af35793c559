// @ts-check
/**
 * What the scripts beside a page hand over: values of its parts, and texts of the course's files. A
 * page opened from a folder may read no file, but it may run a script that is there. The scripts
 * push to `trilateral`, which is a plain list until this module has been loaded.
 *
 * @typedef {["value" | "file", string, unknown]} Push a file is text, packed by deflate and base 64
 */

const HELD = "trilateral";
/** @type {Map<string, unknown>} */ const values = new Map();
/** @type {Map<string, string>} */ const files = new Map();
/** @type {Map<string, Promise<string>>} */ const requests = new Map();

/** @param {Push} push */
function take([kind, name, content]) {
  if (kind === "value") values.set(name, content);
  else files.set(name, String(content));
}

/** Take over what was pushed, and what will be. */
export function receive() {
  const page = /** @type {any} */ (window);
  for (const push of page[HELD] ?? []) take(push);
  page[HELD] = { push: take };
}

/**
 * Return a value as the notebook has it: what several pages share is in a place of its own, a
 * text of JSON as what it says, and records with the same fields as rows.
 * @param {unknown} value
 * @returns {any}
 */
export function whole(value) {
  if (Array.isArray(value)) return value.map(whole);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0][0] === "$value") return whole(values.get(String(entries[0][1])));
  if (entries.length === 1 && entries[0][0] === "$text") return JSON.stringify(whole(entries[0][1]));
  if (entries.length === 1 && entries[0][0] === "$rows") {
    const [fields, ...rows] = entries[0][1];
    return rows.map((/** @type {unknown[]} */ row) => whole(Object.fromEntries(row.map((each, place) => [fields[place], each]))));
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, whole(each)]));
}

/** @param {string} name */
export const valueOf = (name) => whole({ $value: name });

/**
 * Return the text of a file of the course, by the script that holds it.
 * @param {string} address of the file; its script ends in `.js`
 * @returns {Promise<string>}
 */
export function read(address) {
  const name = address.split("/").pop() ?? "";
  const waiting = requests.get(name) ?? run(`${address}.js`).then(() => unpacked(name));
  requests.set(name, waiting);
  waiting.catch(() => requests.delete(name)); // it may be asked for again
  return waiting;
}

/** @param {string} name @returns {Promise<string>} */
function unpacked(name) {
  const packed = files.get(name);
  if (packed === undefined) throw new Error(`${name} is not part of this edition`);
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const { DecompressionStream } = /** @type {any} */ (window);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

/**
 * Run a script that is beside the page.
 * @param {string} address
 * @returns {Promise<void>}
 */
export function run(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} cannot be read`));
    document.head.append(script);
  });
}
