// @ts-check
/**
 * Steps that ask one thing of everybody: votes, polls, predictions, words, the exit ticket.
 *
 * @typedef {import("./form.js").Context} Context
 * @typedef {{nodes: Node[], refresh?: () => void, update?: (step: any) => void, end?: () => void}} Screen what a step shows; `update`
 *   takes a newer view of the same step and stage
 */

import { make } from "../../dom.js";
import { columns } from "../drawn.js";
import { chartOf, countsOf, optionsOf, place, prose, spreadOf, timer, votesOf } from "../pieces.js";
import { columnWords } from "../spread.js";
import { change, rows } from "../tally.js";
import { answerWords } from "./core.js";
import { answerForm } from "./form.js";

/** For a screen as narrow as a phone's. */
const NARROW = { width: 520, height: 460 };

/** @param {Context} at @param {import("../types.js").Vote} step @returns {Screen} */
export function vote(at, step) {
  const { question, mine, stage } = step;
  if (!question || stage === "ready") return { nodes: [] };
  const first = answerWords(question, mine.first);
  if (stage === "first" || stage === "second") {
    const { node, refresh } = answerForm(at, { title: step.title, step: step.id, round: stage, question, mine: mine[stage] });
    const before = stage === "second" && first ? [make("p", { class: "soft" }, `Your first answer: ${first}`)] : [];
    return { nodes: [...before, node], refresh };
  }
  const stem = make("div", { class: "stem" }, prose(question.html));
  if (stage === "discuss") {
    const left = timer("Time to talk");
    left.set(step.ends);
    const chart = question.chart ? [chartOf(question.chart)] : [];
    const answer = first ? [make("p", { class: "yours" }, `Your answer: ${first}`)] : [];
    return { nodes: [left.node, ...answer, stem, ...chart, optionsOf(question)], update: ({ ends }) => left.set(ends), end: left.end };
  }
  const votes = votesOf(step);
  const second = answerWords(question, mine.second);
  const yours = [first && `first ${first}`, second && `second ${second}`].filter(Boolean).join(", ");
  const ids = question.options.map(({ id }) => id);
  const said = change(rows(ids, votes, step.key ?? []));
  return {
    nodes: [
      stem,
      ...(yours ? [make("p", { class: "yours" }, `Your answers: ${yours}`)] : []),
      countsOf(question, votes, step.key),
      ...(said ? [make("p", {}, said)] : []),
      ...(step.explanation_html ? [make("div", { class: "explanation" }, prose(step.explanation_html))] : []),
      ...(step.explanation_html && question.sources_html ? [make("p", { class: "soft" }, "Sources: ", prose(question.sources_html))] : []),
    ],
  };
}

/** @param {Context} at @param {import("../types.js").Poll} step @returns {Screen} */
export function poll(at, step) {
  if (!step.question || step.stage === "ready") return { nodes: [] };
  if (step.stage === "open") return asked(at, { ...step, question: step.question });
  const stem = make("div", { class: "stem" }, prose(step.question.html));
  return { nodes: [stem, ...(step.tally ? [countsOf(step.question, [step.tally])] : [])] };
}

/** @param {Context} at @param {{id: string, title: string, question: import("../types.js").Question, mine?: import("../types.js").Answer}} step */
function asked(at, { id, title, question, mine }) {
  const { node, refresh } = answerForm(at, { title, step: id, question, mine });
  return { nodes: [node], refresh };
}

/** @param {Context} at @param {import("../types.js").Predict} step @returns {Screen} */
export function predict(at, step) {
  const { question, stage } = step;
  if (!question || stage === "ready") return { nodes: [] };
  if (stage === "open") return asked(at, { ...step, question });
  /** @type {Node[]} */ const nodes = [make("div", { class: "stem" }, prose(question.html))];
  const mine = answerWords(question, step.mine);
  if (mine) nodes.push(make("p", { class: "yours" }, `Your prediction: ${mine}`));
  if (step.tally) nodes.push(countsOf(question, [step.tally]));
  else {
    const shown = columns(step);
    nodes.push(spreadOf(step, NARROW));
    nodes.push(make("ul", {}, ...shown.map((column) => make("li", {}, columnWords(column, question.unit)))));
  }
  if (step.found_html) nodes.push(make("div", { class: "explanation" }, prose(step.found_html)));
  if (step.chart) nodes.push(chartOf(step.chart));
  return { nodes };
}

/** @param {Context} at @param {import("../types.js").Words} step @returns {Screen} */
export function words(at, step) {
  if (!step.question || step.stage === "ready") return { nodes: [] };
  const shown = place("div", { class: "shown" });
  const update = (/** @type {import("../types.js").Words} */ now) =>
    shown.show(now.words.length ? now.words : null, (all) => [
      make("h2", {}, "On the screen"),
      make("ul", { class: "words" }, ...all.map(({ text }) => make("li", {}, text))),
    ]);
  update(step);
  if (step.stage === "open") {
    const { nodes, refresh } = asked(at, { ...step, question: step.question });
    const seen = make("p", { class: "soft" }, "Your instructor reads this, and may show it on the screen without your seat name.");
    return { nodes: [...nodes, seen, shown.node], refresh, update };
  }
  return { nodes: [make("div", { class: "stem" }, prose(step.question.html)), shown.node], update };
}

/** @param {Context} at @param {import("../types.js").Exit} step @returns {Screen} */
export function exit(at, step) {
  if (step.stage !== "open") return { nodes: [] };
  const all = step.items.map(({ id, question, mine }) => ({ item: id, question, mine }));
  if (step.open) all.push({ item: "open", question: step.open, mine: step.mine });
  let now = all.findIndex(({ item }) => !given(at, step, item));
  const title = (/** @type {number} */ number) => `Question ${number + 1} of ${all.length}`;
  const heads = all.map((_, number) => make("h2", { tabindex: -1 }, title(number)));
  const forms = all.map((each, number) => answerForm(at, { title: step.title, step: step.id, ...each, sent: () => go(number + 1) }));
  const parts = forms.map(({ node }, number) => make("section", {}, heads[number], node));
  const thanks = make("p", { class: "yours", tabindex: -1 }, "That is all. Thank you.");
  const tabs = all.map((_, number) => make("button", { type: "button", "aria-label": title(number) }));
  tabs.forEach((tab, number) => tab.addEventListener("click", () => go(number)));

  const refresh = () => {
    for (const [number, { refresh: again }] of forms.entries()) {
      again();
      parts[number].hidden = number !== now;
      const done = given(at, step, all[number].item);
      tabs[number].textContent = `${number + 1}${done ? " \u2713" : ""}`;
      tabs[number].setAttribute("aria-label", `${title(number)}${done ? ", answered" : ""}`);
      if (number === now) tabs[number].setAttribute("aria-current", "step");
      else tabs[number].removeAttribute("aria-current");
    }
    thanks.hidden = now < all.length && now >= 0;
  };
  const go = (/** @type {number} */ number) => {
    now = number;
    refresh();
    (heads[number] ?? thanks).focus();
  };
  refresh();
  return { nodes: [make("nav", { class: "tabs", "aria-label": "Questions" }, ...tabs), ...parts, thanks], refresh };
}

/** @param {Context} at @param {import("../types.js").Exit} step @param {string} item */
function given({ acts }, step, item) {
  const before = item === "open" ? step.mine : step.items.find(({ id }) => id === item)?.mine;
  const { state } = acts.standing(`${step.id}/only/${item}`);
  return state === "waiting" || state === "taken" || (state === "none" && before !== undefined);
}
