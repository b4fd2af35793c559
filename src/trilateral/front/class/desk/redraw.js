// @ts-check
/** Redraw a region, and leave the person who works in it where they are. */

/** @type {WeakMap<Element, string>} */ const drawn = new WeakMap();

/**
 * Redraw a region if what it shows has changed. The focus returns to the control of the same
 * `data-key`, and what was opened or closed stays so.
 * @param {HTMLElement} region
 * @param {unknown} value what it shows
 * @param {() => Node[]} draw
 */
export function redraw(region, value, draw) {
  const now = JSON.stringify(value);
  if (drawn.get(region) === now) return;
  drawn.set(region, now);
  const focused = region.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const key = focused?.dataset.key;
  const opened = new Map([...region.querySelectorAll("details")].map((each) => [name(each), each.open]));
  const { scrollTop } = region;
  region.replaceChildren(...draw());
  for (const each of region.querySelectorAll("details")) each.open = opened.get(name(each)) ?? each.open;
  region.scrollTop = scrollTop;
  if (!focused || focused === region) return;
  const again = key === undefined ? null : region.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again instanceof HTMLElement) again.focus();
  else region.focus();
}

/** @param {Element} details */
const name = (details) => details.querySelector("summary")?.textContent ?? "";
