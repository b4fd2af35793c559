// @ts-check
/**
 * Words of the glossary open in place: the first time each that a cell of prose has them.
 *
 * @typedef {import("./core.js").Hit} Hit
 * @typedef {import("../evidence/data.js").Term} Term
 * @typedef {import("../fact/view.js").Course} Course
 */

import { make, uniqueId } from "../../dom.js";
import { cited } from "../fact/core.js";
import { finder } from "./core.js";

const NOT_IN = "a, button, code, pre, kbd, summary, h1, h2, h3, h4, h5, h6, dt, .trilateral, .trilateral-definition, mjx-container, .MathJax";
const BLOCK = "p, li, td, th, blockquote, dd";

/**
 * Bring the prose of a page alive; returns how to stop.
 * @param {Course} course
 * @param {string} prose selects what holds it
 */
export function glossary(course, prose) {
  /** @type {Set<Element>} */ const drawn = new Set();
  let waiting = 0;
  const later = () => {
    if (!waiting) waiting = requestAnimationFrame(async () => {
      waiting = 0;
      const cells = [...drawn];
      drawn.clear();
      const { terms } = await course.evidence.cards();
      const find = (finding ??= finder(terms));
      for (const cell of cells) if (cell.isConnected && !cell.querySelector(".trilateral-term")) mark(cell, find, terms, course);
    });
  };
  /** @type {ReturnType<typeof finder> | undefined} */ let finding;
  /** @param {Node} node */
  const note = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    const cell = element?.closest(prose);
    if (cell) drawn.add(cell);
    else for (const inner of element?.querySelectorAll(prose) ?? []) drawn.add(inner);
  };
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) note(node);
    if (drawn.size) later();
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  for (const cell of document.querySelectorAll(prose)) drawn.add(cell);
  if (drawn.size) later();
  return () => watcher.disconnect();
}

/**
 * @param {Element} cell @param {(text: string) => Hit[]} find @param {Record<string, Term>} terms @param {Course} course
 */
function mark(cell, find, terms, course) {
  /** @type {Set<string>} */ const met = new Set();
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  /** @type {[Text, Hit][]} */ const hits = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (text.parentElement?.closest(NOT_IN)) continue;
    for (const hit of find(text.data)) {
      if (met.has(hit.term)) continue;
      met.add(hit.term);
      hits.push([text, hit]);
    }
  }
  // From the end on, so that places in one text stay where they are.
  for (const [text, hit] of hits.reverse()) {
    const rest = text.splitText(hit.start);
    rest.splitText(hit.end - hit.start);
    rest.replaceWith(button(rest.data, hit.term, terms[hit.term], course));
  }
}

/** @param {string} words @param {string} name @param {Term} term @param {Course} course */
function button(words, name, term, course) {
  const node = make("button", { type: "button", class: "trilateral-term", "aria-expanded": "false" }, words);
  /** @type {HTMLElement | undefined} */ let shown;
  const close = () => {
    shown?.remove();
    shown = undefined;
    node.setAttribute("aria-expanded", "false");
    node.removeAttribute("aria-controls");
  };
  node.addEventListener("click", async (event) => {
    event.stopPropagation(); // a cell of prose is clicked to be edited
    if (shown) return close();
    shown = make("div", { class: "trilateral-definition", role: "note", "aria-label": name, id: uniqueId("term") });
    const block = node.closest(BLOCK);
    if (block?.matches("p")) block.after(shown);
    else (block ?? node.parentElement)?.append(shown);
    node.setAttribute("aria-expanded", "true");
    node.setAttribute("aria-controls", shown.id);
    shown.append(make("p", {}, make("strong", {}, name), ` ${term.definition}`), make("p", {}, make("strong", {}, "Why it matters"), ` ${term.why}`));
    const into = shown;
    const sources = await course.evidence.sources();
    const links = term.sources.flatMap((id, place) => [place ? "; " : "", make("a", { href: course.page(`#sources/${id}`), title: `@${id}` }, cited(sources.get(id), id))]);
    into.append(make("p", {}, "Sources: ", ...links));
  });
  node.addEventListener("dblclick", (event) => event.stopPropagation());
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) close();
  });
  return node;
}
