// @ts-check
/**
 * The start page: where the learner is, what is due, what is left and what to do next, by the course,
 * the records and a clock.
 *
 * @typedef {import("./course.js").Lesson} Lesson
 * @typedef {import("./course.js").Lesson<import("../quiz/feedback.js").Item>} Full
 * @typedef {import("./course.js").Standing} Standing
 * @typedef {import("../../records/records.js").Statement} Statement
 *
 * @typedef {object} Home what Python gives; `trilateral.progress` has the same
 * @property {Full[]} lessons
 * @property {import("../quiz/feedback.js").Words} words of a question
 *
 * @typedef {object} Away an absence that has just ended
 * @property {number} days
 * @property {Lesson | null} lesson that was worked on before it
 * @property {string[]} shaky what was shaky then
 *
 * @typedef {object} State
 * @property {number} now milliseconds
 * @property {Standing[]} stands
 * @property {Standing | null} here the lesson where something was done last
 * @property {Standing | null} goOn the lesson to continue with
 * @property {number} due questions missed or guessed whose time has come
 * @property {number} fading questions known and not asked for long
 * @property {number | null} next when the next question comes back, in milliseconds
 * @property {Away | null} away
 * @property {import("./calibration.js").Row[]} sureness
 */

import { read } from "../quiz/statements.js";
import { DAY, dueAtHome, fading, next, shaky, TEN } from "../review/core.js";
import { calibration } from "./calibration.js";
import { called, current, standings, timeOf, toGoOn } from "./course.js";

const LONG = 14 * DAY;
/** Milliseconds within which deeds belong to one visit. */
const VISIT = 6 * 60 * 60 * 1000;
/** Questions that take about ten minutes. */
const FULL = 8;
/** Things that are named as shaky. */
const MOST = 3;

/**
 * Return what the start page shows.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements oldest first
 * @param {number} now milliseconds
 * @returns {State}
 */
export function state(lessons, statements, now) {
  const stands = standings(lessons, statements, now);
  const events = read(statements);
  const items = lessons.flatMap((lesson) => lesson.items);
  const known = fading(items, events, now).length;
  return {
    now,
    stands,
    here: current(stands),
    goOn: toGoOn(stands),
    due: dueAtHome(items, events, now).length - known,
    fading: known,
    next: next(items, events),
    away: away(lessons, statements, now),
    sureness: calibration(items, events),
  };
}

/**
 * Return the absence that ended with this visit, if it was a long one. It stays while the visit lasts.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements
 * @param {number} now
 * @returns {Away | null}
 */
export function away(lessons, statements, now) {
  const dated = statements.filter((each) => timeOf(each) > 0 && timeOf(each) <= now);
  const start = now - VISIT;
  const before = dated.filter((each) => timeOf(each) < start);
  if (!before.length) return null;
  const left = before.reduce((last, each) => Math.max(last, timeOf(each)), 0);
  const back = dated.reduce((first, each) => (timeOf(each) < start ? first : Math.min(first, timeOf(each))), now);
  if (back - left < LONG) return null;
  return {
    days: Math.floor((back - left) / DAY),
    lesson: current(standings(lessons, before, left))?.lesson ?? null,
    shaky: shakyAims(lessons, before).slice(0, MOST),
  };
}

/**
 * Return what a learner should be able to do and was last not, or only guessed; each once.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements
 */
export function shakyAims(lessons, statements) {
  const aims = new Map(lessons.map(({ name, aims: each }) => [name, each]));
  const items = lessons.flatMap((lesson) => lesson.items);
  const named = shaky(items, read(statements)).flatMap(({ lesson, id }) => aims.get(lesson)?.[id] ?? []);
  return [...new Set(named)];
}

/**
 * Return how many questions a review would ask now.
 * @param {State} shown
 */
export const toReview = (shown) => Math.min(TEN, shown.due + shown.fading);

/**
 * Return where the learner is, in a sentence.
 * @param {State} shown
 */
export function where({ stands, here, goOn }) {
  if (!here) {
    const minutes = stands.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
    return `You have not begun yet. The course has ${stands.length} lessons, ${time(minutes)} in all.`;
  }
  const { lesson, answered, questions } = here;
  if (!goOn) return "You have answered the questions of every lesson.";
  if (goOn === here) return `You are in ${called(lesson)}: ${answered} of ${count(questions, "question")} answered.`;
  return `You have answered the questions of ${called(lesson)}. Next is ${called(goOn.lesson)}.`;
}

/**
 * Return what is left, in a sentence; an empty text where nothing is.
 * @param {State} shown
 */
export function left({ stands, here }) {
  const open = stands.filter(({ isDone }) => !isDone);
  if (!here || !open.length) return "";
  const minutes = open.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
  return `Left: ${count(open.length, "lesson")}, at most ${time(minutes)}, without the exercises.`;
}

/**
 * Return what is due for review, in a sentence.
 * @param {State} shown
 */
export function review({ now, due: missed, fading: known, next: then }) {
  const parts = [
    ...(missed ? [`${count(missed, "question")} that you missed or guessed`] : []),
    ...(known ? [`${count(known, "question")} that you knew and have not seen for weeks`] : []),
  ];
  if (parts.length) return `Due for review: ${parts.join(", and ")}.`;
  if (then === null) return "Nothing to review yet. Questions that you missed or guessed come back here.";
  const when = day(then) === day(now) ? "later today" : `on ${day(then)}`;
  return `Nothing is due for review. The next question comes back ${when}.`;
}

/**
 * Return the page's greeting after a long absence; nothing otherwise.
 * @param {State} shown
 * @returns {import("../../tree.js").Tree[]}
 */
export function greeting(shown) {
  if (!shown.away) return [];
  const { days, lesson, shaky: aims } = shown.away;
  const place = lesson ? `, in ${called(lesson)}` : "";
  const head = aims.length ? "Weak points when you left:" : "No weak points when you left.";
  const many = toReview(shown);
  const offer = many ? `${many < FULL ? "A few minutes" : "Ten minutes"} of review will bring it back before you continue.` : "";
  return [
    ["p", {}, `Welcome back. You were last here ${days} days ago${place}. ${head}`],
    ["ul", {}, ...aims.map((aim) => ["li", {}, aim])],
    ["p", {}, offer],
  ];
}

/**
 * Return the one thing to do next, and what may be done instead.
 * @param {State} shown
 * @returns {{first: Act | null, second: Act | null}}
 *
 * @typedef {{kind: "review" | "lesson", words: string, lesson?: Lesson}} Act
 */
export function acts(shown) {
  const { goOn, here, away: gone } = shown;
  const many = toReview(shown);
  const verb = goOn && goOn.last > 0 ? "Continue with" : here ? "Begin" : "Start with";
  /** @type {Act | null} */
  const lesson = goOn && { kind: "lesson", words: `${verb} ${called(goOn.lesson)}`, lesson: goOn.lesson };
  /** @type {Act | null} */
  const questions = many ? { kind: "review", words: many < FULL ? `Review ${count(many, "question")}` : "Review for ten minutes" } : null;
  return gone || !lesson ? { first: questions ?? lesson, second: questions && lesson } : { first: lesson, second: questions };
}

/**
 * Return a standing's state in a word or two.
 * @param {Standing} standing
 */
export const stage = ({ isDone, last }) => (isDone ? "done" : last ? "begun" : "not begun");

/**
 * Return a number with what it counts.
 * @param {number} number
 * @param {string} thing
 */
export const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

/**
 * Return minutes in words.
 * @param {number} minutes
 */
function time(minutes) {
  const hours = Math.floor(minutes / 60);
  return [hours ? count(hours, "hour") : "", minutes % 60 || !hours ? count(minutes % 60, "minute") : ""].filter(Boolean).join(" ");
}

/**
 * Return a day in words.
 * @param {number} moment milliseconds
 */
export const day = (moment) => new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
