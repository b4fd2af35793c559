// @ts-check
/**
 * One question at work: built once, then only what an answer changes is changed.
 *
 * @typedef {import("./feedback.js").Item} Item
 * @typedef {import("./standing.js").ItemState} ItemState
 * @typedef {import("./statements.js").Confidence} Confidence
 *
 * @typedef {import("./fields.js").Context & {
 *   number: string, host: import("../../front.js").Host,
 *   check: (answer: {response: unknown, confidence: Confidence | null, seconds: number}) => string,
 *   hint: () => void}} Context what a question is told, and whom it tells; `check` returns why a response
 * cannot be read, or an empty text
 *
 * @typedef {object} Question
 * @property {HTMLFormElement} node
 * @property {HTMLElement} buttons
 * @property {(standing: ItemState) => void} update
 */

import { make } from "../../dom.js";
import { fragment, put } from "../../html.js";
import { chart } from "./chart.js";
import { ending, gentle, headline, hintLabel, note, tone, VERDICTS, verdicts } from "./feedback.js";
import { CONTROLS } from "./fields.js";
import { FRESH, isDone } from "./standing.js";
import { CONFIDENCES } from "./statements.js";

/**
 * @param {Item} item
 * @param {Context} at
 * @returns {Question}
 */
export function question(item, at) {
  const places = build(item, at);
  const { node, control, radios, hint } = places;
  let since = 0;
  /** @type {ItemState} */
  let now = FRESH;
  const restore = () => {
    if (now.response !== null) control.write(now.response);
    for (const radio of radios) radio.checked = radio.value === now.confidence;
  };
  node.addEventListener("focusin", () => (since ||= performance.now()));
  node.addEventListener("change", () => {
    if (!isDone(now)) return;
    restore();
    at.say(at.words.finished);
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isDone(now)) return at.say(at.words.finished);
    const confidence = CONFIDENCES.find((each) => radios.some((radio) => radio.checked && radio.value === each));
    const seconds = since ? (performance.now() - since) / 1000 : 0;
    refuse(places, at.check({ response: control.read(), confidence: confidence ?? null, seconds }));
  });
  hint?.addEventListener("click", () => {
    if (now.hints >= item.hints.length) at.say(at.words.noHints);
    else at.hint();
  });
  redraw(places, item, now, at);
  return {
    node,
    buttons: places.buttons,
    update(standing) {
      if (JSON.stringify(standing) === JSON.stringify(now)) return;
      const isNew = standing.attempts !== now.attempts;
      now = standing;
      if (isNew) restore();
      redraw(places, item, now, at);
    },
  };
}

/**
 * Say why the response cannot be read; an empty text when it can.
 * @param {ReturnType<typeof build>} places
 * @param {string} text
 */
function refuse({ problem, control }, text) {
  problem.textContent = text;
  problem.hidden = !text;
  for (const field of control.fields) {
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

/**
 * A question's places on the page, those that an answer fills still empty.
 * @param {Item} item
 * @param {Context} at
 */
function build(item, at) {
  const { prefix, words } = at;
  const control = CONTROLS[item.type](item, at);
  const radios = CONFIDENCES.map((value) => make("input", { type: "radio", name: `${prefix}-sure`, value }));
  const labels = radios.map((radio) => make("label", {}, radio, make("span", {}, words[radio.value])));
  const sure = make("fieldset", { class: "sure" }, make("legend", {}, words.confidence), ...labels);
  const hint = item.hints.length ? make("button", { type: "button", class: "hint" }) : null;
  const check = make("button", { type: "submit", class: "check" }, words.check);
  const buttons = make("div", { class: "buttons" }, check, ...(hint ? [hint] : []));
  const [problem, outcome, remark, hints, end] = ["problem", "outcome", "note", "hints", "end"].map((name) =>
    make("div", { class: name, id: `${prefix}-${name}`, hidden: true }),
  );
  const legend = make("legend", {}, make("span", { class: "number" }, at.number), make("span", {}, fragment(item.stem)));
  const help = make("p", { class: "help", id: `${prefix}-help` }, item.help);
  const group = make("fieldset", { "aria-describedby": `${prefix}-help ${prefix}-problem` }, legend, help);
  if (item.chart) group.append(chart(item.chart, at.host, words));
  group.append(control.node, problem);
  const node = make("form", { "data-item": item.id, novalidate: true }, group, sure, buttons, outcome, remark, hints, end);
  return { node, control, radios, check, hint, buttons, problem, outcome, remark, hints, end };
}

/**
 * Show how an item stands.
 * @param {ReturnType<typeof build>} places
 * @param {Item} item
 * @param {ItemState} now
 * @param {Context} at
 */
function redraw(places, item, now, { words }) {
  const { control, hint } = places;
  const done = isDone(now);
  places.node.dataset.tone = tone(now);
  const outcome = headline(now, words);
  put(places.outcome, outcome && `<strong>${outcome}</strong> ${gentle(now, words)}`);
  put(places.remark, note(item, now));
  const opened = item.hints.slice(0, now.hints).map((text) => `<li>${text}</li>`);
  put(places.hints, opened.length ? `<strong>${words.hints}</strong><ol>${opened.join("")}</ol>` : "");
  put(places.end, ending(item, now, words));
  if (hint) {
    hint.textContent = hintLabel(item, now, words);
    hint.setAttribute("aria-disabled", String(now.hints >= item.hints.length));
  }
  const beside = verdicts(item, now, words);
  for (const [part, slot] of control.slots) {
    const { verdict, html } = beside.get(part) ?? { verdict: "", html: "" };
    slot.dataset.verdict = verdict;
    put(slot, verdict && `<strong>${words[VERDICTS[verdict]]}.</strong> ${html}`);
  }
  places.check.setAttribute("aria-disabled", String(done));
  if (!done) return;
  // Not `disabled`: that would throw the focus out of a field in which Enter was pressed.
  for (const field of [...control.fields, ...places.radios]) {
    field.setAttribute("aria-disabled", "true");
    if (field.type === "text") field.setAttribute("readonly", "");
  }
  control.lock?.();
}
