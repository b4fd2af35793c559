// @ts-check
/**
 * Charts of the course, drawn by the front end's own Vega: their words and their form stand above
 * them, and they follow the width of the page and its theme. `trilateral.charts.page` has the other
 * half: the signals named here.
 *
 * @typedef {import("./vega.js").View} View
 */

import { make } from "./dom.js";
import { onTheme, theme } from "./theme.js";
import { CONTROL, FORM, NAME, PICTURE, signalsOf, viewOf } from "./vega.js";

const EDGE = 12; // pixels that marks may hang over an edge
const GAP = 8; // pixels between a control and its name, and half of those between two controls

/**
 * A width or height of the chart, as it was drawn, and the signal that it follows, if it has one.
 * @typedef {{name: string, start: number, follows: string | undefined}} Size
 */

/**
 * Return the sizes that a page may change.
 * @param {View} view
 * @returns {Size[]}
 */
function sizesOf(view) {
  const signals = signalsOf(view);
  return Object.entries(signals).flatMap(([name, start]) => {
    if (!/(^|_)(width|height)$/.test(name) || typeof start !== "number") return [];
    const follows = name.replace(/width$/, "wide").replace(/height$/, "tall");
    const isStated = follows in signals;
    return isStated || name.endsWith("width") ? [{ name, start, follows: isStated ? follows : undefined }] : [];
  });
}

/**
 * Put the chart's question and its sentence above it, in words that wrap.
 * @param {Element} embed
 * @param {View} view
 */
function tell(embed, view) {
  const question = make("p", { class: "question" }, String(view.signal("question")));
  const sentence = make("p", { role: "status", "aria-atomic": "true", class: "said" });
  const words = () => {
    const label = embed.querySelector("svg [role=status]")?.getAttribute("aria-label") ?? "";
    return label.replace(/ %/g, "\u00a0%"); // a number and its unit share a line
  };
  const say = () => {
    const text = words();
    if (sentence.textContent !== text) sentence.textContent = text;
  };
  say();
  new MutationObserver(say).observe(embed, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  const form = embed.querySelector(FORM);
  embed.prepend(question, ...(words() ? [sentence] : []), ...(form ? [form] : []));
}

/**
 * Give each list a line of its own whose longest choice half a line does not hold.
 * @param {HTMLElement} embed
 */
function arrange(embed) {
  for (const list of embed.querySelectorAll("select")) {
    const row = /** @type {HTMLElement} */ (list.closest(CONTROL));
    const name = /** @type {HTMLElement} */ (row.querySelector(NAME));
    list.style.flex = "none";
    const needed = name.offsetWidth + list.offsetWidth + GAP;
    list.style.flex = "";
    row.classList.toggle("wide", needed > (embed.clientWidth - 2 * GAP) / 2);
  }
}

/** Return what is behind a chart: the colours of the course's charts ask for the light theme's white. */
const ground = () => (theme() === "dark" ? "transparent" : "white");

/**
 * Let a chart follow its page from now on.
 * @param {HTMLElement} embed
 * @param {View} view
 */
function follow(embed, view) {
  const sizes = sizesOf(view);
  const first = view.signal("page");
  let width = 0;
  view.signal("told", true);
  tell(embed, view);
  /** @param {number} page */
  const widen = async (page) => {
    view.signal("page", page);
    await view.runAsync();
    for (const { name, start, follows } of sizes) {
      view.signal(name, follows ? view.signal(follows) : start + page - first);
    }
    await view.resize().runAsync();
  };
  const over = () => {
    const picture = embed.querySelector(PICTURE);
    return picture ? Math.ceil(picture.getBoundingClientRect().width - embed.clientWidth) : 0;
  };
  const fit = async () => {
    const page = Math.floor(embed.clientWidth);
    if (!page || width === page) return; // out of view, or nothing new
    width = page;
    arrange(embed);
    await widen(page);
    // What hangs over an edge, such as half a mark, is known once it is drawn.
    for (let room = EDGE; room > 0 && over() > 0; room -= 4) await widen(view.signal("page") - Math.min(room, over()));
  };
  new ResizeObserver(fit).observe(embed);
  paint(view);
  fit();
}

/** @param {View} view */
const paint = (view) => void view.signal("background", ground()).runAsync();

/**
 * Watch for charts of the course, and for the page's theme.
 * @param {string} charts selects what each of the page's charts is drawn into
 */
export function watch(charts) {
  /** @type {WeakMap<Element, View | null>} */ const views = new WeakMap(); // of those seen; null for one that follows nothing
  const look = () => {
    for (const embed of document.querySelectorAll(charts)) {
      const view = views.has(embed) || !(embed instanceof HTMLElement) ? undefined : viewOf(embed);
      if (!view) continue; // seen before, or not drawn yet
      embed.classList.add("trilateral-chart");
      const follows = "told" in signalsOf(view);
      views.set(embed, follows ? view : null);
      if (follows) follow(/** @type {HTMLElement} */ (embed), view);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  onTheme(() => {
    for (const embed of document.querySelectorAll(charts)) {
      const view = views.get(embed);
      if (view) paint(view);
    }
  });
  look();
}
