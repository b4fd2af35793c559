// @ts-check
/**
 * What the learner did in the whole course, on one page.
 *
 * @typedef {import("../home/course.js").Lesson} Lesson
 * @typedef {import("../../records/records.js").Statement} Statement
 * @typedef {import("../../tree.js").Tree} Tree
 * @typedef {import("../rate/core.js").Ratings} Ratings
 * @typedef {{lessons: Lesson[]}} Course
 */

import { asPage } from "../../paper.js";
import { judged } from "../home/calibration.js";
import { day, review, shakyAims, state, where } from "../home/core.js";
import { tally } from "../home/course.js";
import { lessonTable, surenessTable } from "../home/tables.js";
import { compare } from "../rate/core.js";

export const TITLE = "Promises to power? What you did";
/** Aims that fit on the page. */
const MOST = 8;

/**
 * Return the summary as trees, to be shown or printed.
 * @param {Course} course
 * @param {readonly Statement[]} statements oldest first
 * @param {{before: Ratings, now: Ratings}} confidence
 * @param {number} now milliseconds
 * @param {number} level of its title
 * @returns {Tree[]}
 */
export function body({ lessons }, statements, confidence, now, level) {
  const shown = state(lessons, statements, now);
  const aims = shakyAims(lessons, statements);
  const more = aims.length - MOST;
  const head = (/** @type {string} */ title) => /** @type {Tree} */ ([`h${level + 1}`, {}, title]);
  const words = (/** @type {string} */ text) => /** @type {Tree} */ (["p", {}, text]);
  return [
    [`h${level}`, {}, TITLE],
    words(`${day(now)}. ${where(shown)}`),
    head("Questions"),
    lessonTable(shown.stands, false),
    head("How sure you were"),
    words(judged(shown.sureness)),
    surenessTable(shown.sureness),
    head("Before you looked, and after"),
    words(`${counted(lessons, statements)} ${compare(confidence.before, confidence.now)}`),
    head("Still to learn"),
    words(aims.length ? "When last asked, you missed or guessed questions that ask you to:" : "You missed and guessed nothing when you were last asked."),
    ["ul", {}, ...[...aims.slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])].map((aim) => ["li", {}, aim])],
    words(review(shown)),
  ];
}

/**
 * Return how much was predicted and judged, in a sentence each.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements
 */
function counted(lessons, statements) {
  const predicted = tally(lessons, statements, "first/prediction/");
  const claims = tally(lessons, statements, "first/verdict/");
  return `You made ${predicted.done} of ${predicted.all} predictions and judged ${claims.done} of ${claims.all} claims before the evidence.`;
}

/**
 * Return the summary as a page that prints.
 * @param {[Course, readonly Statement[], {before: Ratings, now: Ratings}, number]} given as `body` has them
 */
export const asHtml = (...given) => asPage(TITLE, body(...given, 1));
