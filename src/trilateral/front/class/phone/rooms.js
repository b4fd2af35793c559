// @ts-check
/**
 * Steps in which people sit together: groups on rival accounts, and the simulation.
 *
 * @typedef {import("./form.js").Context} Context
 * @typedef {import("./questions.js").Screen} Screen
 * @typedef {import("../types.js").Card} Card
 */

import { make, uniqueId } from "../../dom.js";
import { place, prose, timer } from "../pieces.js";
import { textForm } from "./form.js";

const LONGEST_WORD = 200;
const LONGEST_STATEMENT = 800;

/** @param {Card[]} cards @param {boolean} open */
function cardsOf(cards, open) {
  return cards.map(({ title, html }) => make("details", { class: "card", open }, make("summary", {}, title), prose(html)));
}

/** @param {Context} at @param {import("../types.js").Groups} step @returns {Screen} */
export function groups(at, step) {
  if (step.stage === "ready") return { nodes: [] };
  const left = timer();
  const [who, task, cards, others] = [place("section", { class: "who" }), place("div", { class: "task" }), place(), place()];
  const report = step.reports ? [reporting(at, step)] : [];
  const update = (/** @type {import("../types.js").Groups} */ now) => {
    left.set(now.ends);
    who.show(now.group && { group: { ...now.group, report: undefined, reported: false }, role: now.role }, ({ group, role }) => [
      make("h2", {}, group.title),
      ...(group.account ? [make("p", { class: "account" }, "Your account: ", make("strong", {}, group.account))] : []),
      make("p", {}, `Together with you: ${group.members.join(", ")}`),
      ...(role ? [make("div", { class: "role" }, make("strong", {}, `Your role: ${role.title}`), prose(role.html))] : []),
    ]);
    task.show(now.task_html || null, (html) => [prose(html)]);
    cards.show(now.cards.length ? now.cards : null, (all) => [make("h2", {}, "Your evidence"), ...cardsOf(all, all.length < 3)]);
    const told = now.groups.filter((group) => group.report);
    others.show(told.length ? told : now.group?.report && !now.reports ? [{ ...now.group, title: "Your group" }] : null, (all) => [
      make("h2", {}, "Reports"),
      ...all.map(({ title, report: words }) => make("p", {}, make("strong", {}, `${title}: `), words ?? "")),
    ]);
  };
  update(step);
  const forms = report.map(({ node }) => node);
  return { nodes: [left.node, who.node, task.node, ...forms, others.node, cards.node], update, refresh: () => report[0]?.refresh(), end: left.end };
}

/** @param {Context} at @param {import("../types.js").Groups} step */
function reporting(at, step) {
  return textForm(at, {
    title: step.title,
    label: "What does your table report?",
    send: "Send our report",
    most: LONGEST_WORD,
    draft: `${step.id}/report`,
    before: step.group?.report,
    act: (text) => ({ do: "report", step: step.id, text }),
  });
}

/** @param {Context} at @param {import("../types.js").Simulation} step @returns {Screen} */
export function simulation(at, step) {
  const left = timer();
  const label = make("p", { class: "invented" }, step.label);
  const stage = make("h2", {}, step.stage_title);
  const [scene, task, brief, inbox, said] = [place("div", { class: "scene" }), place("div", { class: "task" }), place(), place(), place()];
  const [writing, stating] = [make("section"), make("section")];
  const [writer, statement] = [messages(at, step), stateForm(at, step)];
  const more = make("p", { class: "soft" });
  writing.append(make("h2", {}, "Write to another delegation"), more, writer.node);
  stating.append(make("h2", {}, "Your public statement"), statement.node);
  if (step.stage === "ready") return { nodes: [label], end: left.end };
  let latest = step;

  const refresh = () => {
    writer.refresh();
    statement.refresh();
    inbox.show(letters(at, latest), (all) => [make("h2", {}, "Messages"), ...(all.length ? [make("ol", { class: "letters" }, ...all.map(letterOf))] : [make("p", { class: "soft" }, "None yet.")])]);
  };
  const update = (/** @type {import("../types.js").Simulation} */ now) => {
    latest = now;
    left.set(now.ends);
    stage.textContent = now.stage_title;
    scene.show(now.scene_html ? { html: now.scene_html, open: now.stage === "brief" } : null, ({ html, open }) => [
      make("details", { open }, make("summary", {}, "The scene, the rules and the record"), prose(html)),
    ]);
    task.show(now.task_html || null, (html) => [prose(html)]);
    const mine = now.delegations.find(({ id }) => id === now.mine);
    const open = now.stage === "brief";
    brief.show(now.brief.length ? { cards: now.brief, mine, open } : null, ({ cards }) => {
      const name = mine ? `You are ${mine.title}` : "Your brief";
      const all = [...(mine ? [make("p", {}, `Together with you: ${mine.members.join(", ")}`)] : []), ...cardsOf(cards, open)];
      if (open) return [make("h2", {}, name), ...all];
      return [make("details", { class: "brief" }, make("summary", {}, `${name}: read your brief again`), ...all)];
    });
    writing.hidden = !now.may.includes("send");
    const still = now.messages_left;
    more.textContent = still === undefined ? "" : `Your delegation may send ${still === 1 ? "one more message" : `${still || "no"} more messages`} in this stage.`;
    stating.hidden = !now.may.includes("declare");
    const published = now.may.includes("declare") ? [] : now.delegations.filter((each) => each.statement !== undefined);
    said.show(published.length ? published : null, (all) => [
      make("h2", {}, "What the delegations state"),
      ...all.map(({ title, statement: words }) => make("blockquote", {}, make("strong", {}, title), make("p", {}, words ?? ""))),
    ]);
    refresh();
  };
  update(step);
  return { nodes: [label, stage, left.node, task.node, scene.node, brief.node, inbox.node, writing, stating, said.node], update, refresh, end: left.end };
}

/** @param {Context} at @param {import("../types.js").Simulation} step */
function messages(at, step) {
  const id = uniqueId("to");
  const others = step.delegations.filter((each) => each.id !== step.mine);
  const options = [make("option", { value: "" }, "Choose"), ...others.map((each) => make("option", { value: each.id }, each.title))];
  const to = make("select", { id }, ...options);
  return textForm(at, {
    title: step.title,
    label: "Your message",
    send: "Send this message",
    most: LONGEST_WORD,
    draft: `${step.id}/send`,
    more: [make("label", { for: id }, "To"), to],
    act: (text) => (to.value ? { do: "send", step: step.id, to: to.value, text } : null),
    clears: true,
  });
}

/** @param {Context} at @param {import("../types.js").Simulation} step */
function stateForm(at, step) {
  return textForm(at, {
    title: step.title,
    label: "For all delegations and the press. The last one that your delegation sends counts.",
    send: "Send our statement",
    most: LONGEST_STATEMENT,
    draft: `${step.id}/declare`,
    before: step.delegations.find(({ id }) => id === step.mine)?.statement,
    act: (text) => ({ do: "declare", step: step.id, text }),
  });
}

/**
 * Return the messages to and from one's own delegation, and what this phone has not sent yet.
 * @param {Context} at @param {import("../types.js").Simulation} step
 */
function letters({ acts }, step) {
  const name = (/** @type {string} */ id) => step.delegations.find((each) => each.id === id)?.title ?? id;
  const waiting = (acts.kept?.waiting ?? []).flatMap(({ act }) => (act.do === "send" && act.step === step.id ? [act] : []));
  if (!step.messages.length && !waiting.length && !step.may.includes("send")) return null;
  return [
    ...step.messages.map(({ sender, to, text }) => ({ head: sender === step.mine ? `You to ${name(to)}` : `${name(sender)} to you`, text, own: sender === step.mine })),
    ...waiting.map(({ to, text }) => ({ head: `You to ${name(to)}: waiting to be sent`, text, own: true })),
  ];
}

/** @param {{head: string, text: string, own: boolean}} letter */
const letterOf = ({ head, text, own }) => make("li", { class: own ? "own" : null }, make("strong", {}, head), make("p", {}, text));
