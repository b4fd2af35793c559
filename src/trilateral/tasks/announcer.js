// @ts-check
// Reads results out: one status region per page, outside the cells. See announcer.py.

const ID = "trilateral-status";
/** Milliseconds that a screen reader needs to notice a region before text appears in it. */
const NOTICE = 120;

/** @returns {HTMLElement} the page's status region, made on first use */
function region() {
  const found = document.getElementById(ID);
  if (found) return found;
  const node = document.createElement("div");
  node.id = ID;
  node.setAttribute("role", "status");
  node.setAttribute("aria-atomic", "true");
  node.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  document.body.append(node);
  return node;
}

/**
 * @typedef {{get: (name: string) => any, on: (name: string, act: () => void) => void,
 *   off: (name: string, act: () => void) => void}} Model
 */

/** @param {{model: Model}} context */
function initialize({ model }) {
  const node = region();
  let timer = 0;
  const speak = () => {
    const { text } = model.get("spoken");
    clearTimeout(timer);
    node.textContent = ""; // the same words twice must be heard twice
    timer = setTimeout(() => { node.textContent = text; }, NOTICE);
  };
  model.on("change:spoken", speak);
  if (model.get("spoken").text) speak();
  return () => { clearTimeout(timer); model.off("change:spoken", speak); };
}

export default { initialize };
