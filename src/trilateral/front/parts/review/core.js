// @ts-check
/**
 * What comes back: items missed or guessed, when their time has come, and at home also what was known
 * and has not been asked for long; each in the form that the learner has not met.
 *
 * @typedef {import("../quiz/marking.js").Key} Key
 * @typedef {import("../quiz/statements.js").Event} Event
 *
 * @typedef {object} Trail how an item fared through its quiz and its reviews
 * @property {boolean} entered whether it was ever missed or guessed
 * @property {number} good sittings since the last miss or guess
 * @property {boolean} sureAndWrong in the last sitting
 * @property {number} last milliseconds
 */

import { families, family, unmet } from "../quiz/forms.js";
import { isDone, isToReview, replay } from "../quiz/standing.js";

/** Items in one review: a few minutes. */
export const MOST = 5;
/** Items in a review of ten minutes. */
export const TEN = 10;
export const DAY = 24 * 60 * 60 * 1000;
/** The place of reviews at home, as lessons are theirs. */
const HOME = "home";
/** Milliseconds before an item may come back at home: what was explained just now is not asked again. */
const NIGHT = 12 * 60 * 60 * 1000;
/** Milliseconds before an item comes back after 0, 1, 2 or 3 good reviews; then it is learnt. */
const GAPS = [0, 1 * DAY, 4 * DAY, 10 * DAY];
/** Milliseconds before an item that is known is asked again after one good sitting, and after more. */
const RESTS = [14 * DAY, 60 * DAY];

/**
 * Return the sitting of a day's review in a lesson: what its statements are kept under.
 * @param {string} lesson
 * @param {Date} now
 */
export function name(lesson, now) {
  return `review/${lesson}/${now.toISOString().slice(0, 10)}`;
}

/**
 * Return what to ask: what this review has asked today, so that a reload resumes it, and what is due.
 * @template {Key} Item
 * @param {readonly Item[]} items of earlier lessons
 * @param {readonly Event[]} events oldest first
 * @param {string} quiz this review's own name
 * @param {number} now milliseconds
 */
export function chosen(items, events, quiz, now) {
  return resumed(items, events, quiz, due(items, events, now)).slice(0, MOST);
}

/**
 * Return the review at home: what is due in any lesson, then what is fading, mixed. One that was begun
 * is resumed; once it is done, another begins.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events oldest first
 * @param {Date} now
 * @returns {{quiz: string, asked: Item[]}}
 */
export function atHome(items, events, now) {
  const first = name(HOME, now);
  for (let number = 1; ; number += 1) {
    const quiz = number === 1 ? first : `${first}/${number}`;
    const begun = resumed(items, events, quiz, []);
    const standings = replay(begun, events.filter((event) => event.quiz === quiz));
    if (begun.length && [...standings.values()].every(isDone)) continue;
    const ready = without(begun, dueAtHome(items, events, now.getTime()));
    return { quiz, asked: [...begun, ...mixed(ready.slice(0, Math.max(0, TEN - begun.length)))] };
  }
}

/**
 * Return all that a review at home may ask now: the most urgent first.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events oldest first
 * @param {number} now milliseconds
 */
export function dueAtHome(items, events, now) {
  return [...due(items, events, now, NIGHT), ...fading(items, events, now)];
}

/**
 * Return what a sitting has asked already, and then the rest of `next`.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events
 * @param {string} quiz
 * @param {readonly Item[]} next
 */
function resumed(items, events, quiz, next) {
  const begun = new Set(events.filter((event) => event.quiz === quiz).map(({ lesson, item }) => `${lesson}/${item}`));
  const asked = items.filter(({ lesson, id }) => begun.has(`${lesson}/${id}`));
  return [...asked, ...without(asked, next)];
}

/**
 * Return those of `items` that no form of was asked.
 * @template {Key} Item
 * @param {readonly Item[]} asked
 * @param {readonly Item[]} items
 */
function without(asked, items) {
  const known = new Set(asked.map(family));
  return items.filter((item) => !known.has(family(item)));
}

/**
 * Return the items missed or guessed that it is time to see again, the surest errors first. An item
 * enters when it was not right at the first attempt, or was a guess. It comes back at once in a later
 * lesson, then after one, four and ten days; a miss in a review starts it again.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events oldest first
 * @param {number} now milliseconds
 * @param {number} least milliseconds before any of them comes back
 * @returns {Item[]}
 */
export function due(items, events, now, least = 0) {
  const back = trails(items, events).flatMap(({ item, trail }) => {
    const since = isLearning(trail) ? trail.last + Math.max(least, GAPS[trail.good]) : Infinity;
    return since <= now ? [{ item, since, sureAndWrong: trail.sureAndWrong }] : [];
  });
  back.sort((one, other) => Number(other.sureAndWrong) - Number(one.sureAndWrong) || one.since - other.since);
  return back.map(({ item }) => item);
}

/**
 * Return the items that are known and have not been asked for long, the longest unseen first.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events oldest first
 * @param {number} now milliseconds
 * @returns {Item[]}
 */
export function fading(items, events, now) {
  const known = trails(items, events).filter(({ trail }) => !isLearning(trail) && trail.last + rest(trail) <= now);
  return known.sort((one, other) => one.trail.last - other.trail.last).map(({ item }) => item);
}

/**
 * Return when the next item comes back at home, in milliseconds, or null where none ever was answered.
 * @param {readonly Key[]} items
 * @param {readonly Event[]} events oldest first
 */
export function next(items, events) {
  const gap = (/** @type {Trail} */ trail) => (isLearning(trail) ? Math.max(NIGHT, GAPS[trail.good]) : rest(trail));
  const times = trails(items, events).map(({ trail }) => trail.last + gap(trail));
  return times.length ? Math.min(...times) : null;
}

/**
 * Return the items that were missed or guessed when they were last asked, the surest errors first,
 * then the latest.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events oldest first
 * @returns {Item[]}
 */
export function shaky(items, events) {
  const open = trails(items, events).filter(({ trail }) => trail.good === 0);
  open.sort(
    ({ trail: one }, { trail: other }) => Number(other.sureAndWrong) - Number(one.sureAndWrong) || other.last - one.last,
  );
  return open.map(({ item }) => item);
}

/**
 * Return items in another order, in which neighbours are of different lessons as far as that goes.
 * @template {Key} Item
 * @param {readonly Item[]} items the most important first
 */
export function mixed(items) {
  const rest = [...items];
  /** @type {Item[]} */ const order = [];
  while (rest.length) {
    /** @type {Map<string, number>} */ const left = new Map();
    for (const { lesson } of rest) left.set(lesson, (left.get(lesson) ?? 0) + 1);
    const before = order[order.length - 1]?.lesson;
    const free = rest.filter(({ lesson }) => lesson !== before);
    const most = Math.max(...left.values());
    // A lesson with more than half of what is left goes first, or two of it would end side by side.
    const urgent = 2 * most > rest.length ? free.find(({ lesson }) => left.get(lesson) === most) : undefined;
    const item = urgent ?? free[0] ?? rest[0];
    order.push(item);
    rest.splice(rest.indexOf(item), 1);
  }
  return order;
}

/** @param {Trail} trail */
const isLearning = ({ entered, good }) => entered && good < GAPS.length;
/** @param {Trail} trail */
const rest = ({ good }) => RESTS[Math.min(good, RESTS.length) - 1];

/**
 * Follow each item that was ever answered, in whatever form, and give the form to ask next.
 * @template {Key} Item
 * @param {readonly Item[]} items
 * @param {readonly Event[]} events
 */
function trails(items, events) {
  return families(items).flatMap((forms) => {
    const own = events.filter((event) => forms.some(({ lesson, id }) => event.lesson === lesson && event.item === id));
    const trail = follow(forms, own);
    return trail ? [{ item: unmet(forms, own), trail }] : [];
  });
}

/**
 * Follow one item through its quiz and its reviews, sitting by sitting.
 * @param {readonly Key[]} forms of the item
 * @param {Event[]} events about it
 * @returns {Trail | null}
 */
function follow(forms, events) {
  const trail = { entered: false, good: 0, sureAndWrong: false, last: -1 };
  for (const sitting of sittings(events)) {
    const standing = [...replay(forms, sitting).values()].find(({ attempts }) => attempts > 0);
    if (!standing) continue;
    trail.last = Math.max(...sitting.map((event) => event.time));
    trail.entered ||= isToReview(standing);
    trail.good = isToReview(standing) ? 0 : trail.good + 1;
    trail.sureAndWrong = standing.sureAndWrong;
  }
  return trail.last < 0 ? null : trail;
}

/**
 * Return events in the order of time, cut where the quiz changes.
 * @param {Event[]} events
 */
export function sittings(events) {
  /** @type {Event[][]} */
  const cut = [];
  for (const event of [...events].sort((one, other) => one.time - other.time)) {
    const last = cut[cut.length - 1];
    if (last?.[0].quiz === event.quiz) last.push(event);
    else cut.push([event]);
  }
  return cut;
}
