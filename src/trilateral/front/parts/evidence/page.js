// @ts-check
/** The evidence as a page of its own, beside a lesson or on the web. */

import { make } from "../../dom.js";
import { evidence } from "./data.js";
import { view } from "./view.js";

const root = /** @type {HTMLElement} */ (document.getElementById("evidence"));
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
const home = new URL(root.dataset.home ?? "../data/", location.href).href;
view(root, evidence(home)).catch((error) => {
  root.append(make("p", { role: "alert" }, `The tables cannot be read now (${error.message}). Reload this page when the server responds again.`));
});
