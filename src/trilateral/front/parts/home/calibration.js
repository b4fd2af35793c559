// @ts-check
/**
 * How sure a learner was, beside how often that was right: at the first attempt of each sitting.
 *
 * @typedef {import("../quiz/statements.js").Confidence} Confidence
 * @typedef {{confidence: Confidence, answers: number, right: number}} Row
 */

import { percent } from "../../scale.js";
import { replay } from "../quiz/standing.js";
import { CONFIDENCES } from "../quiz/statements.js";

/** @type {Record<Confidence, string>} */
export const NAMES = { guess: "A guess", fairly: "Fairly sure", sure: "Sure" };
/** Answers of one kind below which a share says little. */
const FEW = 5;
/** Share of right answers that “sure” should reach. */
const GOOD = 0.85;

/**
 * Return how many answers were given with each confidence, and how many of them were right.
 * @param {readonly import("../quiz/marking.js").Key[]} items
 * @param {readonly import("../quiz/statements.js").Event[]} events oldest first
 * @returns {Row[]}
 */
export function calibration(items, events) {
  const rows = CONFIDENCES.map((confidence) => ({ confidence, answers: 0, right: 0 }));
  /** @type {Map<string, import("../quiz/statements.js").Event[]>} */ const byQuiz = new Map();
  for (const event of events) byQuiz.set(event.quiz, [...(byQuiz.get(event.quiz) ?? []), event]);
  for (const sitting of byQuiz.values()) {
    for (const { firstConfidence, firstRight } of replay(items, sitting).values()) {
      const row = rows.find(({ confidence }) => confidence === firstConfidence);
      if (!row) continue;
      row.answers += 1;
      row.right += Number(firstRight);
    }
  }
  return rows;
}

/**
 * Return a row's share of right answers in words.
 * @param {Row} row
 */
export const share = ({ answers, right }) => (answers ? percent(right / answers) : "–");

/**
 * Return what the rows say, in a sentence.
 * @param {readonly Row[]} rows
 */
export function judged(rows) {
  const sure = rows.find(({ confidence }) => confidence === "sure");
  if (!rows.some(({ answers }) => answers)) {
    return "Say how sure you are when you answer a question, and you will see here how well you judge that.";
  }
  if (!sure || sure.answers < FEW) return "There are too few answers yet to say how well you judge how sure you are.";
  const counted = `When you were sure, you were right in ${sure.right} of ${sure.answers} answers`;
  return sure.right / sure.answers >= GOOD
    ? `${counted}: your “sure” can be relied on.`
    : `${counted}. Think again before you say “sure”.`;
}
