// @ts-check
/**
 * All that JupyterLab 4 and Notebook 7 call by names of their own and do in ways of their own: with
 * `page.css`, the one place to look when their next release changes something. Each name and each
 * correction has a probe in tests/browser/test_quirks.py, which says when it has gone.
 */

import { watch } from "../charts.js";
import { setTheme } from "../theme.js";
import { EMBED, FORM } from "../vega.js";
import { pageConfig } from "./wire.js";

/** What a chart is drawn into. */
export const CHART = `.jp-RenderedVegaLite ${EMBED}`;
/** What holds prose. */
export const PROSE = ".jp-RenderedMarkdown";
/** Where a learner types or chooses; a key pressed there is the learner's, not the notebook's. */
const CONTROLS = `${FORM}, .trilateral, .trilateral-term, [data-fact], .jupyter-widgets`;
/** The command that changes the theme. */
export const CHANGE_THEME = "apputils:change-theme";
/** The panel with a notebook's table of contents. */
export const CONTENTS = "table-of-contents";

/** Return the place, below the server's address, of the page that shows one notebook. */
export const notebookPage = () => (pageConfig().notebookPage ? "notebooks" : "lab/tree");

/**
 * Return what scrolls in a notebook.
 * @param {HTMLElement} notebook
 * @returns {HTMLElement}
 */
export const paneOf = (notebook) => notebook.querySelector(".jp-WindowedPanel-outer") ?? notebook;

/** Lab says on the page's body which theme it has. */
function sayTheme() {
  const say = () => setTheme(document.body.dataset.jpThemeLight === "false" ? "dark" : "light");
  new MutationObserver(say).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  say();
}

/**
 * JupyterLab acts on letters and arrows typed into an output's controls, and Notebook does, unless
 * the focused control itself says not to; on a parent the attribute does nothing. It shuts out chords
 * as well, so a control says it key by key, before Lab listens: Ctrl+S reaches Lab, and what edits a
 * text stays in the field. With AltGr, which is Ctrl and Alt to some systems, people type.
 */
function keepKeys() {
  window.addEventListener("keydown", keepKey, true);
  // JupyterLab takes Enter and undo away from fields in cells: a form would not be sent.
  window.addEventListener("beforeinput", (event) => isOurs(event.target) && event.stopPropagation(), true);
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLElement}
 */
function isOurs(target) {
  return target instanceof HTMLElement && target.closest(CONTROLS) !== null;
}

/** @param {KeyboardEvent} event */
function keepKey({ target, key, ctrlKey, metaKey, altKey }) {
  if (!isOurs(target)) return;
  const isChord = (ctrlKey || metaKey) && !altKey;
  const isEdit = target.matches("input, textarea") && /^(?:[acvxyz]|Enter|Backspace|Delete|Arrow\w+|Home|End)$/i.test(key);
  if (isChord && !isEdit) delete target.dataset.lmSuppressShortcuts;
  else target.dataset.lmSuppressShortcuts = "true";
}

/**
 * Lab opens the file that a link in prose names. A link that leads to its fact is the browser's to
 * follow; the page's own listeners, on the document, have had the click by now.
 */
function leaveFacts() {
  const leave = (/** @type {Event} */ event) => {
    if (event.target instanceof Element && event.target.closest("[data-fact]")) event.stopPropagation();
  };
  document.body.addEventListener("click", leave, true);
}

/** The handle of an ipywidgets slider has no name that a screen reader could speak: its label's. */
function nameSliders() {
  let waiting = false;
  const name = () => {
    waiting = false;
    for (const handle of document.querySelectorAll(".widget-slider .noUi-handle:not([aria-label])")) {
      const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent?.trim();
      if (label) handle.setAttribute("aria-label", label);
    }
  };
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(name);
  }).observe(document.body, { childList: true, subtree: true });
}

/** Do what the page needs once. Lab drops the style sheets of a notebook that it does not trust. */
export function settle() {
  for (const sheet of ["../style.css", "../caption.css", "page.css", "../vega.css"]) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL(sheet, import.meta.url).href;
    document.head.append(style);
  }
  sayTheme();
  keepKeys();
  leaveFacts();
  nameSliders();
  watch(CHART);
}
