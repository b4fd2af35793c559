// @ts-check
/** Situations with a list of answers each; the reason stands under the answer. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { fragment } from "../../html.js";
import { marked, sentence } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part) {
  /** @type {import("./core.js").Sorting} */ const sorting = part.data;
  /** @type {import("./core.js").Given} */ const given = {};
  const said = line();
  /** @type {import("../../controls.js").Control[]} */
  const controls = sorting.situations.map(({ id, text }, place) => ({
    name: id,
    label: `${place + 1}. ${text}`,
    kind: "select",
    value: "",
    long: true,
    options: [["", "Choose"], ...sorting.answers],
  }));
  const fields = build(controls, (name, value) => {
    given[name] = String(value);
    update();
  });
  const reasons = sorting.situations.map(({ id }) => {
    const reason = make("p", { class: "reason", hidden: true });
    fields.get(id)?.row.append(reason);
    return reason;
  });
  const rows = [...fields.values()].map((field) => field.row);
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), fragment(sorting.sources));

  function update() {
    sorting.situations.forEach((situation, place) => {
      const answer = given[situation.id] ?? "";
      fields.get(situation.id)?.show(answer);
      const mark = marked(sorting, situation, answer);
      reasons[place].hidden = !mark;
      reasons[place].replaceChildren(...(mark ? [make("strong", {}, mark.verdict), ` ${mark.why}`] : []));
    });
    said.textContent = sentence(sorting, given);
  }
  update();
}
