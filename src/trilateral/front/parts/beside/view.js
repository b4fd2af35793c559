// @ts-check
/** The form of the page, the page as it stands, and a button that writes it. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { filing, today } from "../../files.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { draw } from "../../tree.js";
import { asHtml, asMarkdown, body, chain, compose, lacking, offered, sentence } from "./core.js";

const NAME = "my_page";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Form} */ const form = part.data;
  const { asked, verdicts } = form;
  const note = opinions(host.records, "note", "beside");
  const first = opinions(host.records, "verdict", "first", verdicts);
  const waiting = unsaved(host, note.parent);
  /** What the button did; it stands until something changes. */
  let outcome = "";

  /** @type {[string, string]} */ const none = ["", "Not chosen yet"];
  /** @type {import("../../controls.js").Control[]} */
  const controls = [
    { name: "story", label: asked.story, kind: "select", value: "", options: [none, ...offered(form)] },
    { name: "strong", label: asked.strong, kind: "select", value: "", wide: true, options: [none] },
    { name: "weak", label: asked.weak, kind: "select", value: "", wide: true, options: [none] },
    { name: "test", label: asked.test, kind: "text", value: "", wide: true },
    { name: "beside", label: asked.beside, kind: "text", value: "", wide: true },
    { name: "doubt", label: asked.doubt, kind: "text", value: "", wide: true },
  ];
  const fields = build(controls, (name, value) => {
    outcome = "";
    fields.get(name)?.row.append(waiting.node);
    note.keep(name, String(value));
  });
  const rows = [...fields.values()].map((field) => field.row);
  const ofStory = rows.slice(1, 3);
  const button = make("button", { type: "button" }, "Write my page");
  const said = line();
  const files = filing(host, note, NAME);
  const preview = make("div", {});
  const folded = make("details", {}, make("summary", {}, "The page as it stands"), preview);
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), waiting.node, button, files.node, folded);

  const now = () => compose(form, note.all(), first.all());
  function update() {
    const kept = note.all();
    const page = now();
    const claims = chain(form, kept);
    // Claims can be chosen only of a story: their lists are not there before.
    if (!page.story) for (const row of ofStory) row.remove();
    else if (!ofStory[0].isConnected) fields.get("story")?.row.after(...ofStory);
    for (const [name, field] of fields) {
      const value = kept.get(name) ?? "";
      if (name === "strong" || name === "weak") field.show(claims.some(([id]) => id === value) ? value : "", [none, ...claims]);
      else field.show(value);
    }
    said.textContent = outcome || sentence(page);
    if (folded.open) preview.replaceChildren(...(page.story ? body(form, page, "", 4).map((tree) => draw(tree)) : []));
  }
  folded.addEventListener("toggle", update);

  button.addEventListener("click", async () => {
    const page = now();
    outcome = page.story ? await written(page) : "Nothing is written yet: choose the story you took.";
    update();
  });

  /**
   * Write a page, and return what is to be said about it.
   * @param {import("./core.js").Page} page
   */
  async function written(page) {
    const day = today();
    const lacks = lacking(page);
    const how = await files.write(day, { [`${NAME}.html`]: asHtml(form, page, day), [`${NAME}.md`]: asMarkdown(form, page, day) });
    return `Your page is ${how}${lacks.length ? ` It still lacks ${lacks.join(", ")}.` : ""}`;
  }

  const stop = host.records.watch(update);
  update();
  return () => {
    stop();
    waiting.end();
  };
}
