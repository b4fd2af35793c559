// @ts-check
/** Claims with a list of verdicts each, kept as the learner's first judgement. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { KIND, OCCASION, sentence } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Judging} */ const { claims, choices, meanings } = part.data;
  const kept = opinions(host.records, KIND, OCCASION, choices.map(([word]) => word));
  const waiting = unsaved(host, kept.parent);
  const said = line();
  /** @type {import("../../controls.js").Control[]} */
  const controls = claims.map(({ id, words }) => ({
    name: id,
    label: words,
    kind: "select",
    value: "",
    long: true,
    options: [["", "No judgement yet"], ...choices],
  }));
  const fields = build(controls, (name, value) => {
    fields.get(name)?.row.append(waiting.node);
    kept.keep(name, String(value));
  });
  const rows = [...fields.values()].map((field) => field.row);
  const words = make("details", {}, make("summary", {}, "What the words mean"));
  words.append(make("ul", {}, ...meanings.map((meaning) => make("li", {}, meaning))));
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), waiting.node, words);

  function update() {
    const judged = kept.all();
    for (const [name, field] of fields) field.show(judged.get(name) ?? "");
    said.textContent = sentence(claims, judged);
  }
  const stop = host.records.watch(update);
  update();
  return () => {
    stop();
    waiting.end();
  };
}
