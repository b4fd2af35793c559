// @ts-check
/** The projector's page: it follows the desk, and fits what it shows to the room's screen. */

import { make } from "../../dom.js";
import { sizeButtons, themeButton } from "../look.js";
import { setClock, timer } from "../pieces.js";
import { watch } from "../watch.js";
import { counts, largest, short } from "./core.js";
import { drawStep } from "./steps.js";

/** @typedef {import("../types.js").ScreenView} ScreenView */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const [address, tally, line, theme, smaller, larger] = ["address", "counts", "line", "theme", "smaller", "larger"].map(
  (id) => /** @type {HTMLElement} */ (document.getElementById(id)),
);
const left = timer();
const words = make("span");
const fill = make("i");
const track = make("span", { class: "track", "aria-hidden": true }, fill);
tally.append(words, track);
main.after(make("section", { id: "clock", "aria-label": "Clock" }, left.node));
const SIZES = [1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.93, 0.86, 0.8, 0.74, 0.68];
let chosen = 1;
let drawn = "";

/** Show everything as large as it goes: nobody can scroll a projector. */
function fit() {
  const fits = (/** @type {number} */ size) => {
    main.style.setProperty("--size", String(size * chosen));
    return main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1;
  };
  main.style.setProperty("--size", String(largest(SIZES, fits) * chosen));
}

/** @param {import("../types.js").Envelope<ScreenView>} envelope */
function take({ tag, now, view }) {
  setClock(now);
  document.title = `${view.title} – projector`;
  const { step } = view;
  left.set("stage" in step && step.stage === "revealed" ? undefined : step.ends);
  const state = "stage" in step ? step.stage : "";
  document.body.dataset.kind = step.kind;
  document.body.dataset.stage = state;
  document.body.dataset.tag = tag;
  address.textContent = view.address && step.kind !== "join" && step.kind !== "over" ? `Join: ${short(view.address)}` : "";
  const { words: said, share } = counts(view);
  words.textContent = said;
  track.hidden = share === null;
  fill.style.setProperty("width", `${(share ?? 0) * 100}%`);
  // Where only counts have changed, the step is not redrawn: pictures would flicker.
  const shown = JSON.stringify({ ...view, joined: 0, step: { ...step, answered: 0, ends: 0 } });
  if (shown === drawn) return;
  drawn = shown;
  main.replaceChildren(...drawStep(view));
  for (const picture of main.querySelectorAll("img")) picture.addEventListener("load", fit);
  main.scrollTo(0, 0);
  fit();
}

themeButton(theme);
sizeButtons(smaller, larger, (size) => {
  chosen = size;
  fit();
});
new ResizeObserver(fit).observe(document.body);
watch("api/screen", undefined, {
  take,
  refused: () => {},
  line(now) {
    line.hidden = now !== "lost";
    line.textContent = now === "lost" ? "No answer from the class’s server. Trying again." : "";
  },
});
