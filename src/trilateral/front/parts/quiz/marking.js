// @ts-check
/**
 * Mark a response: pure functions from an item and a response to a score and its reasons.
 *
 * - choice: 1 for the key, else 0.
 * - multiple: *right minus wrong*, (right ticks - wrong ticks) / number of right options, never
 *   below 0. Ticking every option scores 0.
 * - numeric: 1 within the tolerance (edges included), else 0. Absolute tolerances are in the item's
 *   unit, relative ones a share of the answer. What the item accepts also (0.8 for 80 %) counts
 *   where no unit was typed.
 * - ordering: *Kendall's tau, never below 0*; of all pairs of entries, the share in the right order
 *   minus the share in the wrong order. A random order earns 0 on average.
 * - matching: *share of rows*, rows matched rightly / rows.
 * - text: 1 when a pattern accepts it (case, accents and punctuation ignored), else 0.
 *
 * A response that can't be read is not wrong: it gets a problem, no score, and uses up no attempt.
 *
 * @typedef {"right" | "wrong"} Verdict
 * @typedef {string | string[] | Record<string, string>} Response an option's id (choice); ids
 * (multiple, ordering); a text (numeric, text); a choice's id for each row's id (matching)
 *
 * @typedef {object} Mark what a response earned and why
 * @property {number | null} score from 0 to 1; null when the response could not be read
 * @property {Record<string, Verdict>} verdicts for each option, entry or row of the response
 * @property {number} mistake which of the item's foreseen mistakes it is, counted from 1; else 0
 * @property {Unreadable | null} problem why the response could not be read
 *
 * @typedef {object} Key what marking needs of an item; `trilateral.quiz.payload` writes it
 * @property {string} id
 * @property {number} version
 * @property {string} lesson whose bank it is in
 * @property {"choice" | "multiple" | "numeric" | "ordering" | "matching" | "text"} type
 * @property {string} [formOf] the item that it asks once more, in a second form
 * @property {string[]} [hints]
 * @property {{id: string, correct?: boolean}[]} [options]
 * @property {number} [answer]
 * @property {number[]} [also] the answer in other units
 * @property {{absolute?: number, relative?: number}} [tolerance]
 * @property {string} [unit]
 * @property {{id: string}[]} [entries] in the right order
 * @property {{id: string, match?: string}[]} [rows]
 * @property {{id: string, text?: string}[]} [choices]
 * @property {string[]} [accept]
 * @property {{value?: number, pattern?: string}[]} [mistakes]
 */

import { characters, isBare, LONGEST, matches, readNumber, Unreadable } from "./answers.js";

/**
 * Mark `response`, whatever it is; nothing a learner sends raises an error.
 * @param {Key} item
 * @param {unknown} response
 * @returns {Mark}
 */
export function mark(item, response) {
  try {
    const { score, verdicts = {}, mistake = 0 } = MARKED[item.type](item, readResponse(item, response));
    return { score, verdicts, mistake, problem: null };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return { score: null, verdicts: {}, mistake: 0, problem };
  }
}

/**
 * Return `response` in the one form that is marked and stored.
 * @param {Key} item
 * @param {unknown} response
 * @returns {Response}
 * @throws {Unreadable} nothing was answered, or something that this item doesn't offer
 */
export function readResponse(item, response) {
  switch (item.type) {
    case "choice":
      return known(response, ids(item.options));
    case "multiple":
      return several(response, ids(item.options)).sort();
    case "ordering": {
      const order = several(response, ids(item.entries));
      if (order.length < ids(item.entries).size) throw new Unreadable("everyEntry");
      return order;
    }
    case "matching":
      return pairs(item, response);
    default:
      return typed(response);
  }
}

/** @type {Record<Key["type"], (item: Key, response: any) => {score: number, verdicts?: Record<string, Verdict>, mistake?: number}>} */
const MARKED = {
  choice(item, option) {
    const right = key(item).has(option);
    return { score: Number(right), verdicts: { [option]: right ? "right" : "wrong" } };
  },
  multiple(item, ticked) {
    const wanted = key(item);
    const verdicts = each(ticked, (/** @type {string} */ option) => wanted.has(option));
    const right = count(verdicts);
    const score = Math.max(0, (right - (ticked.length - right)) / wanted.size);
    return { score: ticked.length === item.options?.length ? 0 : score, verdicts };
  },
  numeric(item, text) {
    const value = readNumber(text, item.unit);
    const right = [/** @type {number} */ (item.answer), ...(isBare(text) ? (item.also ?? []) : [])];
    if (right.some((answer) => isNear(item, value, answer))) return { score: 1 };
    const mistakes = item.mistakes ?? [];
    return { score: 0, mistake: 1 + mistakes.findIndex((mistake) => isNear(item, value, Number(mistake.value))) };
  },
  ordering(item, order) {
    const wanted = (item.entries ?? []).map((entry) => entry.id);
    const place = new Map(order.map((/** @type {string} */ entry, /** @type {number} */ at) => [entry, at]));
    let kept = 0;
    let all = 0;
    for (const [at, before] of wanted.entries()) {
      for (const after of wanted.slice(at + 1)) {
        all += 1;
        if (place.get(before) < place.get(after)) kept += 1;
      }
    }
    const verdicts = each(order, (/** @type {string} */ entry, /** @type {number} */ at) => entry === wanted[at]);
    return { score: Math.max(0, (2 * kept - all) / all), verdicts };
  },
  matching(item, chosen) {
    const rows = item.rows ?? [];
    const match = new Map(rows.map((row) => [row.id, row.match]));
    const verdicts = each([...match.keys()], (row) => chosen[row] === match.get(row));
    return { score: count(verdicts) / rows.length, verdicts };
  },
  text(item, text) {
    if (item.accept?.some((pattern) => matches(pattern, text))) return { score: 1 };
    const mistakes = item.mistakes ?? [];
    return { score: 0, mistake: 1 + mistakes.findIndex((mistake) => matches(mistake.pattern ?? "", text)) };
  },
};

/**
 * Tell whether `value` is within reach, give or take the rounding of binary fractions.
 * @param {Key} item
 * @param {number} value
 * @param {number} around
 */
function isNear({ tolerance = {} }, value, around) {
  const { relative, absolute = 0 } = tolerance;
  const reach = relative === undefined ? absolute : Math.abs(around) * relative;
  return Math.abs(value - around) <= reach + 1e-12 * Math.max(1, Math.abs(around));
}

/** @param {{id: string}[]} [parts] */
function ids(parts = []) {
  return new Set(parts.map((part) => part.id));
}

/** @param {Key} item */
function key({ options = [] }) {
  return ids(options.filter((option) => option.correct));
}

/**
 * @param {string[]} parts
 * @param {(part: string, at: number) => boolean} isRight
 * @returns {Record<string, Verdict>}
 */
function each(parts, isRight) {
  return Object.fromEntries(parts.map((part, at) => [part, isRight(part, at) ? "right" : "wrong"]));
}

/** @param {Record<string, Verdict>} verdicts */
function count(verdicts) {
  return Object.values(verdicts).filter((verdict) => verdict === "right").length;
}

/**
 * @param {unknown} response
 * @param {Set<string>} offered
 */
function known(response, offered) {
  if (response === null || response === undefined || response === "" || isEmptyList(response)) {
    throw new Unreadable("chooseFirst");
  }
  if (typeof response !== "string" || !offered.has(response)) throw new Unreadable("notOffered");
  return response;
}

/** @param {unknown} response */
function isEmptyList(response) {
  return Array.isArray(response) && !response.length;
}

/**
 * @param {unknown} response
 * @param {Set<string>} offered
 */
function several(response, offered) {
  if (!Array.isArray(response) || !response.length) throw new Unreadable("chooseSome");
  if (response.length > offered.size) throw new Unreadable("tooMany");
  const parts = response.map((part) => known(part, offered));
  if (new Set(parts).size < parts.length) throw new Unreadable("twice");
  return parts;
}

/** @param {unknown} response */
function typed(response) {
  if (typeof response !== "string" && typeof response !== "number") throw new Unreadable("typeFirst");
  const text = String(response).trim();
  if (!text) throw new Unreadable("typeFirst");
  const length = characters(text);
  if (length > LONGEST) throw new Unreadable("longText", { count: length.toLocaleString("en-US"), most: LONGEST });
  return text;
}

/**
 * @param {Key} item
 * @param {unknown} response
 */
function pairs(item, response) {
  const rows = [...ids(item.rows)];
  const isRecord = typeof response === "object" && response !== null && !Array.isArray(response);
  if (!isRecord || Object.keys(response).some((row) => !rows.includes(row))) throw new Unreadable("noRow");
  const chosen = new Map(Object.entries(response));
  if (rows.some((row) => [null, undefined, ""].includes(chosen.get(row)))) throw new Unreadable("everyRow");
  const choices = ids(item.choices);
  return Object.fromEntries(rows.map((row) => [row, known(chosen.get(row), choices)]));
}
