// @ts-check
/** Controls under their sentence, and what they choose below. */

import { build } from "../../controls.js";
import { make, sentence } from "../../dom.js";
import { put } from "../../html.js";
import { look, open, start } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part) {
  const table = open(part.data);
  let values = start(table);
  const said = sentence();
  const shown = make("div", { class: "view" });
  const fields = build(table.controls, (name, value) => {
    values = { ...values, [name]: value };
    update();
  });
  const rows = [...fields.values()].map((field) => field.row);
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), shown);

  function update() {
    const now = look(table, values);
    values = now.values;
    for (const [name, field] of fields) field.show(values[name], now.options[name]);
    put(shown, now.html);
    said.textContent = now.sentence;
  }
  update();
}
