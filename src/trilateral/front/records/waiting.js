// @ts-check
/** Words beside a control while what it took is not kept yet. */

import { make } from "../dom.js";

/** Milliseconds that a statement may wait before anything is said about it. */
const PATIENCE = 1_000;
const REFUSED = "The course could not save this.";
const STAYS = " It stays in this browser.";
/** A browser's store is full, or closed to pages, as in some private windows. */
const FRAGILE = "Not saved yet, and this browser could not store it: keep this page open.";

/**
 * Return a line to put beside a control. It is empty until a statement under `parent` has waited
 * for a second, and empty again when the statement is kept.
 * @param {import("../front.js").Host} host @param {string} parent as for `records.under`
 * @returns {{node: HTMLElement, end: () => void}} the line, and how to end it with the part
 */
export function unsaved({ records, unsaved: words }, parent) {
  const node = make("p", { class: "unsaved", role: "status", hidden: true });
  let timer = 0;
  /** @param {string} text */
  const say = (text) => {
    if (node.textContent === text) return;
    node.textContent = text;
    node.hidden = !text;
  };
  const look = () => {
    if (!records.waits(parent)) {
      clearTimeout(timer);
      timer = 0;
      const lost = records.fragile(parent) ? " It is lost when this page closes." : STAYS;
      say(records.refuses(parent) ? REFUSED + lost : "");
    } else if (!timer) timer = window.setTimeout(() => say(records.fragile(parent) ? FRAGILE : words), PATIENCE);
  };
  const stop = records.watch(look);
  look();
  return {
    node,
    end() {
      clearTimeout(timer);
      stop();
    },
  };
}
