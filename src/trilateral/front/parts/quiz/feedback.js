// @ts-check
/**
 * What to write and say about how an item stands.
 *
 * @typedef {import("./marking.js").Key} Key
 * @typedef {import("./standing.js").ItemState} ItemState
 * @typedef {Record<string, string>} Words the interface's, from Python
 *
 * @typedef {object} Part an option, entry or row
 * @property {string} id
 * @property {string} html
 * @property {string} feedback HTML
 * @property {boolean} [correct]
 * @property {string} [match]
 *
 * @typedef {object} Texts what a learner reads of an item, as HTML
 * @property {string} stem
 * @property {string} help how to answer, in one line of plain text
 * @property {string[]} hints
 * @property {string} inWords the key
 * @property {string} explanation
 * @property {string} sources
 * @property {{name: string, width: number, height: number, description: string, table: string}} [chart]
 * @property {Part[]} [options]
 * @property {Part[]} [entries]
 * @property {Part[]} [rows]
 * @property {{id: string, text: string}[]} [choices]
 * @property {{value?: number, pattern?: string, feedback: string}[]} [mistakes]
 *
 * @typedef {Omit<Key, keyof Texts> & Texts} Item
 * @typedef {"right" | "wrong" | "missed" | "left"} Verdict
 */

import { fill } from "../../dom.js";
import { isDone, isRight, isToReview } from "./standing.js";

/**
 * Return the outcome in one line; empty before the first answer. An answer whose mark is not shown yet
 * is only said to be kept.
 * @param {ItemState} now
 * @param {Words} words
 */
export function headline(now, words) {
  if (!now.mark) return now.attempts ? words.kept : "";
  if (isRight(now)) return words.correct;
  const percent = Math.round((now.mark.score ?? 0) * 100);
  const verdict = percent ? fill(words.partly, { percent }) : words.incorrect;
  return `${verdict} ${isDone(now) ? words.below : words.oneMore}`;
}

/**
 * Return what colours the item: it is never the only sign.
 * @param {ItemState} now
 */
export function tone(now) {
  if (!now.mark) return "open";
  if (isRight(now)) return "right";
  return now.mark.score ? "partly" : "wrong";
}

/**
 * Return what to add at the end about confidence and review.
 * @param {ItemState} now
 * @param {Words} words
 */
export function gentle(now, words) {
  if (!isDone(now) || !now.mark) return "";
  if (now.sureAndWrong) return words.surprise;
  return isToReview(now) ? words.review : "";
}

/**
 * Return the feedback on a mistake that the bank foresaw, as HTML.
 * @param {Item} item
 * @param {ItemState} now
 */
export function note(item, now) {
  return now.mark?.mistake ? (item.mistakes?.[now.mark.mistake - 1]?.feedback ?? "") : "";
}

/**
 * Return what to write beside each part, as verdict and HTML. Before the last attempt only the parts
 * that the learner chose are mentioned, and of rows and entries only whether they are right.
 * @param {Item} item
 * @param {ItemState} now
 * @param {Words} words
 * @returns {Map<string, {verdict: Verdict, html: string}>}
 */
export function verdicts(item, now, words) {
  if (!now.mark) return new Map();
  const given = new Map(Object.entries(now.mark.verdicts));
  const done = isDone(now);
  if (item.options) {
    const spoken = item.options.filter((option) => given.has(option.id) || done);
    return new Map(
      spoken.map((option) => {
        const verdict = given.get(option.id) ?? (option.correct ? "missed" : "left");
        return [option.id, { verdict, html: option.feedback }];
      }),
    );
  }
  const names = new Map((item.choices ?? []).map((choice) => [choice.id, choice.text]));
  const parts = item.entries ?? item.rows ?? [];
  return new Map(
    parts.map((part, place) => {
      const verdict = given.get(part.id) ?? "wrong";
      const key = item.entries ? String(place + 1) : escaped(names.get(part.match ?? "") ?? "");
      const right = verdict === "wrong" ? `<strong>${fill(words.right, { key })}</strong> ` : "";
      return [part.id, { verdict, html: done ? right + part.feedback : "" }];
    }),
  );
}

/**
 * The word for each verdict.
 * @type {Record<Verdict, string>}
 */
export const VERDICTS = { right: "isRight", wrong: "isWrong", missed: "isMissed", left: "isLeft" };

/**
 * Return what is on the button for hints.
 * @param {Item} item
 * @param {ItemState} now
 * @param {Words} words
 */
export function hintLabel({ hints }, now, words) {
  if (now.hints >= hints.length) return words.noHints;
  return fill(words.hint, { number: now.hints + 1, count: hints.length });
}

/**
 * Return the key where the parts don't show it, the explanation and its sources, if any; empty while
 * an attempt is left or the mark is not shown.
 * @param {Item} item
 * @param {ItemState} now
 * @param {Words} words
 */
export function ending(item, now, words) {
  if (!isDone(now) || !now.mark) return "";
  return item.inWords + item.explanation + (item.sources && `<p>${words.sources} ${item.sources}</p>`);
}

/**
 * Return what to say out loud after an answer, in the order it is read: outcome, feedback on what was
 * chosen, and the note on a foreseen mistake, as HTML.
 * @param {Item} item
 * @param {ItemState} now
 * @param {Words} words
 */
export function spoken(item, now, words) {
  const chosen = (item.options ?? []).filter((option) => Object.hasOwn(now.mark?.verdicts ?? {}, option.id));
  return [headline(now, words), ...chosen.map((option) => option.feedback), note(item, now), gentle(now, words)];
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
