// @ts-check
/**
 * The learner's records as a file: JSON Lines, a statement a line, as the journal has them.
 *
 * @typedef {import("./records.js").Statement} Statement
 * @typedef {{line: number, reason: string}} Flaw where a file cannot be read, counted from 1, and why
 */

import { HOME } from "./statement.js";

/** Bytes of one statement that are kept; `trilateral.records.exchange` has the same. */
const LONGEST = 20_000;
/** Characters of a file that are read: many years of study. */
const LARGEST = 100_000_000;

/**
 * Return statements as the text of a file.
 * @param {readonly Statement[]} statements
 */
export const exported = (statements) => statements.map((each) => `${JSON.stringify(each)}\n`).join("");

/**
 * Return a file's name that says what it holds and of which day.
 * @param {Date} now
 */
export const fileName = (now) => `promises-to-power-records-${now.toISOString().slice(0, 10)}.jsonl`;

/**
 * Return the statements of a file, or the first line that is none: a file is taken whole or not at all.
 * @param {string} text
 * @returns {{statements: Statement[]} | Flaw}
 */
export function imported(text) {
  if (text.length > LARGEST) return { line: 1, reason: "the file is too large to be records of this course" };
  /** @type {Statement[]} */ const statements = [];
  for (const [place, written] of text.replace(/^\ufeff/, "").split(/\r?\n/).entries()) {
    if (!written.trim()) continue;
    const reason = flaw(written);
    if (reason) return { line: place + 1, reason };
    statements.push(JSON.parse(written));
  }
  return statements.length ? { statements } : { line: 1, reason: "the file holds no records" };
}

/**
 * Return why a line is not a statement of this course, or an empty text.
 * @param {string} written
 */
function flaw(written) {
  if (new TextEncoder().encode(written).length > LONGEST) return "it is longer than any record of this course";
  let plain;
  try {
    plain = JSON.parse(written);
  } catch {
    return "it is not JSON; the file may have been cut short or edited";
  }
  const has = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!has(plain)) return "it is JSON, but not a record";
  if (typeof plain.id !== "string" || !plain.id) return "it has no id";
  if (typeof plain.timestamp !== "string" || Number.isNaN(Date.parse(plain.timestamp))) return "it does not say when it was made";
  if (!has(plain.verb) || typeof plain.verb.id !== "string") return "it does not say what was done";
  if (!has(plain.object) || typeof plain.object.id !== "string" || !plain.object.id.startsWith(`${HOME}/`)) return "it is not about anything in this course";
  return "";
}
