// @ts-check
/**
 * Everybody's predictions laid over the bars of a chart, as one picture.
 *
 * @typedef {import("../tree.js").Element} Element
 *
 * @typedef {object} Column one bar of the chart
 * @property {string} name
 * @property {number | null} given what everybody saw before they predicted
 * @property {number[]} predicted a value from each who answered
 * @property {number | null} record what the evidence says, as far as that is shown
 */

/** @typedef {{width: number, height: number}} Size in the picture's own units; letters are 24 of them high */
const WIDE = { width: 960, height: 520 };
const [LEFT, TOP, FOOT] = [72, 40, 52];
const DOT = 14;

/**
 * Return the median of numbers, or null of none.
 * @param {number[]} values
 */
export function median(values) {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Return dots a step apart: values of one step lie side by side, so that none hides another.
 * @param {number[]} values
 * @param {number} step
 * @returns {{level: number, across: number}[]} `level` in steps from 0, `across` in dots from the middle
 */
export function swarm(values, step) {
  /** @type {Map<number, number>} */ const levels = new Map();
  for (const value of values) {
    const level = Math.round(value / step);
    levels.set(level, (levels.get(level) ?? 0) + 1);
  }
  return [...levels].sort(([a], [b]) => a - b).flatMap(([level, count]) =>
    Array.from({ length: count }, (_, place) => ({ level, across: place - (count - 1) / 2 })),
  );
}

/**
 * Return round numbers for a scale from 0.
 * @param {number} most
 */
export function ticks(most) {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10, 1 / power) * power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

/**
 * Return a column in words.
 * @param {Column} column
 * @param {string} unit
 */
export function columnWords({ name, given, predicted, record }, unit) {
  if (given !== null) return `${name}: ${given} ${unit}, given`;
  const [low, high] = [Math.min(...predicted), Math.max(...predicted)];
  const said = predicted.length
    ? `${predicted.length} predictions from ${low} to ${high}, the middle one ${median(predicted)}`
    : "no predictions";
  return `${name}: ${said}${record === null ? "" : `; the record has ${record} ${unit}`}`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {Record<string, string | number>} [more]
 * @returns {Element}
 */
const text = (x, y, words, more = {}) => ["text", { x, y, "text-anchor": "middle", ...more }, words];

/**
 * Return the picture. Given and recorded bars are columns, each prediction is a dot, the middle one a
 * line across. Colours are the style sheet's, by class.
 * @param {Column[]} columns
 * @param {number} most where the scale ends
 * @param {string} unit
 * @param {Size} [size]
 * @returns {Element}
 */
export function picture(columns, most, unit, size = WIDE) {
  const { width, height } = size;
  const wide = (width - LEFT) / Math.max(columns.length, 1);
  const floor = height - FOOT;
  const up = (/** @type {number} */ value) => floor - (Math.min(Math.max(value, 0), most) / most) * (floor - TOP);
  /** @type {Element[]} */ const grid = ticks(most).flatMap((tick) => [
    ["line", { class: "grid", x1: LEFT, x2: width, y1: up(tick), y2: up(tick) }],
    text(LEFT - 12, up(tick) + 8, String(tick), { "text-anchor": "end" }),
  ]);
  const drawn = columns.flatMap((column, place) => one(column, { x: LEFT + wide * (place + 0.5), wide, most, floor, up }));
  const said = columns.map((column) => columnWords(column, unit)).join(". ");
  const label = `Columns from 0 to ${most} ${unit}, with a dot for each prediction. ${said}.`;
  return ["svg", { class: "spread", role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}` }, ...grid, ...drawn];
}

/**
 * @param {Column} column
 * @param {{x: number, wide: number, most: number, floor: number, up: (value: number) => number}} at `x` is its middle
 * @returns {Element[]}
 */
function one({ name, given, predicted, record }, { x, wide, most, floor, up }) {
  const bar = given ?? record;
  const half = wide * 0.36;
  const step = (DOT / (floor - TOP)) * most;
  const placed = swarm(predicted, step);
  const widest = Math.max(...placed.map(({ across }) => Math.abs(across)), 0);
  const gap = Math.min(DOT, half / Math.max(widest, 1));
  const middle = median(predicted);
  /** @type {Element[]} */ const drawn = [text(x, floor + FOOT - 14, name, { class: "name" })];
  if (bar !== null) {
    drawn.push(["rect", { class: given === null ? "record" : "given", x: x - half, width: 2 * half, y: up(bar), height: floor - up(bar) }]);
  }
  for (const { level, across } of placed) {
    drawn.push(["circle", { cx: x + across * gap, cy: up(level * step), r: DOT * 0.42 }]);
  }
  if (middle !== null) drawn.push(["line", { class: "middle", x1: x - half, x2: x + half, y1: up(middle), y2: up(middle) }]);
  if (bar !== null) drawn.push(text(x + half, up(bar) - 8, String(bar), { class: "number", "text-anchor": "end" }));
  return drawn;
}
