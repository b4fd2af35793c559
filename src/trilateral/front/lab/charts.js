// @ts-check
/**
 * Charts of the course, drawn by the front end's own Vega: their words and their form stand above
 * them, and they follow the width of the page and its theme. `trilateral.charts.page` has the other
 * half: the signals named here.
 *
 * @typedef {object} View a drawn chart, as Vega has it
 * @property {(name: string, value?: unknown) => any} signal a value, or the view when one is given
 * @property {(options: {signals: (name: string) => boolean, data: () => boolean}) => {signals: Record<string, unknown>}} getState
 * @property {() => View} resize
 * @property {() => Promise<View>} runAsync
 */

import { make } from "../dom.js";
import { viewOf } from "./vega.js";

const CHART = ".jp-RenderedVegaLite .vega-embed";
const EDGE = 12; // pixels that marks may hang over an edge
const GAP = 8; // pixels between a control and its name, and half of those between two controls

/**
 * A width or height of the chart, as it was drawn, and the signal that it follows, if it has one.
 * @typedef {{name: string, drawn: number, follows: string | undefined}} Size
 */

/**
 * Return the sizes that a page may change.
 * @param {View} view
 * @returns {Size[]}
 */
function sizesOf(view) {
  const { signals } = view.getState({ signals: () => true, data: () => false });
  return Object.entries(signals).flatMap(([name, drawn]) => {
    if (!/(^|_)(width|height)$/.test(name) || typeof drawn !== "number") return [];
    const follows = name.replace(/width$/, "wide").replace(/height$/, "tall");
    const stated = follows in signals;
    return stated || name.endsWith("width") ? [{ name, drawn, follows: stated ? follows : undefined }] : [];
  });
}

/**
 * Put the chart's question and its sentence above it, in words that wrap.
 * @param {Element} embed
 * @param {View} view
 */
function tell(embed, view) {
  const question = make("p", { class: "question" }, String(view.signal("question")));
  const said = make("p", { role: "status", "aria-atomic": "true", class: "said" });
  const words = () => {
    const spoken = embed.querySelector("svg [role=status]")?.getAttribute("aria-label") ?? "";
    return spoken.replace(/ %/g, "\u00a0%"); // a number and its unit share a line
  };
  const say = () => {
    const now = words();
    if (said.textContent !== now) said.textContent = now;
  };
  say();
  new MutationObserver(say).observe(embed, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  const form = embed.querySelector(".vega-bindings");
  embed.prepend(question, ...(words() ? [said] : []), ...(form ? [form] : []));
}

/**
 * Give each list a line of its own whose longest choice half a line does not hold.
 * @param {HTMLElement} embed
 */
function arrange(embed) {
  for (const list of embed.querySelectorAll("select")) {
    const row = /** @type {HTMLElement} */ (list.closest(".vega-bind"));
    const name = /** @type {HTMLElement} */ (row.querySelector(".vega-bind-name"));
    list.style.flex = "none";
    const needed = name.offsetWidth + list.offsetWidth + GAP;
    list.style.flex = "";
    row.classList.toggle("wide", needed > (embed.clientWidth - 2 * GAP) / 2);
  }
}

/** Return what is behind a chart: the colours of the course's charts ask for the light theme's white. */
const ground = () => (document.body.dataset.jpThemeLight === "false" ? "transparent" : "white");

/**
 * Let a chart follow its page from now on.
 * @param {HTMLElement} embed
 * @param {View} view
 */
function follow(embed, view) {
  const sizes = sizesOf(view);
  const drawn = view.signal("page");
  let shown = 0;
  view.signal("told", true);
  tell(embed, view);
  /** @param {number} page */
  const widen = async (page) => {
    view.signal("page", page);
    await view.runAsync();
    for (const { name, drawn: size, follows } of sizes) {
      view.signal(name, follows ? view.signal(follows) : size + page - drawn);
    }
    await view.resize().runAsync();
  };
  const over = () => {
    const svg = embed.querySelector("svg.marks");
    return svg ? Math.ceil(svg.getBoundingClientRect().width - embed.clientWidth) : 0;
  };
  const fit = async () => {
    const page = Math.floor(embed.clientWidth);
    if (!page || shown === page) return; // out of view, or nothing new
    shown = page;
    arrange(embed);
    await widen(page);
    // What hangs over an edge, such as half a mark, is known once it is drawn.
    for (let room = EDGE; room > 0 && over() > 0; room -= 4) await widen(view.signal("page") - Math.min(room, over()));
  };
  const paint = () => view.signal("background", ground()).runAsync();
  new ResizeObserver(fit).observe(embed);
  embed.addEventListener(THEME, paint);
  paint();
  fit();
}

const THEME = "trilateral-theme";

/** Watch for charts of the course, and for the page's theme. */
export function watch() {
  const known = new WeakSet();
  const look = () => {
    for (const embed of document.querySelectorAll(CHART)) {
      if (known.has(embed) || !(embed instanceof HTMLElement)) continue;
      const view = viewOf(embed);
      if (!view) continue; // not drawn yet
      known.add(embed);
      if ("told" in view.getState({ signals: () => true, data: () => false }).signals) follow(embed, view);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  new MutationObserver(() => {
    for (const embed of document.querySelectorAll(CHART)) embed.dispatchEvent(new Event(THEME));
  }).observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  look();
}
