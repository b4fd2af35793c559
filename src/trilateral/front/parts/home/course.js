// @ts-check
/**
 * How a learner stands in each lesson, by what the records hold.
 *
 * @typedef {import("../quiz/marking.js").Key} Key
 * @typedef {import("../../records/records.js").Statement} Statement
 */

/**
 * @template {Key} [Item=Key]
 * @typedef {object} Lesson
 * @property {string} name such as `02_access`
 * @property {string} title
 * @property {string} exercise where its exercise is, seen from the lessons; empty where there is none
 * @property {number} minutes
 * @property {Item[]} items of its own bank, in all their forms
 * @property {Record<string, string>} aims what each item asks one to be able to do
 * @property {string[]} marks what is done in this lesson beside the quiz: `<occasion>/<kind>/<thing>`;
 * one that ends with a stroke stands for whatever begins so
 */

/**
 * @typedef {object} Standing
 * @property {Lesson} lesson
 * @property {number} questions
 * @property {number} answered
 * @property {number} right at the first attempt
 * @property {number} last when something was done here, in milliseconds; 0 for never
 * @property {boolean} isDone whether each question was answered
 */

import { HOME } from "../../records/statement.js";
import { firsts } from "../quiz/forms.js";
import { replay } from "../quiz/standing.js";
import { read } from "../quiz/statements.js";

/**
 * Return a lesson's name with its number, as prose has it.
 * @param {Lesson} lesson
 */
export const called = ({ name, title }) => `lesson ${name.slice(0, 2)}, ${title}`;

/**
 * Return how each lesson stands.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements oldest first
 * @param {number} now milliseconds
 * @returns {Standing[]}
 */
export function standings(lessons, statements, now) {
  const events = read(statements);
  const lasts = lastTimes(lessons, statements, now);
  return lessons.map((lesson) => {
    const own = events.filter(({ quiz }) => quiz === lesson.name);
    const items = [...replay(firsts(lesson.items), own).values()];
    const answered = items.filter(({ attempts }) => attempts > 0).length;
    const last = lasts.get(lesson) ?? 0;
    return {
      lesson,
      questions: items.length,
      answered,
      right: items.filter(({ firstRight }) => firstRight).length,
      last,
      isDone: items.length ? answered === items.length : last > 0,
    };
  });
}

/**
 * Return the lesson in which something was done last, or null.
 * @param {readonly Standing[]} stands
 */
export function current(stands) {
  const begun = stands.filter(({ last }) => last > 0);
  return begun.length ? begun.reduce((one, other) => (other.last >= one.last ? other : one)) : null;
}

/**
 * Return the lesson to continue with: the one in hand, then the next that is open, then the first.
 * @param {readonly Standing[]} stands
 */
export function toGoOn(stands) {
  const here = current(stands);
  if (here && !here.isDone) return here;
  const open = stands.filter(({ isDone }) => !isDone);
  return open.find((each) => !here || stands.indexOf(each) > stands.indexOf(here)) ?? open[0] ?? null;
}

/**
 * Return how many of the lessons' things of one kind were done, and how many there are.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements
 * @param {string} kind such as `first/prediction/`
 */
export function tally(lessons, statements, kind) {
  const things = new Set(lessons.flatMap(({ marks }) => marks.filter((mark) => mark.startsWith(kind))));
  const done = new Set(statements.filter(({ result }) => result?.response).map(place));
  return { done: [...things].filter((thing) => done.has(thing)).length, all: things.size };
}

/**
 * Return when something was last done in each lesson; what a wrong clock dates later counts as long ago.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Statement[]} statements
 * @param {number} now
 */
function lastTimes(lessons, statements, now) {
  /** @type {Map<Lesson, number>} */ const lasts = new Map();
  const lessonOf = finder(lessons);
  for (const statement of statements) {
    const [lesson, dated] = [lessonOf(place(statement)), timeOf(statement)];
    const time = dated > now ? 1 : dated;
    if (lesson && time) lasts.set(lesson, Math.max(time, lasts.get(lesson) ?? 0));
  }
  return lasts;
}

/**
 * Return what finds the lesson of a place.
 * @param {readonly Lesson[]} lessons
 */
function finder(lessons) {
  /** @type {Map<string, Lesson>} */ const exact = new Map();
  for (const lesson of lessons) {
    for (const mark of [lesson.name, ...lesson.marks]) if (!exact.has(mark)) exact.set(mark, lesson);
  }
  return (/** @type {string} */ where) => exact.get(where) ?? exact.get(where.split("/").slice(0, 2).join("/") + "/");
}

/**
 * Return where something was done: a quiz's name, or `<occasion>/<kind>/<thing>`.
 * @param {Statement} statement whatever is in the records
 */
function place({ object, context }) {
  const parent = text(context?.contextActivities?.parent?.[0]?.id);
  const quiz = parent.split(`${HOME}/quiz/`)[1];
  if (quiz) return quiz;
  const occasion = parent.split(`${HOME}/occasion/`)[1];
  return `${occasion}/${text(object?.id).slice(HOME.length + 1)}`;
}

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");

/**
 * Return when a statement was made, in milliseconds; 0 where it does not say.
 * @param {Statement} statement
 */
export const timeOf = ({ timestamp }) => (typeof timestamp === "string" && Date.parse(timestamp)) || 0;
