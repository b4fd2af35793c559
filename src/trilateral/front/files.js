// @ts-check
/** What a learner has written, as files: beside the notebook, or offered to be saved. */

import { make } from "./dom.js";

/** What a record calls the day on which the files were last written beside the notebook. */
const WRITTEN = "written";
/** @type {Record<string, string>} */
const TYPES = { html: "text/html", md: "text/markdown", svg: "image/svg+xml" };

/** Return the day in words, as it is in a file. */
export const today = () => new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/**
 * Return a place where files are linked, and what writes them.
 * @param {import("./front.js").Host} host
 * @param {ReturnType<typeof import("./records/opinions.js").opinions>} note where the day is kept
 * @param {string} name of the files, without an ending; the page and its Markdown are linked
 */
export function filing(host, note, name) {
  const node = make("p", { class: "files", hidden: true });

  /**
   * @param {string} words
   * @param {Record<string, string>} addresses
   * @param {Record<string, string>} attributes
   */
  function show(words, addresses, attributes) {
    const anchors = Object.entries(addresses).map(([file, href]) =>
      make("a", { href, ...attributes, ...("download" in attributes ? { download: file } : {}) }, file),
    );
    node.hidden = false;
    node.replaceChildren(words, ...anchors.flatMap((anchor, place) => (place ? [", ", anchor] : [anchor])));
  }

  /**
   * Link the files beside the notebook.
   * @param {string} day
   */
  async function linked(day) {
    const files = [`${name}.html`, `${name}.md`];
    const addresses = await Promise.all(files.map((file) => host.address(file)));
    const pairs = files.map((file, place) => [file, addresses[place]]);
    show(`Written on ${day}: `, Object.fromEntries(pairs), { target: "_blank", rel: "noopener" });
  }

  /**
   * Offer texts to be saved by the browser.
   * @param {Record<string, string>} texts
   */
  function offered(texts) {
    const addresses = Object.entries(texts).map(([file, text]) => [file, URL.createObjectURL(new Blob([text], { type: TYPES[file.split(".")[1]] }))]);
    show("Save: ", Object.fromEntries(addresses), { download: "" });
  }

  /**
   * Write texts to files beside the notebook, or offer them; return how that went, to follow "Your brief is" or the like.
   * @param {string} day
   * @param {Record<string, string>} texts by the files' names
   */
  async function write(day, texts) {
    try {
      if (!host.write) throw new Error("this page cannot write files");
      for (const [file, text] of Object.entries(texts)) await host.write(file, text);
    } catch (error) {
      offered(texts);
      const why = String(/** @type {Error} */ (error).message ?? error).replace(/\.$/, "");
      return `ready. It could not be put beside this notebook (${why}): save it with the links below.`;
    }
    note.keep(WRITTEN, day);
    await linked(day);
    return "written, beside this notebook.";
  }

  const before = note.all().get(WRITTEN);
  if (before) linked(before);
  return { node, write };
}
