// @ts-check
/** The instructor's page: the plan, the step that is on, the room, and one main button. */

import { liveRegion, make } from "../../dom.js";
import { clock } from "../clock.js";
import { themeButton } from "../look.js";
import { prose, serverNow, setClock, timer } from "../pieces.js";
import { watch } from "../watch.js";
import { confirmed } from "./confirm.js";
import { closingWords, meaning, sorted, standing, starts } from "./core.js";
import { give } from "./orders.js";
import { redraw } from "./redraw.js";
import { drawRoom } from "./room.js";
import { drawStep } from "./steps.js";

/** @typedef {import("../types.js").DeskView} DeskView */
/** @typedef {import("../types.js").Move} Move */
/** @typedef {import("../types.js").DeskAct} DeskAct */

const PLACE = `trilateral/desk${location.pathname}`;
/** Milliseconds within which a second press is a slip of the hand. */
const SLIP = 900;
const [title, pace, line, plan, room, moves] = ["title", "pace", "line", "plan", "room", "moves"].map(
  (id) => /** @type {HTMLElement} */ (document.getElementById(id)),
);
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const { node: spoken, say } = liveRegion();
spoken.classList.add("apart");
const head = make("h1", { tabindex: -1 });
const inStep = make("p", { class: "in-step" });
const left = timer();
const [notes, body] = [make("section", { class: "notes", "aria-label": "Notes" }), make("div", { class: "step", tabindex: -1 })];
const trouble = make("p", { class: "trouble", role: "alert" });
const [forward, back] = [make("button", { type: "button", class: "main", id: "forward" }), make("button", { type: "button", id: "back" })];
const others = make("div", { class: "others", tabindex: -1 });
main.append(head, inStep, left.node, notes, body);
moves.append(spoken, trouble, back, others, forward);

/** @type {DeskView | null} */ let view = null;
/** @type {ReturnType<typeof sorted>} */ let now = { main: null, back: null, others: [] };
let [busy, last] = [false, -SLIP]; // the first press is never a slip

/** @param {DeskAct} act */
async function order(act) {
  if (busy) return;
  busy = true;
  forward.setAttribute("aria-disabled", "true");
  await give(key, act, (words) => (trouble.textContent = words));
  busy = false;
  if (view) button();
}

async function close() {
  if (!view || !(await confirmed("Close the class for good?", `${closingWords(view)} Nobody can answer afterwards. This cannot be undone.`, "Close the class"))) return;
  order({ do: "close" });
}

/** @param {string} seat */
async function remove(seat) {
  const words = `What ${seat} answered no longer counts, and the phone has to join again for a new seat. This cannot be undone.`;
  if (await confirmed(`Take out ${seat}?`, words, "Take out")) order({ do: "remove", seat });
}

/** @param {Move | null} move */
function press(move) {
  if (!move || busy || performance.now() - last < SLIP) return;
  last = performance.now();
  if (move.act.do === "close") close();
  else order(move.act);
}

/** The main button stays in its place whatever it says. */
function button() {
  forward.replaceChildren(now.main ? `${now.main.label} ` : view?.step.kind === "over" ? "The class is over " : "The plan has nothing next here ", make("kbd", { "aria-hidden": true }, "\u2192"));
  forward.setAttribute("aria-disabled", String(!now.main));
  back.replaceChildren(make("kbd", { "aria-hidden": true }, "\u2190"), ` ${now.back?.label ?? "Back"}`);
  back.setAttribute("aria-disabled", String(!now.back));
}

/** @param {DeskView} shown */
function drawPlan({ plan: lines, at }) {
  const begin = starts(lines);
  const list = lines.map(({ id, title: name, minutes, done, drop_html }, place) => {
    const current = id === at;
    const go = make("button", { type: "button", "data-key": `go-${id}`, "aria-current": current ? "step" : null });
    go.append(make("span", { class: "when" }, `${done && !current ? "\u2713 " : ""}${begin[place]}\u2032`), make("span", {}, name), make("span", { class: "soft" }, `${minutes} min`));
    go.addEventListener("click", () => !current && order({ do: "go", to: id }));
    const drop = drop_html && !done ? [make("details", {}, make("summary", {}, "Short of time?"), make("div", {}, prose(drop_html)))] : [];
    return make("li", {}, go, ...drop);
  });
  return [make("h2", {}, "The plan"), make("ol", {}, ...list)];
}

function tick() {
  if (!view) return;
  const how = standing(view, serverNow());
  const over = view.step.kind === "over";
  pace.textContent = how && !over ? `${clock(how.gone)} of ${how.whole} min. ${how.words}` : over ? "" : "Not begun";
  pace.dataset.late = String(Boolean(how && how.slack < 0));
  const planned = view.plan.find(({ id }) => id === view?.at)?.minutes;
  inStep.textContent = planned && !over ? `In this step: ${clock(serverNow() - view.entered)} of ${planned} min` : "";
}

/** @param {import("../types.js").Envelope<DeskView>} envelope */
function take({ tag, now: server, view: next }) {
  setClock(server);
  const before = view;
  view = next;
  now = next.step.kind === "over" ? { main: null, back: null, others: [] } : sorted(next);
  const { step } = next;
  document.title = `${step.title} – desk`;
  title.textContent = next.title;
  head.textContent = step.title;
  left.set(step.ends);
  const own = next.plan.find(({ id }) => id === next.at);
  redraw(plan, [next.plan, next.at], () => drawPlan(next));
  redraw(notes, own?.notes_html && step.kind !== "over" ? own.notes_html : "", () => (own?.notes_html && step.kind !== "over" ? [make("h2", {}, "Notes"), prose(own.notes_html)] : []));
  redraw(body, { ...step, answered: 0, ends: 0 }, () => drawStep(step, order));
  redraw(room, { ...next, plan: 0, moves: 0, step: [step.kind, "answered" in step ? step.answered : 0] }, () => drawRoom(next, { give: order, remove, close }));
  redraw(others, now.others, () => now.others.map((move, place) => {
    const node = make("button", { type: "button", "data-key": `move-${place}` }, move.label);
    node.addEventListener("click", () => press(move));
    return node;
  }));
  if (!busy) button();
  const stage = (/** @type {DeskView} */ { step: of }) => `${of.id} ${"stage" in of ? of.stage : ""}`;
  if (before && stage(before) !== stage(next)) say(`${step.title}. Next: ${now.main?.label ?? "nothing"}`);
  if (before && before.at !== next.at) main.scrollTo(0, 0);
  tick();
  document.body.dataset.tag = tag;
}

/** @param {string} words */
function outside(words) {
  view = null;
  document.body.classList.add("outside");
  head.textContent = words;
  body.replaceChildren(make("p", {}, "Open the desk by the address that the terminal shows. It ends with # and a secret."));
}

/** The secret leaves the address at once: it must not appear on a screen or in a history. */
function secret() {
  const given = location.hash.slice(1);
  try {
    if (given) sessionStorage.setItem(PLACE, given);
    if (given) history.replaceState(null, "", location.pathname + location.search);
    return given || sessionStorage.getItem(PLACE) || "";
  } catch {
    return given; // where nothing may be stored, it stays in the address
  }
}

const key = secret();
themeButton(/** @type {HTMLElement} */ (document.getElementById("theme")));
forward.addEventListener("click", () => press(now.main));
back.addEventListener("click", () => press(now.back));
document.addEventListener("keydown", (event) => {
  const on = event.target instanceof Element ? event.target : document.body;
  const means = document.querySelector("dialog") ? null : meaning(event, on.tagName);
  if (!means) return;
  event.preventDefault();
  press(means === "main" ? now.main : now.back);
});
addEventListener("hashchange", () => location.hash.length > 1 && location.reload());
setInterval(tick, 1000);
if (!key) outside("This page does not have the desk’s secret");
else {
  watch("api/desk", key, {
    take,
    refused: () => outside("The desk’s secret is not right for this class"),
    line(state) {
      line.dataset.line = state;
      line.textContent = state === "lost" ? "No answer from the server; trying again" : state === "connected" ? "Connected" : "Connecting…";
    },
  });
  forward.focus();
}
