// @ts-check
/**
 * The learner's brief, composed from the records: as a page that opens by itself, and as Markdown.
 *
 * @typedef {import("../../tree.js").Tree} Tree
 * @typedef {import("../weigher/core.js").Weighed} Weighed
 * @typedef {import("../weigher/core.js").Weighing} Weighing
 * @typedef {import("../rate/core.js").Ratings} Ratings
 * @typedef {{id: string, label: string, address: string, publisher: string, title: string, tail: string}} Entry
 * @typedef {"verdict" | "strong" | "weak" | "why" | "doubt"} Asked
 *
 * @typedef {object} Form
 * @property {Record<Asked, string>} asked what the form asks
 * @property {[string, string][]} verdicts
 * @property {[string, string][]} links
 * @property {Weighing} weighing
 * @property {string[]} statements what confidence is given in
 * @property {string} article id of the article under study
 * @property {Entry[]} sources in the order of a bibliography
 *
 * @typedef {object} Brief
 * @property {Record<Asked, string>} said links in words; an empty text is nothing said
 * @property {import("../weigher/core.js").Balance} balance
 * @property {Ratings} before
 * @property {Ratings} now
 */

import { asPage } from "../../paper.js";
import { bars, changes, percent } from "../../scale.js";
import { write } from "../../tree.js";
import { byLink, compare, ratings } from "../rate/core.js";
import { rows, weigh } from "../weigher/core.js";
import { cited, link } from "../weigher/sources.js";

export const TITLE = "Promises to power? A brief";
const NOTHING = "Nothing was weighed.";
/** Pieces of evidence that fit on one page: those that move the balance most. */
const MOST = 5;
/**
 * What a brief should have, as the sentence calls it.
 * @type {Record<Asked, string>}
 */
const LACKING = {
  verdict: "a judgement",
  strong: "the strongest link",
  weak: "the weakest link",
  why: "your reasons",
  doubt: "what would change your mind",
};
export const ASKED = /** @type {Asked[]} */ (Object.keys(LACKING));

/**
 * Compose a brief from what the records hold.
 * @param {Form} form
 * @param {Record<"note" | "weight" | "test" | "before" | "now", Map<string, string>>} kept
 * @returns {Brief}
 */
export function compose(form, { note, weight, test, before, now }) {
  const among = (/** @type {[string, string][]} */ choices, /** @type {Asked} */ name) =>
    choices.find(([key]) => key === note.get(name));
  return {
    said: {
      verdict: among(form.verdicts, "verdict")?.[0] ?? "",
      strong: among(form.links, "strong")?.[1] ?? "",
      weak: among(form.links, "weak")?.[1] ?? "",
      why: note.get("why") ?? "",
      doubt: note.get("doubt") ?? "",
    },
    balance: weigh(form.weighing, weight, test),
    before: ratings(before, form.statements),
    now: ratings(now, form.statements),
  };
}

/**
 * Return whether the learner has said nothing that a brief could hold.
 * @param {Brief} brief
 */
export const empty = ({ said }) => ASKED.every((name) => !said[name].trim());

/**
 * Return what a brief still lacks.
 * @param {Brief} brief
 */
export function lacking({ said, balance }) {
  const lacks = ASKED.filter((name) => !said[name].trim()).map((name) => LACKING[name]);
  return balance.pieces.some(({ weighed }) => weighed) ? lacks : [...lacks, "weighed evidence"];
}

/**
 * Return what the form says before its button is pressed.
 * @param {Brief} brief
 */
export function sentence(brief) {
  const lacks = lacking(brief);
  if (!lacks.length) return "The brief is complete. Press the button to write it.";
  const may = empty(brief) ? "Answer at least one question, then write it." : "You may write it at any time.";
  return `The brief still lacks ${lacks.join(", ")}. ${may}`;
}

/**
 * Return the pieces that move the balance most, for the chain or against it.
 * @param {Brief} brief
 */
export function strongest({ balance }) {
  const force = (/** @type {Weighed} */ { likelihoods }) => {
    const values = Object.values(likelihoods);
    return Math.log(Math.max(...values) / Math.min(...values));
  };
  const weighed = balance.pieces.filter(({ weighed: done, counts }) => done && counts);
  return weighed.sort((one, other) => force(other) - force(one)).slice(0, MOST);
}

/**
 * Return what a brief cites, in the order of a bibliography.
 * @param {Form} form
 * @param {Brief} brief
 */
function bibliography({ article, sources }, brief) {
  const used = new Set([article, ...strongest(brief).flatMap((piece) => piece.sources.map(({ id }) => id))]);
  return sources.filter(({ id }) => used.has(id));
}

/**
 * @param {Form} form
 * @param {string} day
 */
function date({ article, sources }, day) {
  const label = sources.find(({ id }) => id === article)?.label ?? "";
  return `${day ? `${day}. ` : ""}Article: ${label}`;
}

/** @param {Brief} brief */
function judgement({ said: { verdict, strong, weak, why, doubt } }) {
  const links = strong || weak ? `Strongest link: ${strong || "not chosen"}. Weakest link: ${weak || "not chosen"}.` : "";
  const mind = doubt && `What would change my mind: ${doubt}`;
  return [`“Diplomatic promises were converted into hard power”: ${verdict || "not judged yet"}.`, links, why, mind].filter(Boolean);
}

/**
 * @param {Form} form
 * @param {Weighed} piece
 */
function weight({ weighing: { accounts } }, { likelihoods, otherwise, verdict }) {
  const chain = percent(likelihoods[accounts[0].key]);
  return `Expected at ${chain} by the chain, at ${percent(otherwise)} by its rivals: ${verdict}.`;
}

/** @param {Brief} brief */
const rule = ({ balance: { once } }) => (once ? "Pieces that share a cause count once." : "Each piece counts in full, though some share a cause.");

/**
 * Return a text with a full stop, if it has no end yet: a title may end as a question.
 * @param {string} text
 */
export const closed = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);

/**
 * Return the brief as trees, to be shown or written.
 * @param {Form} form
 * @param {Brief} brief
 * @param {string} day when it was written; a brief that is only shown has no date
 * @param {number} level of its title
 * @returns {Tree[]}
 */
export function body(form, brief, day, level) {
  const { weighing, links } = form;
  /** @type {(title: string, ...content: Tree[]) => Tree[]} */
  const section = (title, ...content) => [[`h${level + 1}`, {}, title], ...content];
  const number = (/** @type {"before" | "after"} */ when, /** @type {string} */ key) => percent(brief.balance[when][key]);
  const accounts = weighing.accounts.map(({ key, name }) => [
    "tr",
    {},
    ["th", { scope: "row" }, name],
    ["td", {}, number("before", key)],
    ["td", {}, number("after", key)],
  ]);
  const head = ["Account of the main cause", "Before", "After"].map((name) => ["th", { scope: "col" }, name]);
  const found = strongest(brief).map((piece) => ["li", {}, `${piece.words} ${weight(form, piece)} (`, ...cited(piece.sources), ")"]);
  const changed = byLink(links, brief.before, brief.now);
  const rated = changed.some(({ before, now }) => before !== null || now !== null);
  const sources = bibliography(form, brief).map(({ publisher, title, address, tail }) => [
    "li",
    {},
    `${closed(publisher)} `,
    link(title, address),
    `${closed(title).slice(title.length)} ${tail}.`,
  ]);
  return [
    [`h${level}`, {}, TITLE],
    ["p", {}, date(form, day)],
    ...section("Judgement", ...judgement(brief).map((line) => /** @type {Tree} */ (["p", {}, line]))),
    ...section(
      "The accounts, weighed",
      bars(rows(weighing, brief.balance)),
      ["table", {}, ["thead", {}, ["tr", {}, ...head]], ["tbody", {}, ...accounts]],
      ["p", {}, `The weights are the writer's; Bayes' rule joins them. ${rule(brief)} Bar: after the evidence; upright mark: before.`],
    ),
    ...section("The evidence that moved it most", found.length ? ["ul", {}, ...found] : ["p", {}, NOTHING]),
    ...section(
      "Confidence in the links, lesson 00 and now",
      ["p", {}, compare(brief.before, brief.now)],
      ...(rated ? [changes(changed), /** @type {Tree} */ (["p", {}, "Circle: lesson 00. Diamond: now."])] : []),
    ),
    ...section("Sources", ["ul", {}, ...sources]),
  ];
}

/**
 * Return the brief as a page that opens by itself: no script, nothing from elsewhere.
 * @param {Form} form
 * @param {Brief} brief
 * @param {string} day
 */
export function asHtml(form, brief, day) {
  return asPage(TITLE, body(form, brief, day, 1));
}

/**
 * Return the brief as Markdown that shows the file `picture`.
 * @param {Form} form
 * @param {Brief} brief
 * @param {string} day
 * @param {string} picture
 */
export function asMarkdown(form, brief, day, picture) {
  const { accounts } = form.weighing;
  const { before, after } = brief.balance;
  const numbers = accounts.map(({ key, name }) => `| ${name} | ${percent(before[key])} | ${percent(after[key])} |`);
  const marks = (/** @type {Weighed} */ piece) => piece.sources.map(({ label, address }) => markdownLink(label, address)).join(", ");
  const found = strongest(brief).map((piece) => `- ${plain(piece.words)} ${weight(form, piece)} (${marks(piece)})`);
  const sources = bibliography(form, brief).map(
    ({ publisher, title, address, tail }) =>
      `- ${plain(closed(publisher))} ${markdownLink(title, address)}${closed(title).slice(title.length)} ${tail}.`,
  );
  const parts = [
    `# ${TITLE}`,
    plain(date(form, day)),
    "## Judgement",
    judgement(brief).map(plain).join("\n\n"),
    "## The accounts, weighed",
    `![Each account before and after the evidence; the table says the same](${picture})`,
    ["| account | before | after |", "|---|---|---|", ...numbers].join("\n"),
    rule(brief),
    "## The evidence that moved it most",
    found.join("\n") || NOTHING,
    "## Confidence in the links, lesson 00 and now",
    compare(brief.before, brief.now),
    "## Sources",
    sources.join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * Return the learner's chart as a file: each account before and after the evidence.
 * @param {Form} form
 * @param {Brief} brief
 */
export function asPicture(form, brief) {
  const [tag, attributes, ...children] = bars(rows(form.weighing, brief.balance), 640);
  return `${write([tag, { xmlns: "http://www.w3.org/2000/svg", ...attributes }, ...children])}\n`;
}

/**
 * Return a text that Markdown shows as it is.
 * @param {string} text
 */
export const plain = (text) => text.replace(/[\\`*_[\]<>#|$]/g, (sign) => `\\${sign}`);

/**
 * @param {string} label
 * @param {string} address
 */
export function markdownLink(label, address) {
  if (!/^https?:\/\//i.test(address)) return plain(label);
  const safe = address.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20");
  return `[${plain(label)}](${safe})`;
}
