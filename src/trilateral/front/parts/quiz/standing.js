// @ts-check
/**
 * How an item stands: attempts, hints and marks, rebuilt from the learner's statements.
 *
 * @typedef {import("./marking.js").Key} Key
 * @typedef {import("./marking.js").Mark} Mark
 * @typedef {import("./statements.js").Event} Event
 * @typedef {import("./statements.js").Confidence} Confidence
 *
 * @typedef {object} ItemState how one item stands in one sitting
 * @property {number} most attempts that there are
 * @property {number} attempts
 * @property {number} hints how many are open
 * @property {import("./marking.js").Response | null} response the last one
 * @property {Mark | null} mark of the last response
 * @property {Confidence | null} confidence
 * @property {boolean} firstRight
 * @property {Confidence | null} firstConfidence of the first attempt
 * @property {boolean} sureAndWrong
 */

import { mark, readResponse } from "./marking.js";
import { decode } from "./statements.js";

/** Attempts in a quiz; after the second the explanation is shown. */
export const MOST = 2;

/** @type {ItemState} */
export const FRESH = Object.freeze({
  most: MOST,
  attempts: 0,
  hints: 0,
  response: null,
  mark: null,
  confidence: null,
  firstRight: false,
  firstConfidence: null,
  sureAndWrong: false,
});

/**
 * Tell whether the last attempt was fully right.
 * @param {ItemState} standing
 */
export function isRight(standing) {
  return standing.mark?.score === 1;
}

/**
 * Tell whether no attempt is left or needed.
 * @param {ItemState} standing
 */
export function isDone(standing) {
  return isRight(standing) || standing.attempts >= standing.most;
}

/**
 * Tell whether the item should come back: missed at first, or guessed.
 * @param {ItemState} standing
 */
export function isToReview({ attempts, firstRight, firstConfidence }) {
  return attempts > 0 && (!firstRight || firstConfidence === "guess");
}

/**
 * Return how each item stands after `events`, which belong to one sitting. Events of another version
 * of an item, and responses that the item no longer offers, lapse. Responses are marked again, so
 * that a corrected key reaches earlier answers.
 * @param {readonly Key[]} items
 * @param {readonly Event[]} events oldest first
 * @param {number} [most] attempts that there are
 * @returns {Map<string, ItemState>} by the items' ids
 */
export function replay(items, events, most = MOST) {
  const asked = new Map(items.map((item) => [item.id, item]));
  const fresh = { ...FRESH, most };
  const standings = new Map(items.map((item) => [item.id, fresh]));
  for (const event of events) {
    const item = asked.get(event.item);
    if (!item || item.version !== event.version || item.lesson !== event.lesson) continue;
    standings.set(item.id, after(item, standings.get(item.id) ?? fresh, event));
  }
  return standings;
}

/**
 * Each event is marked once, however often it is replayed.
 * @type {WeakMap<Event, {item: Key, response: import("./marking.js").Response | null, marked: Mark}>}
 */
const known = new WeakMap();

/**
 * @param {Key} item
 * @param {Event} event
 */
function once(item, event) {
  const before = known.get(event);
  if (before?.item === item) return before;
  const decoded = decode(item, event.response);
  const marked = mark(item, decoded);
  const fresh = { item, response: marked.problem ? null : readResponse(item, decoded), marked };
  known.set(event, fresh);
  return fresh;
}

/**
 * Return how an item stands after one more event.
 * @param {Key} item
 * @param {ItemState} now
 * @param {Event} event
 * @returns {ItemState}
 */
function after(item, now, event) {
  if (event.verb === "hinted") return { ...now, hints: Math.min(now.hints + 1, item.hints?.length ?? 0) };
  if (isDone(now)) return now;
  const { response, marked } = once(item, event);
  if (response === null || marked.score === null) return now;
  const isFirst = now.attempts === 0;
  const right = marked.score === 1;
  return {
    ...now,
    attempts: now.attempts + 1,
    response,
    mark: marked,
    confidence: event.confidence,
    firstRight: isFirst ? right : now.firstRight,
    firstConfidence: isFirst ? event.confidence : now.firstConfidence,
    sureAndWrong: now.sureAndWrong || (event.confidence === "sure" && !right),
  };
}
