// @ts-check
/**
 * The test before the course and after it: which form a learner gets, how it stands, what was gained.
 *
 * @typedef {import("../quiz/feedback.js").Item} Item
 * @typedef {import("../quiz/marking.js").Key} Key
 * @typedef {import("../quiz/standing.js").ItemState} ItemState
 * @typedef {import("../quiz/statements.js").Event} Event
 * @typedef {import("../../tree.js").Tree} Tree
 * @typedef {"before" | "after"} Occasion
 *
 * @typedef {object} Test what Python gives; `trilateral.quiz.before_after` has the same
 * @property {Occasion} occasion
 * @property {import("../quiz/feedback.js").Words} words
 * @property {Item[]} items of both forms
 * @property {Record<string, string>} aims what each item asks one to be able to do
 */

/**
 * @template {Key} [Form=Key]
 * @typedef {object} Sheet how the test of one occasion stands
 * @property {Form[]} items of the form that is asked
 * @property {Map<string, ItemState>} stands by the items' ids
 * @property {number} answered
 * @property {number} right
 * @property {number} sure answers that the learner was sure of
 * @property {number} sureAndRight
 * @property {boolean} isDone
 * @property {number} begun when the first of its answers was given, in milliseconds
 * @property {number} ended when the last was
 */

import { firsts } from "../quiz/forms.js";
import { shuffled } from "../quiz/shuffle.js";
import { replay } from "../quiz/standing.js";
import { newcombe } from "./newcombe.js";

/** Attempts at a case: nothing is said about the first. */
export const ATTEMPTS = 1;

/**
 * Return what an occasion's statements are kept under.
 * @param {Occasion} occasion
 */
export const quizOf = (occasion) => `before_after/${occasion}`;

/**
 * Return how the tests of both occasions stand. A form that was begun stays; else it is the other one
 * than on the other occasion, or the one that the learner's pseudonym draws.
 * @template {Key} Form
 * @param {readonly Form[]} items of both forms
 * @param {readonly Event[]} events oldest first
 * @param {string} learner
 * @returns {Record<Occasion, Sheet<Form>>}
 */
export function sheets(items, events, learner) {
  const first = firsts(items);
  const forms = [first, items.filter((item) => !first.includes(item))];
  const of = (/** @type {Occasion} */ occasion) => events.filter(({ quiz }) => quiz === quizOf(occasion));
  const [before, after] = [of("before"), of("after")];
  const begun = (/** @type {Event[]} */ own) =>
    forms.findIndex((form) => form.some(({ id, version }) => own[0]?.item === id && own[0].version === version));
  const [one, other] = [begun(before), begun(after)];
  const drawn = shuffled([0, 1], `before_after/${learner}`)[0];
  const start = one >= 0 ? one : other >= 0 ? 1 - other : drawn;
  return { before: sheet(forms[start], before), after: sheet(forms[other >= 0 ? other : 1 - start], after) };
}

/**
 * @template {Key} Form
 * @param {Form[]} items
 * @param {Event[]} events
 * @returns {Sheet<Form>}
 */
function sheet(items, events) {
  const stands = replay(items, events, ATTEMPTS);
  const given = [...stands.values()].filter(({ attempts }) => attempts > 0);
  const sure = given.filter(({ firstConfidence }) => firstConfidence === "sure");
  const right = (/** @type {ItemState[]} */ some) => some.filter(({ firstRight }) => firstRight).length;
  const times = events.map(({ time }) => time);
  return {
    items,
    stands,
    answered: given.length,
    right: right(given),
    sure: sure.length,
    sureAndRight: right(sure),
    isDone: items.length > 0 && given.length === items.length,
    begun: Math.min(Infinity, ...times),
    ended: Math.max(-Infinity, ...times),
  };
}

/**
 * Return the case to ask next, or nothing when all are answered.
 * @param {Sheet} sheet
 */
export const current = ({ items, stands }) => items.find(({ id }) => !stands.get(id)?.attempts);

/**
 * Return a standing with nothing that tells whether the answer is right.
 * @param {ItemState} standing
 * @returns {ItemState}
 */
export const sealed = (standing) => ({ ...standing, mark: null, firstRight: false, sureAndWrong: false });

/**
 * Tell whether the two tests can be compared: both whole, and the first over before the second began.
 * @param {Record<Occasion, Sheet>} both
 */
export const isPair = ({ before, after }) => before.isDone && after.isDone && before.ended <= after.begun;

/**
 * Return where the test of an occasion stands, in words.
 * @param {Record<Occasion, Sheet>} both
 * @param {Occasion} occasion
 */
export function where(both, occasion) {
  const { answered, isDone, items } = both[occasion];
  if (both.after.isDone) return isDone ? gained(both) : "The second test is over, so this one is closed.";
  if (isDone) return `All ${items.length} answers are saved. Marks and reasons come when you have taken the second test.`;
  if (occasion === "before" && both.after.answered) return "You have begun the second test, so this one is closed.";
  if (answered) return `${answered} of ${items.length} answers are saved.`;
  return `${items.length} short cases. You answer each one once, and see no marks until you have finished the second test.`;
}

/**
 * Tell whether a case of an occasion can still be answered.
 * @param {Record<Occasion, Sheet>} both
 * @param {Occasion} occasion
 */
export const isOpen = (both, occasion) => !both[occasion].isDone && (occasion === "after" || !both.after.answered);

/**
 * Return what was gained, in words, with how far one person's test can tell it.
 * @param {Record<Occasion, Sheet>} both
 */
export function gained(both) {
  const { before, after } = both;
  const all = after.items.length;
  if (!isPair(both)) {
    const why = before.isDone ? "You finished the first test after you began this one" : "You did not finish the first test";
    return `You have ${after.right} of ${all} right. ${why}, so there is no gain to see.`;
  }
  const { low, high } = newcombe([before.right, before.items.length], [after.right, all]);
  return (
    `Before the course you had ${before.right} of ${all} right, after it ${after.right}: ${more(after.right - before.right)}. ` +
    `A test of ${all} is short: anything from ${more(Math.round(all * low))} to ${more(Math.round(all * high))} of ${all} ` +
    "would fit these answers."
  );
}

/** @param {number} count */
const more = (count) => (count ? `${Math.abs(count)} ${count > 0 ? "more" : "fewer"}` : "no change");

/**
 * Return both tests side by side, as a tree.
 * @param {Record<Occasion, Sheet>} both
 * @returns {Tree}
 */
export function table({ before, after }) {
  const share = (/** @type {number} */ some, /** @type {number} */ all) => (all ? `${some} of ${all}` : "–");
  const cell = (/** @type {Sheet} */ { isDone, right, items }) => (isDone ? share(right, items.length) : "–");
  const sure = (/** @type {Sheet} */ { isDone, sure: all, sureAndRight }) => (isDone ? share(sureAndRight, all) : "–");
  const rows = [
    ["Right", cell(before), cell(after)],
    ["Right when you were sure", sure(before), sure(after)],
  ].map(([head, ...cells]) => ["tr", {}, ["th", { scope: "row" }, head], ...cells.map((text) => ["td", {}, text])]);
  const heads = ["", "Before", "After"].map((text) => (text ? ["th", { scope: "col" }, text] : ["td", {}, ""]));
  return ["table", {}, ["thead", {}, ["tr", {}, ...heads]], ["tbody", {}, ...rows]];
}

/**
 * Return what the learner still missed in the second test.
 * @param {Sheet} after
 * @param {Record<string, string>} aims
 */
export const missed = ({ items, stands }, aims) =>
  items.filter(({ id }) => !stands.get(id)?.firstRight).map(({ id }) => aims[id]);
