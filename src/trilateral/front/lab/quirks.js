// @ts-check
/**
 * Everything that only these front ends' own ways call for. Each quirk has a probe in
 * tests/browser/test_quirks.py, which says when it has gone.
 */

import { watch } from "./charts.js";

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
  const places = ".vega-bindings, .trilateral, .trilateral-term, [data-fact], .jupyter-widgets";
  return target instanceof HTMLElement && target.closest(places) !== null;
}

/** @param {KeyboardEvent} event */
function keepKey({ target, key, ctrlKey, metaKey, altKey }) {
  if (!isOurs(target)) return;
  const isChord = (ctrlKey || metaKey) && !altKey;
  const isEdit = target.matches("input, textarea") && /^(?:[acvxyz]|Enter|Backspace|Delete|Arrow\w+|Home|End)$/i.test(key);
  if (isChord && !isEdit) delete target.dataset.lmSuppressShortcuts;
  else target.dataset.lmSuppressShortcuts = "true";
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
  for (const sheet of ["../style.css", "../caption.css", "page.css", "charts.css"]) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL(sheet, import.meta.url).href;
    document.head.append(style);
  }
  keepKeys();
  nameSliders();
  watch();
}
