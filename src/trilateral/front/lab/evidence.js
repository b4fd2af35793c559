// @ts-check
/** The evidence as a page of its own, on the server of a lesson. */

import { make } from "../dom.js";
import { evidence } from "../parts/evidence/data.js";
import { view } from "../parts/evidence/view.js";
import { request } from "./wire.js";

const root = /** @type {HTMLElement} */ (document.getElementById("evidence"));
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
const home = new URL(root.dataset.home ?? "../data/", location.href).href;
view(root, evidence(home, request)).catch((error) => {
  root.append(make("p", { role: "alert" }, `The tables cannot be read now (${error.message}). Reload this page when the server responds again.`));
});
