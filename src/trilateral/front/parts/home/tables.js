// @ts-check
/**
 * The tables of the start page and of the summary, as trees: drawn in the page or written to paper.
 *
 * @typedef {import("../../tree.js").Tree} Tree
 */

import { NAMES, share } from "./calibration.js";
import { stage } from "./core.js";

/**
 * Return how each lesson stands; where `linked`, anchors with a lesson's name wait to be led there.
 * @param {readonly import("./course.js").Standing[]} stands
 * @param {boolean} linked
 * @returns {Tree}
 */
export function lessonTable(stands, linked) {
  const heads = ["Lesson", "Answered", "Right at once", "Stage", ...(linked ? ["Exercise"] : [])];
  const rows = stands.map((standing) => {
    const { lesson, questions, answered, right } = standing;
    const name = `${lesson.name.slice(0, 2)} ${lesson.title}`;
    const title = linked ? to(`${lesson.name}.ipynb`, name) : name;
    const exercise = lesson.exercise ? to(lesson.exercise, "exercise", `Exercise of lesson ${name}`) : "–";
    const cells = [`${answered} of ${questions}`, answered ? `${right} of ${answered}` : "–", stage(standing)];
    return [title, ...cells, ...(linked ? [exercise] : [])];
  });
  return table(heads, rows);
}

/**
 * Return how sure the learner was beside how often that was right.
 * @param {readonly import("./calibration.js").Row[]} rows
 * @returns {Tree}
 */
export function surenessTable(rows) {
  const cells = rows.map((row) => [NAMES[row.confidence], String(row.answers), String(row.right), bar(row)]);
  return table(["You said", "Answers", "Right", "Share right"], cells);
}

/**
 * @param {string[]} heads
 * @param {Tree[][]} rows the first cell of each is its head
 * @returns {Tree}
 */
function table(heads, rows) {
  const body = rows.map(([first, ...rest]) => [
    "tr",
    {},
    ["th", { scope: "row" }, first],
    ...rest.map((cell, place) => ["td", { "data-head": heads[place + 1] }, cell]),
  ]);
  const head = ["tr", {}, ...heads.map((text) => ["th", { scope: "col" }, text])];
  return ["table", { class: "standing-table" }, ["thead", {}, head], ["tbody", {}, ...body]];
}

/**
 * Return an anchor that waits to be led to a notebook.
 * @param {string} path
 * @param {string} words
 * @param {string} [label]
 * @returns {Tree}
 */
const to = (path, words, label) => ["a", { "data-notebook": path, ...(label ? { "aria-label": label } : {}) }, words];

/**
 * Return a share in words, with a bar that shows it.
 * @param {import("./calibration.js").Row} row
 * @returns {Tree}
 */
function bar(row) {
  if (!row.answers) return share(row);
  const width = (100 * row.right) / row.answers;
  const frame = { x: 0.5, y: 0.5, width: 99, height: 9, fill: "none", stroke: "currentColor", "stroke-width": 1 };
  const svg = ["svg", { class: "bar", viewBox: "0 0 100 10", width: 100, height: 10, "aria-hidden": "true" }];
  return ["span", {}, [...svg, ["rect", frame], ["rect", { x: 0, y: 0, width, height: 10, fill: "currentColor" }]], ` ${share(row)}`];
}
