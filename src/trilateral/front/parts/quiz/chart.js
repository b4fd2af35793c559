// @ts-check
/** The chart that an item asks to read: its picture in each theme, its words and its table. */

import { make } from "../../dom.js";
import { fragment } from "../../html.js";

/** Where the pictures are, seen from a lesson. */
const FOLDER = "quizzes/pictures";

/**
 * @param {NonNullable<import("./feedback.js").Item["chart"]>} shown
 * @param {import("../../front.js").Host} host
 * @param {import("./feedback.js").Words} words
 */
export function chart({ name, width, height, description, table }, host, words) {
  const inWords = make("details", {}, make("summary", {}, words.inWords), make("p", {}, description));
  const scroll = make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": words.table }, fragment(table));
  const node = make("div", { class: "chart" });
  for (const theme of ["light", "dark"]) {
    // The one that the theme hides is fetched when it is shown.
    const picture = make("img", { class: theme, alt: description, width, height, loading: "lazy" });
    picture.addEventListener("error", () => {
      picture.remove();
      inWords.open = true;
    });
    host.address(`${FOLDER}/${name}.${theme}.svg`).then((address) => (picture.src = address));
    node.append(picture);
  }
  node.append(inWords, make("details", {}, make("summary", {}, words.table), scroll));
  return node;
}
