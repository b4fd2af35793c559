// @ts-check
/**
 * The parts of a lesson: each is drawn by the view of its kind, wherever it is shown.
 *
 * @typedef {object} Part what Python writes into a notebook; `trilateral.parts` has the same
 * @property {1} version
 * @property {string} kind
 * @property {string} id
 * @property {string} title
 * @property {any} data
 * @property {import("./parts/choice/core.js").Choice} [choice] what the learner chose, in a part of an exercise
 *
 * @typedef {object} Host where a part is shown: a notebook with or without a kernel, or a web page
 * @property {import("./records/records.js").Records} records what the learner did, and where to take it
 * @property {string} unsaved what to say beside a control whose statement waits in the browser
 * @property {string} kept where the records are, as the end of a sentence
 * @property {(path: string) => Promise<string>} address where a file of the course is, named from the notebook
 * @property {(anchor: HTMLAnchorElement, path: string) => void} lead makes an anchor lead to a notebook, named from
 * this one, in the front end's own way
 * @property {((name: string, text: string) => Promise<void>) | null} write puts a text beside the notebook, or fails;
 * null where the page has no way to do so
 * @property {((choice: import("./parts/choice/core.js").Choice) => string) | null} choose keeps a choice in the
 * part's own output, and returns what the learner must know of it, or an empty text; null outside notebooks
 *
 * @typedef {(node: HTMLElement, part: Part, host: Host) => (() => void) | void} View
 * draws a part and returns how to end it
 */

import { make } from "./dom.js";
import { put } from "./html.js";

/** @type {Record<string, () => Promise<{view: View}>>} */
const VIEWS = {
  beside: () => import("./parts/beside/view.js"),
  brief: () => import("./parts/brief/view.js"),
  choice: () => import("./parts/choice/view.js"),
  conclude: () => import("./parts/judge/conclude.js"),
  explorer: () => import("./parts/explorer/view.js"),
  gain: () => import("./parts/gain/view.js"),
  home: () => import("./parts/home/view.js"),
  judge: () => import("./parts/judge/view.js"),
  predict: () => import("./parts/predict/view.js"),
  predicted: () => import("./parts/predicted/view.js"),
  quiz: () => import("./parts/quiz/view.js"),
  rate: () => import("./parts/rate/view.js"),
  review: () => import("./parts/review/view.js"),
  sorting: () => import("./parts/sorting/view.js"),
  summary: () => import("./parts/summary/view.js"),
  weigher: () => import("./parts/weigher/view.js"),
};

/**
 * Return the name that a screen reader gives a part; several of a page may share a title.
 * @param {Part} part
 */
function named(part) {
  return part.data?.question ? `${part.title}: ${part.data.question}` : part.title;
}

/** Of the parts' form; another one comes from another version of the course. */
const VERSION = 1;

/**
 * Draw a part into `node` and return how to end it. Where it cannot be drawn, a sentence says why,
 * with the part's static twin below, and whatever goes wrong stays inside this part.
 * @param {HTMLElement} node
 * @param {Part} part
 * @param {Host} host
 * @param {string} [twin] HTML
 */
export function mount(node, part, host, twin = "") {
  let ended = false;
  /** @type {(() => void) | void} */ let end;
  /** @param {string} why */
  const fail = (why) => {
    const fallback = make("div", { class: "view" });
    put(fallback, twin);
    node.replaceChildren(make("p", { class: "problem" }, why), fallback);
  };
  const load = Object.hasOwn(VIEWS, part?.kind) && part.version === VERSION ? VIEWS[part.kind] : null;
  if (!load) {
    fail(`This version of the course cannot show this part (${String(part?.kind)}). Update the course, then run the cell.`);
    return () => {};
  }
  const draw = async () => {
    const [{ view }] = await Promise.all([load(), host.records.ready]);
    if (ended) return;
    const root = make("section", { class: `part ${part.kind}`, "aria-label": named(part) });
    end = view(root, part, host);
    node.replaceChildren(root);
  };
  draw().catch((error) => {
    console.error(error);
    if (!ended) fail(`This part could not be shown (${error}). Run its cell again, or reload the page.`);
  });
  return () => {
    ended = true;
    try {
      end?.();
    } catch (error) {
      console.error(error);
    }
  };
}
