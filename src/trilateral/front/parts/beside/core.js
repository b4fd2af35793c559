// @ts-check
/**
 * One page that sets another story beside the article, composed from the records: as a page that
 * opens by itself, and as Markdown.
 *
 * @typedef {import("../../tree.js").Tree} Tree
 * @typedef {import("../brief/core.js").Entry} Entry
 * @typedef {"story" | "strong" | "weak" | "test" | "beside" | "doubt"} Asked
 *
 * @typedef {object} Story
 * @property {string} key
 * @property {string} name
 * @property {string} says
 * @property {string} expects what it alone would lead one to expect
 * @property {string} leaves what its works do not deal with
 * @property {{id: string, words: string}[]} claims in the order of the chain
 * @property {string[]} sources ids of its works
 *
 * @typedef {object} Form
 * @property {Record<Asked, string>} asked what the form asks
 * @property {Story[]} stories the article's among them
 * @property {string} article key of the article's
 * @property {string[]} verdicts the words of a judgement
 * @property {Entry[]} sources in the order of a bibliography
 *
 * @typedef {object} Page
 * @property {Story | null} story the one that was taken
 * @property {Record<Asked, string>} said in words; an empty text is nothing said
 * @property {{words: string, judged: string}[]} claims with the learner's first judgement
 */

import { asPage } from "../../paper.js";
import { closed, markdownLink, plain } from "../brief/core.js";
import { link } from "../weigher/sources.js";

export const TITLE = "Another story, set beside the article";
/**
 * What a page should have, as the sentence calls it.
 * @type {Record<Asked, string>}
 */
const LACKING = {
  story: "a story",
  strong: "its best claim",
  weak: "its worst claim",
  test: "the test",
  beside: "the comparison with the article",
  doubt: "what would change your mind",
};
export const ASKED = /** @type {Asked[]} */ (Object.keys(LACKING));

/**
 * Return the stories that can be taken: all but the article's.
 * @param {Form} form
 * @returns {[string, string][]}
 */
export const offered = ({ stories, article }) =>
  stories.filter(({ key }) => key !== article).map(({ key, name }) => [key, name]);

/**
 * Return the claims of the story that was taken, to choose from.
 * @param {Form} form
 * @param {Map<string, string>} note
 * @returns {[string, string][]}
 */
export const chain = (form, note) => (taken(form, note)?.claims ?? []).map(({ id, words }) => [id, words]);

/**
 * @param {Form} form
 * @param {Map<string, string>} note
 */
const taken = (form, note) =>
  offered(form).some(([key]) => key === note.get("story")) ? form.stories.find(({ key }) => key === note.get("story")) : undefined;

/**
 * Compose a page from what the records hold.
 * @param {Form} form
 * @param {Map<string, string>} note
 * @param {Map<string, string>} judged first judgements of claims
 * @returns {Page}
 */
export function compose(form, note, judged) {
  const story = taken(form, note) ?? null;
  const claim = (/** @type {Asked} */ name) => story?.claims.find(({ id }) => id === note.get(name))?.words ?? "";
  const verdict = (/** @type {string} */ id) => form.verdicts.find((word) => word === judged.get(id)) ?? "";
  return {
    story,
    said: {
      story: story?.name ?? "",
      strong: claim("strong"),
      weak: claim("weak"),
      test: note.get("test") ?? "",
      beside: note.get("beside") ?? "",
      doubt: note.get("doubt") ?? "",
    },
    claims: (story?.claims ?? []).map(({ id, words }) => ({ words, judged: verdict(id) })),
  };
}

/**
 * Return what a page still lacks.
 * @param {Page} page
 */
export const lacking = ({ said }) => ASKED.filter((name) => !said[name].trim()).map((name) => LACKING[name]);

/**
 * Return what the form says before its button is pressed.
 * @param {Page} page
 */
export function sentence(page) {
  if (!page.story) return "Choose the story you took; the rest follows from it.";
  const lacks = lacking(page);
  const judged = page.claims.filter((claim) => claim.judged).length;
  const count = `You have judged ${judged} of its ${page.claims.length} claims.`;
  if (!lacks.length) return `${count} The page is complete. Press the button to write it.`;
  return `${count} The page still lacks ${lacks.join(", ")}. You may write it at any time.`;
}

/**
 * Return the two stories side by side, row by row.
 * @param {Form} form
 * @param {Story} story
 * @returns {{head: string[], rows: string[][]}}
 */
function pair({ stories, article }, story) {
  const first = /** @type {Story} */ (stories.find(({ key }) => key === article));
  const row = (/** @type {string} */ name, /** @type {"says" | "expects" | "leaves"} */ what) => [name, first[what], story[what]];
  return {
    head: ["", first.name, story.name],
    rows: [row("It says", "says"), row("It alone leads one to expect", "expects"), row("It leaves out", "leaves")],
  };
}

/** @param {Page} page */
function sections({ said, claims }) {
  /** @type {[string, string[]][]} */ const written = [
    ["The test", [said.test]],
    ["Its claims", [said.strong && `Stands best: ${said.strong}`, said.weak && `Stands worst: ${said.weak}`]],
    ["Beside the article", [said.beside]],
    ["What would change my mind", [said.doubt]],
  ];
  const judged = claims.filter((claim) => claim.judged).map((claim) => `${claim.words} First judgement: ${claim.judged}.`);
  return { written: written.map(([title, lines]) => ({ title, lines: lines.filter((line) => line.trim()) })), judged };
}

/**
 * @param {Form} form
 * @param {Story} story
 */
function bibliography({ stories, article, sources }, story) {
  const first = stories.find(({ key }) => key === article);
  const used = new Set([...(first?.sources ?? []), ...story.sources]);
  return sources.filter(({ id }) => used.has(id));
}

const NOTHING = "Nothing written yet.";

/**
 * Return the page as trees, to be shown or written.
 * @param {Form} form
 * @param {Page} page with a story
 * @param {string} day when it was written; a page that is only shown has no date
 * @param {number} level of its title
 * @returns {Tree[]}
 */
export function body(form, page, day, level) {
  const story = /** @type {Story} */ (page.story);
  const { head, rows } = pair(form, story);
  const { written, judged } = sections(page);
  /** @type {(title: string, ...content: Tree[]) => Tree[]} */
  const section = (title, ...content) => [[`h${level + 1}`, {}, title], ...content];
  const cells = rows.map(([name, ...texts]) => ["tr", {}, ["th", { scope: "row" }, name], ...texts.map((text) => ["td", {}, text])]);
  const sources = bibliography(form, story).map(({ publisher, title, address, tail }) => [
    "li",
    {},
    `${closed(publisher)} `,
    link(title, address),
    `${closed(title).slice(title.length)} ${tail}.`,
  ]);
  return [
    [`h${level}`, {}, TITLE],
    ["p", {}, `${day ? `${day}. ` : ""}The story: ${story.name}.`],
    ["table", {}, ["thead", {}, ["tr", {}, ...head.map((name) => ["th", { scope: "col" }, name])]], ["tbody", {}, ...cells]],
    ...written.flatMap(({ title, lines }) =>
      section(title, ...(lines.length ? lines : [NOTHING]).map((line) => /** @type {Tree} */ (["p", {}, line]))),
    ),
    ...(judged.length ? section("My first judgements", ["ul", {}, ...judged.map((line) => ["li", {}, line])]) : []),
    ...section("Works", ["ul", {}, ...sources]),
  ];
}

/**
 * Return the page as a file that opens by itself: no script, nothing from elsewhere.
 * @param {Form} form
 * @param {Page} page with a story
 * @param {string} day
 */
export const asHtml = (form, page, day) => asPage(TITLE, body(form, page, day, 1));

/**
 * Return the page as Markdown.
 * @param {Form} form
 * @param {Page} page with a story
 * @param {string} day
 */
export function asMarkdown(form, page, day) {
  const story = /** @type {Story} */ (page.story);
  const { head, rows } = pair(form, story);
  const { written, judged } = sections(page);
  const line = (/** @type {string[]} */ cells) => `| ${cells.map(plain).join(" | ")} |`;
  const sources = bibliography(form, story).map(
    ({ publisher, title, address, tail }) =>
      `- ${plain(closed(publisher))} ${markdownLink(title, address)}${closed(title).slice(title.length)} ${tail}.`,
  );
  const parts = [
    `# ${TITLE}`,
    `${day}. The story: ${plain(story.name)}.`,
    [line(head), "|---|---|---|", ...rows.map(line)].join("\n"),
    ...written.flatMap(({ title, lines }) => [`## ${title}`, (lines.length ? lines.map(plain) : [NOTHING]).join("\n\n")]),
    ...(judged.length ? ["## My first judgements", judged.map((each) => `- ${plain(each)}`).join("\n")] : []),
    "## Works",
    sources.join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}
