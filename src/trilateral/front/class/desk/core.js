// @ts-check
/**
 * What the desk says about the class, and what its keys do.
 *
 * @typedef {import("../types.js").DeskView} DeskView
 * @typedef {import("../types.js").Move} Move
 */

import { pace, paceWords } from "../clock.js";

/** @type {Move} Where the plan ends, closing is what comes next; it asks first. */
const CLOSING = { label: "Close the class…", act: { do: "close" }, main: true };

/**
 * Return the move that the plan expects, what leads back, and the others; other steps are one press
 * away in the plan.
 * @param {Pick<DeskView, "moves" | "plan" | "at">} view
 * @returns {{main: Move | null, back: Move | null, others: Move[]}}
 */
export function sorted({ moves, plan, at }) {
  const main = moves.find((move) => move.main) ?? (plan.at(-1)?.id === at ? CLOSING : null);
  const back = moves.find(({ label }) => label.startsWith("Back")) ?? null;
  return { main, back, others: moves.filter((move) => move !== main && move !== back && move.act.do !== "go") };
}

/** Keys of the desk and of a presenter's remote control. */
const FORWARD = ["ArrowRight", "PageDown"];
const BACK = ["ArrowLeft", "PageUp"];

/**
 * Return what a key does: none where it belongs to a field, to a list that scrolls, or is held down.
 * @param {{key: string, repeat: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean}} pressed
 * @param {string} tag of what has the focus
 * @returns {"main" | "back" | null}
 */
export function meaning({ key, repeat, altKey, ctrlKey, metaKey, shiftKey }, tag) {
  if (repeat || altKey || ctrlKey || metaKey || shiftKey || /^(input|textarea|select|dialog)$/i.test(tag)) return null;
  return FORWARD.includes(key) ? "main" : BACK.includes(key) ? "back" : null;
}

/**
 * Return who is here, in numbers.
 * @param {DeskView} view
 */
export function roomWords({ joined, here, seats, step, late }) {
  const answered = "answered" in step ? step.answered : undefined;
  const away = joined - here;
  return {
    joined: `${joined} joined${away > 0 ? `, ${away} of them out of reach just now` : ""}`,
    answered: answered === undefined ? "" : `${answered} of ${Math.max(joined, answered)} answered`,
    missing: answered === undefined ? [] : seats.filter((each) => !each.answered).map(({ seat }) => seat),
    late: late ? `${late === 1 ? "1 answer" : `${late} answers`} came after the right answer was shown; not counted.` : "",
  };
}

/**
 * Return how the class stands against its plan, or null before it has begun.
 * @param {DeskView} view
 * @param {number} now the server's seconds
 */
export function standing({ plan, at, began, entered, slack }, now) {
  const place = plan.findIndex(({ id }) => id === at);
  if (began === undefined || place < 0) return null;
  const minutes = plan.map((line) => line.minutes);
  const whole = minutes.reduce((sum, each) => sum + each, 0) + slack;
  // The clock runs from the first step after joining, so the minutes before it are spent as planned.
  const first = plan[0]?.kind === "join" ? minutes[0] * 60 : 0;
  const gone = now - began + first;
  const made = pace(minutes, place, gone, now - entered, whole);
  return { ...made, whole, gone, words: paceWords(made) };
}

/**
 * Return what closing the class keeps and deletes.
 * @param {DeskView} view
 */
export function closingWords({ asked, yes, no, joined, folder }) {
  const kept = `Counts remain in ${folder}: how often each answer was chosen.`;
  if (asked && yes === joined && joined > 0) return `All ${joined} agreed, so the answers are kept by seat name, too. ${kept}`;
  const why = asked ? ` ${yes} of ${joined} agreed that they are kept, ${no} said no; it takes all.` : "";
  return `Single answers and what students wrote are deleted.${why} ${kept}`;
}

/**
 * Return where each step should begin, in minutes of the lesson.
 * @param {DeskView["plan"]} plan
 */
export function starts(plan) {
  let sum = 0;
  return plan.map(({ minutes }) => (sum += minutes) - minutes);
}

/**
 * Return how an item of the exit ticket went.
 * @param {import("../types.js").ExitItem} item
 */
export const itemWords = ({ right = 0, answered = 0 }) =>
  answered ? `${right} of ${answered} right (${Math.round((100 * right) / answered)}\u00a0%)` : "No answers";
