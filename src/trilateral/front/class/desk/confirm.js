// @ts-check
/** A question before what cannot be undone. */

import { make, uniqueId } from "../../dom.js";

/**
 * Ask, and say whether the answer was yes. Enter or Escape at once means no.
 * @param {string} question @param {string} words @param {string} yes the button's words
 * @returns {Promise<boolean>}
 */
export function confirmed(question, words, yes) {
  const id = uniqueId("ask");
  const no = make("button", { type: "button", class: "main" }, "Not now");
  const sure = make("button", { type: "button" }, yes);
  const node = make("dialog", { "aria-labelledby": id }, make("h2", { id }, question), make("p", {}, words), make("div", { class: "row" }, no, sure));
  document.body.append(node);
  node.showModal();
  no.focus();
  return new Promise((done) => {
    const end = (/** @type {boolean} */ answer) => () => {
      node.remove();
      done(answer);
    };
    no.addEventListener("click", end(false));
    sure.addEventListener("click", end(true));
    node.addEventListener("cancel", end(false));
  });
}
