// @ts-check
/** The form of the brief, the brief as it stands, and a button that writes it. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { draw } from "../../tree.js";
import { asHtml, asMarkdown, asPicture, body, compose, empty, lacking, sentence } from "./core.js";

const NAME = "my_brief";
/** What a record calls the day on which the brief was last written beside the notebook. */
const WRITTEN = "written";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Form} */ const form = part.data;
  const { asked, links, verdicts } = form;
  const of = (/** @type {string} */ kind, /** @type {string} */ occasion) => opinions(host.records, kind, occasion);
  const note = of("note", "brief");
  const others = { weight: of("weight", "synthesis"), test: of("test", "synthesis"), before: of("confidence", "before"), now: of("confidence", "after") };
  const waiting = unsaved(host, note.parent);
  /** What the button did; it stands until something changes. */
  let outcome = "";

  /** @type {import("../../controls.js").Control[]} */
  const controls = [
    { name: "verdict", label: asked.verdict, kind: "select", value: "", options: [["", "No judgement yet"], ...verdicts] },
    { name: "strong", label: asked.strong, kind: "select", value: "", options: [["", "Not chosen yet"], ...links] },
    { name: "weak", label: asked.weak, kind: "select", value: "", options: [["", "Not chosen yet"], ...links] },
    { name: "why", label: asked.why, kind: "text", value: "", wide: true },
    { name: "doubt", label: asked.doubt, kind: "text", value: "", wide: true },
  ];
  const fields = build(controls, (name, value) => {
    outcome = "";
    fields.get(name)?.row.append(waiting.node);
    note.keep(name, String(value));
  });
  const rows = [...fields.values()].map((field) => field.row);
  const button = make("button", { type: "button" }, "Write my brief");
  const said = line();
  const files = make("p", { class: "files", hidden: true });
  const preview = make("div", {});
  const folded = make("details", {}, make("summary", {}, "The brief as it stands"), preview);
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), waiting.node, button, files, folded);

  const now = () =>
    compose(form, {
      note: note.all(),
      weight: others.weight.all(),
      test: others.test.all(),
      before: others.before.all(),
      now: others.now.all(),
    });
  function update() {
    const kept = note.all();
    const brief = now();
    for (const [name, field] of fields) field.show(kept.get(name) ?? "");
    said.textContent = outcome || sentence(brief);
    if (folded.open) preview.replaceChildren(...body(form, brief, "", 4).map((tree) => draw(tree)));
  }
  folded.addEventListener("toggle", update);

  button.addEventListener("click", async () => {
    const brief = now();
    outcome = empty(brief) ? `Nothing is written yet: the brief lacks ${lacking(brief).join(", ")}.` : await written(brief);
    update();
  });

  /**
   * Write a brief, and return what is to be said of it.
   * @param {import("./core.js").Brief} brief
   */
  async function written(brief) {
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const texts = {
      [`${NAME}.html`]: asHtml(form, brief, day),
      [`${NAME}.md`]: asMarkdown(form, brief, day, `${NAME}.svg`),
      [`${NAME}.svg`]: asPicture(form, brief),
    };
    const lacks = lacking(brief);
    const still = lacks.length ? ` It still lacks ${lacks.join(", ")}.` : "";
    try {
      if (!host.write) throw new Error("this page cannot write files");
      for (const [name, text] of Object.entries(texts)) await host.write(name, text);
    } catch (error) {
      offered(texts);
      const why = String(/** @type {Error} */ (error).message ?? error).replace(/\.$/, "");
      return `Your brief is ready. It could not be put beside this notebook (${why}): save it with the links below.${still}`;
    }
    note.keep(WRITTEN, day);
    await linked(day);
    return `Your brief is written, beside this notebook.${still}`;
  }

  /**
   * Link the files beside the notebook.
   * @param {string} day
   */
  async function linked(day) {
    const [page, markdown] = await Promise.all([host.address(`${NAME}.html`), host.address(`${NAME}.md`)]);
    show(`Written on ${day}: `, { [`${NAME}.html`]: page, [`${NAME}.md`]: markdown }, { target: "_blank", rel: "noopener" });
  }

  /**
   * Offer texts to be saved by the browser.
   * @param {Record<string, string>} texts
   */
  function offered(texts) {
    const addresses = Object.entries(texts).map(([name, text]) => [name, URL.createObjectURL(new Blob([text], { type: TYPES[name.split(".")[1]] }))]);
    show("Save: ", Object.fromEntries(addresses), { download: "" });
  }

  /**
   * @param {string} words
   * @param {Record<string, string>} addresses
   * @param {Record<string, string>} attributes
   */
  function show(words, addresses, attributes) {
    const anchors = Object.entries(addresses).map(([name, href]) =>
      make("a", { href, ...attributes, ...("download" in attributes ? { download: name } : {}) }, name),
    );
    files.hidden = false;
    files.replaceChildren(words, ...anchors.flatMap((anchor, place) => (place ? [", ", anchor] : [anchor])));
  }

  const stop = host.records.watch(update);
  update();
  const before = note.all().get(WRITTEN);
  if (before) linked(before);
  return () => {
    stop();
    waiting.end();
  };
}

/** @type {Record<string, string>} */
const TYPES = { html: "text/html", md: "text/markdown", svg: "image/svg+xml" };
