// @ts-check
/**
 * What the projector says in large letters.
 *
 * @typedef {import("../types.js").ScreenView} ScreenView
 * @typedef {import("../types.js").Step} Step
 */

/** @type {Record<string, Record<string, string>>} */
const ASKS = {
  vote: {
    first: "First vote: choose by yourself",
    discuss: "Discuss: find somebody near you who chose another answer",
    second: "Second vote: choose again",
    shown: "How you voted",
    revealed: "The answer",
  },
  poll: { open: "Answer on your phone", shown: "How you answered" },
  predict: { open: "Predict on your phone", shown: "Your predictions", revealed: "Your predictions and the record" },
  words: { open: "Write on your phone", closed: "Your words" },
  groups: { experts: "In groups: one account each", mixed: "In mixed groups: compare the accounts", done: "What the groups report" },
  exit: { open: "Answer on your phone", closed: "Thank you" },
};

/**
 * Return what everybody is asked to do now; empty where the step's title says it.
 * @param {Step} step
 */
export const asks = (step) => ("stage" in step ? (ASKS[step.kind]?.[step.stage] ?? "") : "");

/**
 * Return whether answers to the step are coming in.
 * @param {Step} step
 */
export const isOpen = (step) => "stage" in step && ["open", "first", "second"].includes(step.stage);

/**
 * Return how many take part, and how many of them have answered what is open.
 * @param {ScreenView} view
 * @returns {{words: string, share: number | null}} `share` from 0 to 1, or null where nothing is open
 */
export function counts({ joined, step }) {
  const answered = "answered" in step ? step.answered : undefined;
  if (answered === undefined || !isOpen(step)) return { words: `${joined} joined`, share: null };
  const all = Math.max(joined, answered);
  return { words: `${answered} of ${all} answered`, share: all ? answered / all : 0 };
}

/**
 * Return the largest size in which everything is seen at once, or the smallest of them.
 * @param {number[]} sizes from large to small
 * @param {(size: number) => boolean} fits
 */
export const largest = (sizes, fits) => sizes.find(fits) ?? sizes[sizes.length - 1];

/**
 * Return an address as people type it: without `http://` and the slash at the end.
 * @param {string} address
 */
export const short = (address) => address.replace(/^http:\/\//, "").replace(/\/$/, "");
