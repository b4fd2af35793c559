// @ts-check
/** Light, dark or as the system has it; the choice holds for all pages of this edition. */

import { available } from "../records/store.js";
import { setTheme } from "../theme.js";

const CHOICE = "trilateral/theme";
/** @typedef {"light" | "dark"} Theme */
const WORDS = { system: "Theme: as your system", light: "Theme: light", dark: "Theme: dark" };
/** @type {(keyof typeof WORDS)[]} */
const ORDER = ["system", "light", "dark"];

/** Give the page its theme now and whenever it changes, and make the button in its head work. */
export function follow() {
  const storage = available();
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("button[data-theme]");
  const chosen = () => ORDER.find((name) => name === storage.getItem(CHOICE)) ?? "system";
  const show = () => {
    const choice = chosen();
    const isDark = choice === "dark" || (choice === "system" && system.matches);
    const theme = isDark ? "dark" : "light";
    document.documentElement.dataset.theme = theme; // for the style sheet, which has it before any script runs
    setTheme(theme);
    if (button) button.textContent = WORDS[choice];
  };
  button?.addEventListener("click", () => {
    const next = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length];
    try {
      storage.setItem(CHOICE, next);
    } catch {
      return; // this browser keeps nothing for pages: the system's theme stays
    }
    show();
  });
  system.addEventListener("change", show);
  addEventListener("storage", show);
  show();
}
