// @ts-check
/** The form of the brief, the brief as it stands, and a button that writes it. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { filing, today } from "../../files.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { draw } from "../../tree.js";
import { asHtml, asMarkdown, asPicture, body, compose, empty, lacking, sentence } from "./core.js";

const NAME = "my_brief";

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
  const files = filing(host, note, NAME);
  const preview = make("div", {});
  const folded = make("details", {}, make("summary", {}, "The brief as it stands"), preview);
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), waiting.node, button, files.node, folded);

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
   * Write a brief, and return what is to be said about it.
   * @param {import("./core.js").Brief} brief
   */
  async function written(brief) {
    const day = today();
    const lacks = lacking(brief);
    const outcome = await files.write(day, {
      [`${NAME}.html`]: asHtml(form, brief, day),
      [`${NAME}.md`]: asMarkdown(form, brief, day, `${NAME}.svg`),
      [`${NAME}.svg`]: asPicture(form, brief),
    });
    return `Your brief is ${outcome}${lacks.length ? ` It still lacks ${lacks.join(", ")}.` : ""}`;
  }

  const stop = host.records.watch(update);
  update();
  return () => {
    stop();
    waiting.end();
  };
}
