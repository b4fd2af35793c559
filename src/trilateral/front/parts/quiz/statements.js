// @ts-check
/**
 * A learner's deeds in a quiz as statements of the Experience API, as `trilateral.quiz.statements`
 * reads them. The key never goes into a statement.
 *
 * @typedef {import("../../records/records.js").Statement} Statement
 * @typedef {import("./marking.js").Key} Key
 * @typedef {import("./marking.js").Response} Response
 * @typedef {"guess" | "fairly" | "sure"} Confidence
 *
 * @typedef {object} Event one thing a learner did with an item
 * @property {"answered" | "hinted"} verb
 * @property {string} quiz a lesson's name, or `review/<lesson>/<date>`
 * @property {string} lesson
 * @property {string} item
 * @property {number} version
 * @property {string} response
 * @property {Confidence | null} confidence
 * @property {number} time milliseconds
 */

import { HOME, statement } from "../../records/statement.js";

/** @type {Record<string, Event["verb"]>} */
const VERBS = { "http://adlnet.gov/expapi/verbs/answered": "answered", [`${HOME}/verb/hinted`]: "hinted" };
/** @type {Record<Key["type"], string>} */
const KINDS = {
  choice: "choice",
  multiple: "choice",
  numeric: "numeric",
  ordering: "sequencing",
  matching: "matching",
  text: "fill-in",
};
/** @type {Confidence[]} */
export const CONFIDENCES = ["guess", "fairly", "sure"];
const DAY = 86_400; // seconds

/**
 * Each is read once, however often a quiz is drawn.
 * @type {WeakMap<Statement, Event | null>}
 */
const events = new WeakMap();

/**
 * Return what records.under() needs to give the statements of a quiz.
 * @param {string} quiz
 */
export function parent(quiz) {
  return `${HOME}/quiz/${quiz}`;
}

/**
 * Return the events of those statements that belong to a quiz, in their order.
 * @param {readonly Statement[]} statements
 */
export function read(statements) {
  return statements.flatMap((each) => {
    const known = events.get(each);
    const event = known === undefined ? eventOf(each) : known;
    events.set(each, event);
    return event ? [event] : [];
  });
}

/**
 * @param {Statement} plain whatever is in the records
 * @returns {Event | null}
 */
function eventOf({ verb, object, context, result, timestamp }) {
  const name = Object.hasOwn(VERBS, text(verb?.id)) && VERBS[verb.id];
  const place = text(object?.id).split(`${HOME}/item/`)[1]?.split("/") ?? [];
  const quiz = text(context?.contextActivities?.parent?.[0]?.id).split(parent(""))[1];
  const time = Date.parse(text(timestamp));
  if (!name || !quiz || place.length !== 3 || !/^\d{1,6}$/.test(place[2]) || Number.isNaN(time)) return null;
  const sure = context.extensions?.[`${HOME}/x/confidence`];
  return {
    verb: name,
    quiz,
    lesson: place[0],
    item: place[1],
    version: Number(place[2]),
    response: text(result?.response),
    confidence: (typeof sure === "number" && CONFIDENCES[sure - 1]) || null,
    time,
  };
}

/**
 * Return a text as it is, and nothing for anything else, which may not even be made a text.
 * @param {unknown} value
 */
function text(value) {
  return typeof value === "string" ? value : "";
}

/**
 * Return the statement that an item was answered.
 * @param {Key} item
 * @param {string} quiz
 * @param {{attempt: number, hints: number, response: Response, score: number, mistake: number,
 *   confidence: Confidence | null, seconds: number}} answer `mistake` as in `Mark`
 */
export function answered(item, quiz, { attempt, hints, response, score, mistake, confidence, seconds }) {
  const scaled = Math.round(score * 10_000) / 10_000;
  const result = {
    response: encode(response),
    success: score === 1,
    completion: true,
    duration: `PT${Math.min(Math.max(seconds, 0), DAY).toFixed(1)}S`,
    score: { scaled, raw: scaled, min: 0, max: 1 },
  };
  const sure = confidence ? { [`${HOME}/x/confidence`]: CONFIDENCES.indexOf(confidence) + 1 } : {};
  const foreseen = mistake ? { [`${HOME}/x/mistake`]: mistake } : {};
  const extensions = { [`${HOME}/x/attempt`]: attempt, [`${HOME}/x/hints`]: hints, ...sure, ...foreseen };
  return about(item, quiz, "http://adlnet.gov/expapi/verbs/answered", { result, extensions });
}

/**
 * Return the statement that a hint was opened.
 * @param {Key} item
 * @param {string} quiz
 * @param {{attempt: number, hints: number}} now attempts so far, and hints with this one
 */
export function hinted(item, quiz, { attempt, hints }) {
  return about(item, quiz, "hinted", { extensions: { [`${HOME}/x/attempt`]: attempt, [`${HOME}/x/hints`]: hints } });
}

/**
 * @param {Key} item
 * @param {string} quiz
 * @param {string} verb
 * @param {object} more
 */
function about(item, quiz, verb, more) {
  const made = statement(verb, `item/${item.lesson}/${item.id}/${item.version}`, `quiz/${quiz}`, more);
  made.object.definition = {
    type: "http://adlnet.gov/expapi/activities/cmi.interaction",
    interactionType: KINDS[item.type],
  };
  return made;
}

/**
 * Return a response in xAPI's notation, such as `a[,]c` or `r1[.]m2[,]r2[.]m1`.
 * @param {Response} response
 */
export function encode(response) {
  if (typeof response === "string") return response;
  if (Array.isArray(response)) return response.join("[,]");
  return Object.entries(response).sort().map((pair) => pair.join("[.]")).join("[,]");
}

/**
 * Return the response that `encode` wrote, to be marked again.
 * @param {Key} item
 * @param {string} text
 * @returns {unknown}
 */
export function decode(item, text) {
  if (item.type === "multiple" || item.type === "ordering") return text.split("[,]");
  if (item.type !== "matching") return text;
  const pairs = text.split("[,]").filter((pair) => pair.includes("[.]"));
  return Object.fromEntries(pairs.map((pair) => pair.split("[.]", 2)));
}
