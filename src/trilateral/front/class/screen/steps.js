// @ts-check
/** What the projector shows of each kind of step. */

import { make } from "../../dom.js";
import { chartOf, countsOf, optionsOf, prose, spreadOf, votesOf } from "../pieces.js";
import { change, rows } from "../tally.js";
import { asks, short } from "./core.js";

/** For half of the screen. */
const HALF = { width: 640, height: 470 };

/** @typedef {import("../types.js").Step} Step */
/** @typedef {import("../types.js").ScreenView} ScreenView */

/** @param {Step} step @param {string} [words] */
const heading = (step, words = asks(step)) => [
  make("p", { class: "kicker" }, words ? step.title : ""),
  make("h1", {}, words || step.title),
];

/** @param {ScreenView} view */
function join({ address, qr, step, title }) {
  if (!address) return [make("div", { class: "title" }, make("p", { class: "kicker" }, title), make("h1", {}, "The class opens in a moment"))];
  const how = make("div", {}, make("p", { class: "kicker" }, title), make("h1", {}, "Join with your phone or laptop"));
  how.append(make("p", { class: "address" }, short(address)), make("div", { class: "say" }, prose(step.say_html)));
  const code = qr ? [make("img", { class: "qr", src: qr, alt: `QR code for ${short(address)}` })] : [];
  return [make("div", { class: "join" }, how, ...code)];
}

/** @param {import("../types.js").Show} step */
function show(step) {
  return [...heading(step), make("div", { class: "say" }, prose(step.say_html)), ...(step.chart ? [chartOf(step.chart, false)] : [])];
}

/** @param {import("../types.js").Question} question @param {boolean} [options] */
function put(question, options = true) {
  const chart = question.chart ? [chartOf(question.chart, false)] : [];
  const text = make("div", {}, make("div", { class: "stem" }, prose(question.html)), ...(options && question.options.length ? [optionsOf(question)] : []));
  return make("div", { class: question.chart ? "beside" : "alone" }, text, ...chart);
}

/** @param {import("../types.js").Vote} step */
function vote(step) {
  if (!step.question) return [];
  if (!step.rounds) return [...heading(step), put(step.question)];
  const votes = votesOf(step);
  const said = change(rows(step.question.options.map(({ id }) => id), votes, step.key ?? []));
  const stem = make("div", { class: "stem small" }, prose(step.question.html));
  const legend = votes.length > 1 ? [make("p", { class: "legend" }, swatch("before"), "first vote", swatch(""), "second vote")] : [];
  const gained = said ? [make("p", { class: "gained" }, said)] : [];
  return [...heading(step), stem, ...legend, countsOf(step.question, votes, step.key), ...gained, ...because(step.explanation_html ?? "")];
}

/**
 * Return the reason in short: the words on each answer are on the phones, and too much for a screen.
 * @param {string} html
 */
function because(html) {
  const all = prose(html);
  const lists = all.querySelectorAll("ul, ol");
  for (const list of lists) list.remove();
  const more = lists.length ? [make("p", { class: "soft" }, "Your phone says why each of the other answers is not the best.")] : [];
  return all.textContent?.trim() ? [make("div", { class: "explanation" }, all), ...more] : more;
}

/** @param {string} kind */
const swatch = (kind) => make("span", { class: `bar swatch ${kind}`, "aria-hidden": true }, make("span", { class: "track" }, make("i")));

/** @param {import("../types.js").Poll} step */
function poll(step) {
  if (!step.question) return [];
  if (!step.tally) return [...heading(step), put(step.question)];
  return [...heading(step), make("div", { class: "stem small" }, prose(step.question.html)), countsOf(step.question, [step.tally])];
}

/** @param {import("../types.js").Predict} step */
function predict(step) {
  if (!step.question) return [];
  if (step.stage === "open") {
    const empty = step.question.type === "bars" ? [make("div", { class: "alone middle" }, spreadOf(step))] : [];
    return [...heading(step), put(step.question), ...empty];
  }
  const found = step.found_html ? [make("div", { class: "explanation" }, prose(step.found_html))] : [];
  const legend = [make("span", { class: "dot", "aria-hidden": true }), "one prediction", make("span", { class: "dash", "aria-hidden": true }), "the middle one"];
  if (step.record) legend.push(make("span", { class: "box", "aria-hidden": true }), "the record");
  const drawn = step.tally
    ? [countsOf(step.question, [step.tally])]
    : [spreadOf(step, step.record ? HALF : undefined), make("p", { class: "legend" }, ...legend)];
  const left = make("div", {}, make("div", { class: "stem small" }, prose(step.question.html)), ...drawn);
  const right = make("div", {}, ...(step.chart ? [chartOf(step.chart, false)] : []), ...found);
  return [...heading(step), make("div", { class: right.childNodes.length ? "beside" : "alone middle" }, left, ...(right.childNodes.length ? [right] : []))];
}

/** @param {import("../types.js").Words} step */
function words(step) {
  const stem = step.question ? [make("div", { class: "stem" }, prose(step.question.html))] : [];
  const all = step.words.map(({ text }) => make("li", {}, text));
  return [...heading(step), ...stem, ...(all.length ? [make("ul", { class: "words" }, ...all)] : [])];
}

/** @param {import("../types.js").Groups} step */
function groups(step) {
  const cards = step.groups.map(({ title, account, members, report }) =>
    make("li", {},
      make("h2", {}, title),
      ...(account ? [make("p", { class: "account" }, account)] : []),
      ...(step.stage === "done" ? [] : [make("p", { class: "members" }, members.join(", "))]),
      ...(report ? [make("p", { class: "report" }, report)] : [])),
  );
  return [...heading(step), make("div", { class: "say" }, prose(step.task_html)), make("ul", { class: "groups" }, ...cards)];
}

/** @param {import("../types.js").Simulation} step */
function simulation(step) {
  const published = step.delegations.some(({ statement }) => statement !== undefined);
  // Looking back needs the room for its questions; the statements are on the phones.
  const shown = published && step.stage !== "published" ? [] : step.delegations;
  const cards = shown.map(({ title, members, statement }) =>
    make("li", {}, make("h2", {}, title), make("p", { class: published ? "report" : "members" }, published ? (statement ?? "No statement") : members.join(", "))),
  );
  return [
    ...heading(step, step.stage_title),
    make("p", { class: "invented" }, step.label),
    make("div", { class: "say whole" }, prose(step.task_html || step.scene_html)),
    ...(cards.length ? [make("ul", { class: "groups" }, ...cards)] : []),
  ];
}

/** @param {import("../types.js").Over} step */
function over({ kept }) {
  const words = kept === "counts" ? "Single answers are deleted. Only counts remain." : "Answers remain under seat names, as everybody allowed.";
  return [make("div", { class: "title" }, make("h1", {}, "The class is over. Thank you."), make("p", { class: "say" }, words))];
}

/**
 * Return what the projector shows.
 * @param {ScreenView} view
 * @returns {Node[]}
 */
export function drawStep(view) {
  const { step } = view;
  if ("stage" in step && step.stage === "ready") return [make("div", { class: "title" }, make("h1", {}, step.title), prose(step.say_html))];
  switch (step.kind) {
    case "join":
      return join(view);
    case "show":
      return show(step);
    case "vote":
      return vote(step);
    case "poll":
      return poll(step);
    case "predict":
      return predict(step);
    case "words":
      return words(step);
    case "groups":
      return groups(step);
    case "simulation":
      return simulation(step);
    case "exit":
      return [make("div", { class: "title" }, ...heading(step), make("div", { class: "say" }, prose(step.say_html)))];
    case "over":
      return over(step);
  }
}
