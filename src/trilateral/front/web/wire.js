// @ts-check
/**
 * The learner's records in the browser, where a page has no server: an entry each, in order.
 * `trilateral.records` does the same on a learner's own computer, and files go both ways.
 *
 * @typedef {import("../records/records.js").Statement} Statement
 */

import { HOME, uuid } from "../records/statement.js";

const KEPT = "trilateral/kept ";
const LEARNER = "trilateral/learner";
const DIGITS = 17; // of microseconds since 1970, so that names sort as times do

/**
 * @param {Storage} storage
 * @returns {import("../records/records.js").Wire}
 */
export function browserWire(storage) {
  const names = () => Object.keys(storage).filter((name) => name.startsWith(KEPT)).sort();
  const learner = () => {
    const before = storage.getItem(LEARNER);
    if (before) return before;
    const name = uuid();
    storage.setItem(LEARNER, name);
    return name;
  };
  /** @param {Statement[]} statements @param {(statement: Statement) => number} when in microseconds */
  const keep = (statements, when) => {
    const here = new Set(names().map((name) => name.slice(KEPT.length + DIGITS + 1)));
    const actor = { objectType: "Agent", account: { homePage: `${HOME}/learner`, name: learner() } };
    for (const statement of statements) {
      if (here.has(statement.id)) continue;
      const time = String(when(statement)).padStart(DIGITS, "0");
      try {
        storage.setItem(`${KEPT}${time} ${statement.id}`, JSON.stringify({ ...statement, actor }));
      } catch {
        throw new Error("this browser has no room left for records of this page, or lets no page keep any");
      }
      here.add(statement.id);
    }
    return { refused: [] };
  };
  /** Return times that follow what is kept already, even where a clock was set back. */
  const following = () => {
    let last = parseInt(names().at(-1)?.slice(KEPT.length) ?? "0", 10);
    return () => (last = Math.max(Date.now() * 1000, last + 1));
  };
  /** Return times that statements say themselves; of several within a millisecond each has its own. */
  const stated = () => {
    /** @type {Map<number, number>} */ const many = new Map();
    return (/** @type {Statement} */ { timestamp }) => {
      const time = Date.parse(timestamp) * 1000;
      const before = many.get(time) ?? 0;
      many.set(time, before + 1);
      return time + before;
    };
  };
  return {
    load: async () => ({
      learner: learner(),
      statements: names().flatMap((name) => read(storage.getItem(name))),
      cursor: "here",
      whole: true,
    }),
    send: async (statements) => keep(statements, following()),
    insert: async (statements) => keep(statements, stated()),
    clear: async () => names().forEach((name) => storage.removeItem(name)),
  };
}

/** @param {string | null} text @returns {Statement[]} */
function read(text) {
  try {
    const statement = JSON.parse(text ?? "");
    return typeof statement?.id === "string" ? [statement] : [];
  } catch {
    return []; // somebody has damaged it by hand; it stays where it is
  }
}
