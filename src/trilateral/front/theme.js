// @ts-check
/** Whether the page is light or dark: each host says so in its own way, and charts and parts ask here. */

/** @param {"light" | "dark"} theme what the page has from now on */
export function setTheme(theme) {
  document.body.dataset.trilateralTheme = theme;
}

/** Return the page's theme; a page whose host says nothing is light. */
export const theme = () => (document.body.dataset.trilateralTheme === "dark" ? "dark" : "light");

/** @param {() => void} act called whenever the theme changes */
export function onTheme(act) {
  new MutationObserver(act).observe(document.body, { attributeFilter: ["data-trilateral-theme"] });
}
