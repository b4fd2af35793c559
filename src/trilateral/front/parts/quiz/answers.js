// @ts-check
/** Read what a learner typed: numbers in several notations, words without accents or case. */

/** Characters; longer answers are refused unread. */
export const LONGEST = 500;
const SHORT = 30; // fits one line

const SPACES = /[\s\x1c-\x1f\x85_']+/g;
const GROUPED = /^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const START = /^[+-]?[\d.][\d., ]*(?:e[+-]?\d{1,3})?(?:\/ ?[\d.][\d., ]*)?/i;

/** An answer that isn't in a form we can mark. It uses up no attempt. */
export class Unreadable extends Error {
  /**
   * @param {string} word which of the part's words says why
   * @param {Record<string, string | number>} [values] what to fill in there
   */
  constructor(word, values = {}) {
    super(word);
    this.word = word;
    this.values = values;
  }
}

/**
 * Return how many characters a text has, as people count them.
 * @param {string} text
 */
export function characters(text) {
  return [...text].length;
}

/**
 * Return the number a learner typed. Commas and spaces (also thin or non-breaking ones) may stand
 * between groups of three digits; a point is the decimal sign; a fraction such as 4/5 is read as
 * well; the item's own unit may follow.
 * @param {string} text
 * @param {string} [unit] such as `%` or `days`
 * @throws {Unreadable} nothing was typed, or it is not a number, or another unit follows
 */
export function readNumber(text, unit = "") {
  const count = characters(text);
  if (count > LONGEST) throw new Unreadable("longNumber", { count: count.toLocaleString("en-US") });
  const tidy = latinDigits(text.normalize("NFKC")).replace(SPACES, " ").replaceAll("\u2212", "-").trim();
  if (!tidy) throw new Unreadable("noNumber");
  const digits = START.exec(tidy)?.[0].trim() ?? "";
  if (!/\d/.test(digits)) throw new Unreadable("notNumber", { text: short(tidy) });
  const rest = tidy.slice(digits.length).trim();
  if (rest && !isUnit(rest, unit)) {
    throw new Unreadable(unit ? "otherUnit" : "afterNumber", { text: short(rest), unit });
  }
  return valueOf(digits);
}

/**
 * Tell whether `text` is a number with no unit after it.
 * @param {string} text
 */
export function isBare(text) {
  try {
    readNumber(text);
    return true;
  } catch {
    return false;
  }
}

/** Words for a unit that is a sign, as folding a sign leaves nothing. */
const SPELT = new Map([["%", ["percent", "per cent", "pct"]]]);

/**
 * Tell whether `text` names `unit`, whatever its case and accents. A sign is named by itself or in
 * words; no other sign stands for it.
 * @param {string} text
 * @param {string} unit
 */
function isUnit(text, unit) {
  const folded = fold(text);
  return text === unit || (folded !== "" && [fold(unit), ...(SPELT.get(unit) ?? [])].includes(folded));
}

/** @param {string} text a number, or one over another */
function valueOf(text) {
  const [top, bottom] = text.split("/").map((part) => part.trim());
  if (bottom === undefined) return decimal(top);
  const divisor = decimal(bottom);
  if (!divisor) throw new Unreadable("notOneNumber", { text: short(text) });
  return decimal(top) / divisor;
}

/** @param {string} text */
function decimal(text) {
  const digits = GROUPED.test(text) ? text.replace(/[, ]/g, "") : text;
  if (!PLAIN.test(digits)) throw new Unreadable("notOneNumber", { text: short(digits) });
  const value = Number(digits);
  if (!Number.isFinite(value)) throw new Unreadable("largeNumber", { text: short(digits) });
  return value;
}

/**
 * Return `text` with the digits of every script as 0 to 9. The ten of a script stand in a row.
 * @param {string} text
 */
function latinDigits(text) {
  return text.replace(/(?![0-9])\p{Nd}/gu, (sign) => {
    const at = /** @type {number} */ (sign.codePointAt(0));
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value += 1;
    return String(value);
  });
}

/**
 * Return `text` without case, accents, punctuation and double spaces, so that
 * "Réciprocal-Access  AGREEMENT." becomes "reciprocal access agreement".
 * @param {string} text
 */
export function fold(text) {
  const bare = withoutCase(text).normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/**
 * Return `text` in the one form that its upper and lower case share: there, ß is ss and ς is σ.
 * JavaScript has no case folding; by way of capitals, lower case comes to the same. The Turkish
 * dotless i keeps its own letter, as in Unicode's folding.
 * @param {string} text
 */
function withoutCase(text) {
  const lower = text.toLowerCase().replace(/[^ı]+/g, (run) => run.toUpperCase().toLowerCase());
  return lower.replaceAll("ς", "σ");
}

/**
 * Tell whether `text` fits `pattern`, in which `*` stands for any run of characters. The time
 * needed grows with the product of the lengths at worst: no pattern can hang.
 * @param {string} pattern
 * @param {string} text
 */
export function matches(pattern, text) {
  const parts = pattern.split("*").map(fold);
  const answer = fold(text);
  if (parts.length === 1) return answer === parts[0];
  const first = parts[0];
  const last = parts[parts.length - 1];
  const end = answer.length - last.length;
  if (end < first.length || !answer.startsWith(first) || !answer.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const place = answer.indexOf(part, at);
    if (place < 0 || place + part.length > end) return false;
    at = place + part.length;
  }
  return true;
}

/** @param {string} text */
function short(text) {
  const signs = [...text];
  return signs.length <= SHORT ? text : `${signs.slice(0, SHORT - 1).join("")}…`;
}
