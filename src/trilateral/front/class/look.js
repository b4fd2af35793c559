// @ts-check
/** How a page looks, as its user has chosen: light or dark, and how large. */

const PLACE = "trilateral/class-look";

/** @returns {{theme?: "light" | "dark", size?: number}} */
function chosen() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {{theme?: "light" | "dark", size?: number}} look */
function keep(look) {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ ...chosen(), ...look }));
  } catch {
    // It holds until the page is closed.
  }
}

const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

/**
 * Let a button change between light and dark. It names what it changes to.
 * @param {HTMLElement} button
 */
export function themeButton(button) {
  const { theme } = chosen();
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const name = () => (button.textContent = isDark() ? "Light" : "Dark");
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    keep({ theme: next });
    name();
  });
  system.addEventListener("change", name);
  name();
}

/**
 * Let two buttons change the size of what is shown.
 * @param {HTMLElement} smaller @param {HTMLElement} larger
 * @param {(size: number) => void} changed called at once, too
 */
export function sizeButtons(smaller, larger, changed) {
  let size = Math.min(Math.max(Number(chosen().size) || 1, 0.6), 2);
  const step = (/** @type {number} */ by) => () => {
    size = Math.min(Math.max(Math.round((size + by) * 10) / 10, 0.6), 2);
    keep({ size });
    changed(size);
  };
  smaller.addEventListener("click", step(-0.1));
  larger.addEventListener("click", step(0.1));
  changed(size);
}
