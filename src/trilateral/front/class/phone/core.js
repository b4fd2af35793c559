// @ts-check
/**
 * What a phone says about an answer: what it is, whether it has arrived.
 *
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Question} Question
 * @typedef {import("./queue.js").Standing} Standing
 */

import { letter } from "../tally.js";

const NUMBER = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/;

/**
 * Return an answer to send, or what is missing.
 * @param {Question} question
 * @param {{picked: string[], typed: string, bars: Record<string, number>}} entry what the fields hold
 * @returns {{answer: Answer} | {missing: string}}
 */
export function answerOf(question, { picked, typed, bars }) {
  const text = typed.trim();
  switch (question.type) {
    case "choice":
      return picked.length === 1 ? { answer: { picked } } : { missing: "Choose an answer first." };
    case "multiple":
      return picked.length ? { answer: { picked } } : { missing: "Choose at least one answer first." };
    case "number":
      if (!NUMBER.test(text)) return { missing: "Write a number first, such as 4 or 2.5." };
      return { answer: { number: Number(text.replace(",", ".")) } };
    case "bars":
      return { answer: { bars } };
    case "text":
      return text ? { answer: { text } } : { missing: "Write something first." };
  }
}

/**
 * Return an answer in a few words.
 * @param {Question} question
 * @param {Answer | undefined} answer
 */
export function answerWords(question, answer) {
  if (!answer) return "";
  if ("picked" in answer) {
    const places = answer.picked.map((id) => question.options.findIndex((option) => option.id === id));
    return places.filter((place) => place >= 0).map(letter).join(", ");
  }
  if ("bars" in answer) return question.bars.map(({ id, label }) => `${label}: ${answer.bars[id]}`).join(", ");
  return "number" in answer ? [answer.number, question.unit].filter(Boolean).join(" ") : `“${answer.text}”`;
}

/**
 * Return whether two answers are the same.
 * @param {Answer | undefined} a
 * @param {Answer | undefined} b
 */
export const same = (a, b) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** @param {Answer | undefined} answer */
function ordered(answer) {
  if (answer && "picked" in answer) return [...answer.picked].sort();
  return answer && "bars" in answer ? Object.entries(answer.bars).sort() : answer;
}

/**
 * Return the state of an act in a true sentence: only what the server has taken is “kept”.
 * @param {Standing} now
 * @param {boolean} lost whether the network is away
 * @param {boolean} fragile whether this phone could store nothing
 * @param {string} [what] the answer, in a few words
 */
export function standingWords(now, lost, fragile, what = "") {
  const said = what ? ` Your answer: ${what}` : "";
  switch (now.state) {
    case "none":
      return "";
    case "taken":
      return `Sent and kept.${said}`;
    case "refused":
      return `Not counted. ${now.why}`;
    case "waiting":
      if (!lost) return `Sending…${said}`;
      return fragile
        ? `Waiting for the network. Keep this page open: this browser cannot store your answer.${said}`
        : `Waiting for the network; kept on this phone. It goes out by itself.${said}`;
  }
}

/**
 * Return what the phone's owner has to do in a step, in one line; empty where the page itself says it.
 * @param {import("../types.js").Step} step
 */
export function lead(step) {
  switch (step.kind) {
    case "join":
      return "You are in. Keep this page open; it follows the class by itself.";
    case "show":
      return "Look at the screen at the front.";
    case "over":
      return "You can close this page.";
    case "groups":
    case "simulation":
      return step.stage === "ready" ? "It begins in a moment." : "";
    default:
      break;
  }
  /** @type {Record<string, string>} */ const words = {
    ready: "The question comes in a moment.",
    first: "Choose by yourself, without talking.",
    discuss: "Talk with somebody near you who chose another answer. Give your reasons, and hear theirs. Then you vote again.",
    second: "Vote again. Change your answer, or choose the same one.",
    shown: "The answers of the room:",
    revealed: "",
    closed: "Closed. Look at the screen at the front.",
  };
  return words[step.stage] ?? "";
}
