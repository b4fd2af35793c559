// @ts-check
/** What the desk sees of the step that is on: more than the projector does, and sooner. */

import { make } from "../../dom.js";
import { chartOf, countsOf, optionsOf, prose, spreadOf, votesOf } from "../pieces.js";
import { letter } from "../tally.js";
import { itemWords } from "./core.js";

/** @typedef {import("../types.js").DeskAct} DeskAct */
/** @typedef {(order: DeskAct) => void} Give */

/** @param {import("../types.js").Question} question @param {string[]} [key] */
function put(question, key = []) {
  const places = key.map((id) => question.options.findIndex((option) => option.id === id)).filter((place) => place >= 0);
  const named = places.length ? places.map(letter).join(", ") : key.join(", ");
  const told = named ? [make("p", { class: "key" }, make("strong", {}, `Right: ${named}`), make("span", { class: "soft" }, " (only you see this)"))] : [];
  return [make("div", { class: "stem" }, prose(question.html)), ...(question.options.length ? [optionsOf(question)] : []), ...told];
}

/** @param {import("../types.js").Vote} step */
function vote(step) {
  if (!step.question) return [];
  const votes = votesOf(step);
  const hidden = votes.length && !["shown", "revealed"].includes(step.stage);
  const result = votes.length ? [make("h2", {}, hidden ? "First vote (hidden from the room)" : "Votes"), countsOf(step.question, votes, step.key)] : put(step.question, step.key);
  const stem = votes.length ? [make("div", { class: "stem" }, prose(step.question.html))] : [];
  const why = step.explanation_html
    ? [make("details", { open: step.stage === "revealed" }, make("summary", {}, "Explanation"), make("div", {}, prose(step.explanation_html)))]
    : [];
  return [...stem, ...result, ...why];
}

/** @param {import("../types.js").Predict} step */
function predict(step) {
  if (!step.question) return [];
  const drawn = step.tally ? [countsOf(step.question, [step.tally])] : step.drawn ? [spreadOf(step)] : [];
  const found = step.found_html
    ? [make("details", { open: step.stage === "revealed" }, make("summary", {}, "What the evidence says"), make("div", {}, prose(step.found_html)))]
    : [];
  return [make("div", { class: "stem" }, prose(step.question.html)), ...drawn, ...found];
}

/** @param {string} step @param {import("../types.js").Word[]} all @param {Give} give @param {boolean} [choose] */
function written(step, all, give, choose = true) {
  if (!all.length) return [make("p", { class: "soft" }, "Nobody has written yet.")];
  const rows = all.map(({ id, text, shown, seat }) => {
    const words = make("p", {}, text, ...(seat ? [" ", make("span", { class: "soft" }, seat)] : []));
    if (!choose) return make("li", {}, words);
    const button = make("button", { type: "button", "aria-pressed": String(Boolean(shown)), "data-key": `word-${id}` }, shown ? "\u2713 On the screen" : "Show");
    button.setAttribute("aria-label", `${shown ? "On the screen; take away" : "Show on the screen"}: ${text}`);
    button.addEventListener("click", () => give({ do: "show", step, word: id, shown: !shown }));
    return make("li", {}, button, words);
  });
  return [make("ul", { class: "written" }, ...rows)];
}

/** @param {import("../types.js").Groups} step */
function groups(step) {
  const done = step.groups.filter(({ reported }) => reported).length;
  const mixed = step.stage === "mixed" || step.stage === "done";
  const rows = step.groups.map(({ title, account, members, report, reported }) =>
    make("tr", {},
      make("th", { scope: "row" }, title, ...(account ? [make("br"), make("span", { class: "soft" }, account)] : [])),
      make("td", {}, members.join(", ")),
      ...(mixed ? [make("td", {}, reported ? `\u2713 ${report ?? "reported"}` : "not yet")] : [])),
  );
  const heads = ["Group", "Seats", ...(mixed ? ["Report"] : [])].map((head) => make("th", { scope: "col" }, head));
  const table = rows.length ? [make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)))] : [];
  const cards = step.cards.map(({ title, html }) => make("details", {}, make("summary", {}, title), make("div", {}, prose(html))));
  const head = rows.length ? [make("h2", {}, mixed ? `${done} of ${step.groups.length} groups have reported` : `${step.groups.length} groups`)] : [];
  return [make("div", {}, prose(step.task_html)), ...head, ...table, ...(cards.length ? [make("h2", {}, "Evidence cards"), ...cards] : [])];
}

/** @param {import("../types.js").Simulation} step */
function simulation(step) {
  const name = (/** @type {string} */ id) => step.delegations.find((each) => each.id === id)?.title ?? id;
  const rows = step.delegations.map(({ title, members, statement }) =>
    make("tr", {}, make("th", { scope: "row" }, title), make("td", {}, members.join(", ")), make("td", {}, statement ?? "none yet")),
  );
  const heads = ["Delegation", "Seats", "Statement"].map((head) => make("th", { scope: "col" }, head));
  const sent = step.messages.map(({ sender, to, text }) => make("li", {}, make("strong", {}, `${name(sender)} to ${name(to)}: `), text));
  return [
    make("p", { class: "invented" }, step.label),
    make("h2", {}, step.stage_title),
    make("div", {}, prose(step.task_html)),
    ...(rows.length ? [make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)))] : []),
    make("h2", {}, `Messages (${sent.length})`),
    make("ol", { class: "plain" }, ...sent.reverse()),
  ];
}

/** @param {import("../types.js").Exit} step @param {Give} give */
function exit(step, give) {
  const items = step.items.map(({ id, question, right, answered, tally, key }) => {
    const first = step.begin === id ? [make("p", { class: "begin" }, "Start with this next time.")] : [];
    const result = tally ? [make("p", {}, make("strong", {}, itemWords({ id, question, right, answered }))), countsOf(question, [tally], key)] : [];
    return make("section", { class: "item" }, ...first, make("div", { class: "stem" }, prose(question.html)), ...result);
  });
  const open = step.open ? [make("h2", {}, "The open question"), make("div", { class: "stem" }, prose(step.open.html)), ...written(step.id, step.words, give, false)] : [];
  return [...items, ...open];
}

/**
 * Return what the desk sees of a step.
 * @param {import("../types.js").Step} step
 * @param {Give} give
 * @returns {Node[]}
 */
export function drawStep(step, give) {
  switch (step.kind) {
    case "vote":
      return vote(step);
    case "poll":
      return step.question ? (step.tally ? [make("div", { class: "stem" }, prose(step.question.html)), countsOf(step.question, [step.tally])] : put(step.question)) : [];
    case "predict":
      return predict(step);
    case "words":
      return [...(step.question ? [make("div", { class: "stem" }, prose(step.question.html))] : []), ...written(step.id, step.words, give)];
    case "groups":
      return groups(step);
    case "simulation":
      return simulation(step);
    case "exit":
      return exit(step, give);
    case "over":
      return [make("p", {}, "You can stop the server in its terminal now, and close this page.")];
    default:
      return [make("div", {}, prose(step.say_html)), ...("chart" in step && step.chart ? [chartOf(step.chart)] : [])];
  }
}
