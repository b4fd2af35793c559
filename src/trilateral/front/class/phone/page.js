// @ts-check
/** The student's page: a seat, then one act at a time, as the class proceeds. */

import { liveRegion, make } from "../../dom.js";
import { chartOf, place, prose, setClock } from "../pieces.js";
import { watch } from "../watch.js";
import { Acts } from "./acts.js";
import { lead } from "./core.js";
import { exit, poll, predict, vote, words } from "./questions.js";
import { groups, simulation } from "./rooms.js";

/** @typedef {import("../types.js").PhoneView} PhoneView */
/** @typedef {import("./questions.js").Screen} Screen */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const before = /** @type {HTMLElement} */ (document.getElementById("before"));
const joining = /** @type {HTMLFormElement} */ (document.getElementById("join"));
const [title, seat, line] = ["title", "seat", "line"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
const { node: spoken, say } = liveRegion();
spoken.classList.add("apart");
const head = make("h1", { tabindex: -1 });
const [notices, share] = [place("section", { class: "notice", "aria-label": "Notices" }), place("section", { class: "notice", "aria-label": "A question about your answers" })];
const body = make("div", { class: "step" });
const room = make("div", {}, spoken, notices.node, share.node, head, body);
/**
 * Return a key; when it changes, the page is redrawn. A simulation's forms stay while its stages change, so
 * that nobody is interrupted while writing.
 * @param {import("../types.js").Step} step
 */
function keyOf(step) {
  const stage = "stage" in step ? (step.kind === "simulation" ? step.stage === "ready" : step.stage) : "";
  return [step.id, step.kind, stage].join("/");
}
/** @type {import("../watch.js").Line} */ let network = "connecting";
/** @type {{stop: () => void, nudge: () => void} | null} */ let watching = null;
/** @type {Screen} */ let screen = { nodes: [] };
/** @type {PhoneView | null} */ let view = null;
let drawn = "";

const acts = new Acts(() => queueMicrotask(refresh), away);
const at = { acts, lost: () => network === "lost" || acts.lost };

/** @type {(step: import("../types.js").Step) => Screen} */
function screenOf(step) {
  switch (step.kind) {
    case "vote":
      return vote(at, step);
    case "poll":
      return poll(at, step);
    case "predict":
      return predict(at, step);
    case "words":
      return words(at, step);
    case "groups":
      return groups(at, step);
    case "simulation":
      return simulation(at, step);
    case "exit":
      return exit(at, step);
    case "over":
      return { nodes: [make("p", {}, kept(step))] };
    default:
      return { nodes: step.chart ? [chartOf(step.chart)] : [] };
  }
}

/** @param {import("../types.js").Over} step */
const kept = ({ kept: what }) =>
  what === "counts"
    ? "Your answers are deleted from the instructor's computer. Only counts remain: how often each answer was chosen."
    : "The answers remain on the instructor's computer under the seat names, as everybody here allowed. Nobody's name is there.";

/** @param {import("../types.js").Envelope<PhoneView>} envelope */
function take({ tag, now, view: next }) {
  setClock(now);
  view = next;
  title.textContent = next.title;
  seat.replaceChildren("Your seat: ", make("strong", {}, next.seat));
  const { step } = next;
  const key = keyOf(step);
  if (key === drawn) screen.update?.(step);
  else show(step, key);
  asked(next);
  refresh();
  document.body.dataset.tag = tag;
}

/** @param {import("../types.js").Step} step @param {string} key */
function show(step, key) {
  const first = !drawn;
  drawn = key;
  screen.end?.();
  screen = screenOf(step);
  head.textContent = step.title;
  const words = lead(step);
  const told = step.say_html && !("question" in step && step.question) ? [make("div", {}, prose(step.say_html))] : [];
  body.replaceChildren(...(words ? [make("p", { class: "lead" }, words)] : []), ...told, ...screen.nodes);
  before.hidden = true;
  if (!room.isConnected) main.append(room);
  if (!first) scrollTo(0, 0);
  head.focus({ preventScroll: first });
}

/** @param {PhoneView} now */
function asked({ share: answer }) {
  share.show(answer === "unasked" || view?.step.kind === "over" ? null : answer, (state) => {
    const choose = (/** @type {boolean} */ yes) => () => acts.give({ do: "share", yes }, "May your answers be kept?");
    const [yes, no] = [make("button", { type: "button" }, "Yes, they may"), make("button", { type: "button" }, "No, only counts")];
    yes.addEventListener("click", choose(true));
    no.addEventListener("click", choose(false));
    const chosen = state === "yes" ? "You said yes. " : state === "no" ? "You said no. " : "";
    const text = "Your instructor asks to keep the answers of this class by seat name after the class. They are kept only if everybody says yes. Whatever you choose changes nothing else.";
    return [make("h2", {}, "May your answers be kept?"), make("p", {}, make("strong", {}, chosen), text), make("div", { class: "row" }, yes, no)];
  });
}

/** Update the state of everything that is shown. */
function refresh() {
  screen.refresh?.();
  const waiting = acts.kept?.waiting.length ?? 0;
  const away = network === "lost" || (acts.lost && waiting > 0);
  line.dataset.line = away ? "lost" : network;
  const many = waiting === 1 ? "1 answer waits on this phone." : `${waiting} answers wait on this phone.`;
  const text = network === "connecting" ? "Connecting…" : away ? `No network. ${waiting ? many : ""} Trying again.` : "Connected";
  if (acts.kept?.seat && line.textContent !== text) line.textContent = text;
  const refused = (acts.kept?.refused ?? []).filter(({ slot }) => !drawn || !slot.startsWith(`${view?.step.id}/`));
  notices.show(refused.length ? refused : null, (all) =>
    all.map(({ slot, title: of, why, text: wrote }) => {
      const done = make("button", { type: "button" }, "I have read this");
      done.addEventListener("click", () => (acts.forget(slot), head.focus()));
      const words = wrote ? [make("blockquote", {}, wrote)] : [];
      return make("div", {}, make("p", {}, make("strong", {}, `Not counted: ${of}. `), why), ...words, done);
    }),
  );
}

/**
 * The server no longer knows this phone: another class has begun, or this seat was taken out.
 * @param {string} why
 */
function away(why) {
  if (!acts.kept) return; // a view and an act may both be refused
  const unsent = acts.kept?.waiting.length ?? 0;
  acts.save(null);
  const left = unsent ? " What had not been sent yet belongs to the class before, and was not sent." : "";
  outside(`${why || "This class does not know this phone. Join."}${left}`);
}

/** @param {string} words */
function outside(words) {
  watching?.stop();
  watching = null;
  drawn = "";
  screen.end?.();
  screen = { nodes: [] };
  room.remove();
  before.hidden = false;
  seat.textContent = "";
  line.textContent = "";
  problem.textContent = words;
  problem.hidden = !words;
}

const problem = make("p", { class: "problem", role: "alert", hidden: true });
const button = /** @type {HTMLButtonElement} */ (joining.querySelector("button"));
joining.append(problem);

function begin() {
  before.hidden = true;
  network = "connecting";
  acts.lost = false;
  if (!room.isConnected) main.append(room);
  head.textContent = "Your class";
  watching = watch("api/phone", acts.kept?.key, {
    take,
    refused: away,
    line(now) {
      if (now === "connected" && network === "lost") acts.send();
      network = now;
      refresh();
    },
  });
  acts.send();
}

joining.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Joining…";
  const wrong = await acts.join();
  button.setAttribute("aria-disabled", "false");
  button.textContent = "Join the class";
  problem.textContent = wrong;
  problem.hidden = !wrong;
  if (wrong) return;
  begin();
  say(`You have joined. Your seat: ${acts.kept?.seat}`);
});

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && acts.send());
addEventListener("online", () => acts.send());
if (acts.kept?.seat) begin();
