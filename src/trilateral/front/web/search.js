// @ts-check
/** The search page: a field, and the sections that hold what is typed into it. */

import { liveRegion, make } from "../dom.js";
import { find } from "./find.js";

const WAIT = 150; // milliseconds: while somebody types, nothing is said

/**
 * @param {HTMLElement} node with the form
 * @param {string} root address of the edition's start
 * @param {(address: string) => Promise<string>} read
 */
export async function search(node, root, read) {
  const field = /** @type {HTMLInputElement} */ (node.querySelector("input"));
  const list = make("ol", { class: "hits" });
  const voice = liveRegion();
  node.append(voice.node, list);
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  field.value ||= asked;
  /** @type {import("./find.js").Section[]} */ let sections;
  try {
    sections = JSON.parse(await read(`${root}data/sections.json`));
  } catch {
    voice.say("The list of words cannot be read. Reload the page, or look in the contents of the lessons.");
    return;
  }
  const show = () => {
    const hits = find(sections, field.value);
    const count = hits.length === 1 ? "1 section." : `${hits.length} sections.`;
    voice.say(field.value.trim() ? (hits.length ? count : "Nothing has all of these words. Try fewer of them.") : "");
    list.replaceChildren(...hits.map((hit) => entry(hit, root)));
  };
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, WAIT);
  });
  node.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
}

/** @param {import("./find.js").Hit} hit @param {string} root */
function entry({ page, title, heading, extract: [before, word, after] }, root) {
  const words = heading && heading !== title ? `${title}: ${heading}` : title;
  return make("li", {}, make("a", { href: root + page }, words), make("p", {}, `…${before}`, make("mark", {}, word), `${after}…`));
}
