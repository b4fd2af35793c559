// @ts-check
/**
 * Pictures on a scale from 0 to 100 %. Lengths are shares of the width and letters keep their size,
 * so that a picture is legible in a narrow window and in a file.
 *
 * @typedef {import("./tree.js").Element} Element
 * @typedef {{name: string, before: number, after: number}} Bar probabilities, from 0 to 1
 * @typedef {{name: string, before: number | null, now: number | null}} Change in per cent, as far as given
 */

const ROW = 36;
const FOOT = 20;
const BLUE = "var(--trilateral-blue, #0a5c94)";
const VERMILION = "var(--trilateral-vermilion, #b5400a)";

/**
 * Return a share of 1 as the course prints it: `43 %`. Only what is ruled out is `0 %`, and only
 * what is certain `100 %`.
 * @param {number} share
 */
export function percent(share) {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "under 1 %";
  if (rounded === 100 && share < 1) return "over 99 %";
  return `${rounded} %`;
}

/**
 * Return words in a picture.
 * @param {string | number} x
 * @param {number} y
 * @param {string} words
 * @param {Record<string, string | number>} [more]
 * @returns {Element}
 */
const text = (x, y, words, more = {}) => ["text", { x, y, fill: "currentColor", ...more }, words];

/**
 * Return rows over a scale as one picture.
 * @param {string} label what the picture says, in words
 * @param {{name: string, number: string, shapes: Element[]}[]} rows
 * @param {string | number} width
 * @returns {Element}
 */
function picture(label, rows, width) {
  const foot = rows.length * ROW;
  const ticks = [0, 25, 50, 75, 100];
  /** @type {Element[]} */ const grid = ticks.map((tick) => [
    "line",
    { x1: `${tick}%`, x2: `${tick}%`, y1: 18, y2: 38, stroke: "currentColor", "stroke-opacity": 0.3 },
  ]);
  const named = ticks.map((tick) =>
    text(`${tick}%`, foot + 13, `${tick} %`, { "text-anchor": tick === 0 ? "start" : tick === 100 ? "end" : "middle" }),
  );
  const drawn = rows.map(({ name, number, shapes }, place) => [
    "g",
    { transform: `translate(0 ${place * ROW})` },
    ...grid,
    text(0, 14, name),
    text("100%", 14, number, { "text-anchor": "end", "font-weight": 600 }),
    ...shapes,
  ]);
  const size = { width, height: foot + FOOT, "font-size": 13, "font-family": "Helvetica Neue, Arial, Liberation Sans, sans-serif" };
  return ["svg", { role: "img", "aria-label": label, ...size }, ...drawn, ...named];
}

/**
 * Return a bar a row for what is believed after the evidence, with a mark where it stood before.
 * @param {Bar[]} rows
 * @param {string | number} [width]
 */
export function bars(rows, width = "100%") {
  const said = rows.map(({ name, before, after }) => `${name}: ${percent(after)} after the evidence, ${percent(before)} before`);
  const label = `Horizontal bars, one an account, on a scale from 0 to 100 %. ${said.join("; ")}.`;
  return picture(
    label,
    rows.map(({ name, before, after }) => {
      const mark = `${before * 100}%`;
      return {
        name,
        number: percent(after),
        shapes: [
          ["rect", { x: 0, y: 20, width: `${Math.max(after * 100, 0.3)}%`, height: 14, style: `fill:${BLUE}` }],
          ["line", { x1: mark, x2: mark, y1: 17, y2: 37, stroke: "currentColor", "stroke-width": 3 }],
        ],
      };
    }),
    width,
  );
}

/**
 * Return confidence before as a circle and now as a diamond, a row each; rows that say nothing are
 * left out.
 * @param {Change[]} all
 * @param {string | number} [width]
 */
export function changes(all, width = "100%") {
  const rows = all.filter(({ before, now }) => before !== null || now !== null);
  const words = (/** @type {number | null} */ value) => (value === null ? "not rated" : `${value} %`);
  const said = rows.map(({ name, before, now }) => `${name}: before ${words(before)}, now ${words(now)}`);
  const label = `Circles for before and diamonds for now, on a scale from 0 to 100 %. ${said.join("; ")}.`;
  return picture(
    label,
    rows.map(({ name, before, now }) => {
      /** @type {Element[]} */ const shapes = [];
      const last = now ?? before;
      if (before !== null && now !== null)
        shapes.push(["line", { x1: `${before}%`, x2: `${now}%`, y1: 27, y2: 27, stroke: "currentColor", "stroke-width": 2 }]);
      if (before !== null) shapes.push(["circle", { cx: `${before}%`, cy: 27, r: 7, style: `fill:${BLUE}` }]);
      if (now !== null)
        shapes.push(["svg", { x: `${now}%`, y: 27, overflow: "visible", "aria-hidden": "true" }, ["path", { d: "M-8 0L0 -8L8 0L0 8Z", style: `fill:${VERMILION}` }]]);
      return { name, number: `${last} %`, shapes };
    }),
    width,
  );
}
