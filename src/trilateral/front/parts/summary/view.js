// @ts-check
/** The summary of the course as it stands, and a button that prints it on a page of its own. */

import { make } from "../../dom.js";
import { opinions } from "../../records/opinions.js";
import { draw } from "../../tree.js";
import { KIND, ratings } from "../rate/core.js";
import { asHtml, body } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, { records }) {
  /** @type {import("./core.js").Course} */ const course = part.data;
  const rated = (/** @type {string} */ occasion) => {
    const kept = opinions(records, KIND, occasion).all();
    return ratings(kept, [...kept.keys()]);
  };
  const confidence = () => ({ before: rated("before"), now: rated("after") });
  const shown = make("div", { class: "summary-page" });
  const button = make("button", { type: "button" }, "Print this summary");
  button.addEventListener("click", () => print(asHtml(course, records.all, confidence(), Date.now())));
  root.append(shown, button);

  const update = () => {
    const trees = body(course, records.all, confidence(), Date.now(), 3);
    shown.replaceChildren(...trees.map((tree) => draw(tree)));
  };
  update();
  return records.watch(update);
}

/**
 * Print a page by itself: the notebook around the part stays off the paper.
 * @param {string} html
 */
function print(html) {
  const frame = make("iframe", { title: "The summary, to be printed", "aria-hidden": "true", tabindex: -1, class: "to-print" });
  frame.addEventListener("load", () => {
    const inner = frame.contentWindow;
    if (!inner) return;
    inner.addEventListener("afterprint", () => frame.remove());
    inner.focus();
    inner.print();
  });
  frame.srcdoc = html;
  document.body.append(frame);
}
