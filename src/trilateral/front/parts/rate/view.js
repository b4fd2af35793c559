// @ts-check
/** The claim map: a chain to walk, the statements of one link, and a picture of the whole. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { fragment } from "../../html.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { changes } from "../../scale.js";
import { draw } from "../../tree.js";
import { KIND, byLink, ratings, row, sentence } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Rating} */ const rating = part.data;
  const { occasion, links, steps, statements } = rating;
  const keys = statements.map(({ key }) => key);
  const words = steps.map(([step]) => step);
  const said = line();
  const early = opinions(host.records, KIND, "before", words);
  const late = opinions(host.records, KIND, "after", words);
  const kept = occasion === "before" ? early : late;
  const waiting = unsaved(host, kept.parent);
  let link = links[0][0];

  /** @typedef {import("../../controls.js").Control} Control */
  /** @type {Control[]} */
  const controls = [
    { name: "link", label: "Links of the chain (choose one to open its claims)", kind: "chain", value: link, options: links, wide: true },
    .../** @type {Control[]} */ (statements.map((each) => ({
      name: each.key,
      label: each.words,
      kind: "select",
      value: "",
      long: true,
      options: [["", "Not rated yet"], ...steps],
    }))),
  ];
  const fields = build(controls, (name, value) => {
    if (name === "link") link = String(value);
    else {
      fields.get(name)?.row.append(waiting.node);
      kept.keep(name, String(value));
    }
    update();
  });
  const rows = [...fields.values()].map((field) => field.row);
  const key = make("p", { class: "key" });
  const picture = make("div", { class: "picture" });
  const table = make("div", {});
  root.append(make("h3", {}, part.title), said, make("div", { class: "controls" }, ...rows), waiting.node, key, picture, table);

  function update() {
    const answers = kept.all();
    const [before, now] = [ratings(early.all(), keys), ratings(late.all(), keys)];
    for (const { key: name, link: its } of statements) {
      const field = fields.get(name);
      if (!field) continue;
      field.row.hidden = its !== link;
      field.show(answers.get(name) ?? "");
    }
    fields.get("link")?.show(link);
    said.textContent = sentence(rating, link, before, now);
    const shown = byLink(links, before, now);
    const unrated = shown.filter((each) => each.before === null && each.now === null).length;
    const any = unrated < links.length;
    const diamond = now.size ? ", the diamond your confidence now." : ".";
    const rest = unrated ? ` Not rated yet: ${unrated} of ${links.length}.` : "";
    key.textContent = any ? `Your confidence in each link as a cause. The circle is your confidence in lesson 00${diamond}${rest}` : "";
    picture.replaceChildren(...(any ? [draw(changes(shown))] : []));
    // In lesson 00 the lists say it all: a table would repeat each statement.
    if (occasion === "after") compared(before, now);
  }

  /**
   * Show the statements of the link with both ratings; a verdict that was opened stays open.
   * @param {import("./core.js").Ratings} before
   * @param {import("./core.js").Ratings} now
   */
  function compared(before, now) {
    const here = statements.filter((each) => each.link === link);
    const numbers = here.map((each) => row(before.get(each.key), now.get(each.key)));
    if (table.dataset.link !== link) {
      table.dataset.link = link;
      const head = ["Statement", "Lesson 00", "Now", "Change, points"].map((name) => make("th", { scope: "col" }, name));
      const body = here.map((each) => {
        const cell = make("td", {}, each.words);
        if (each.verdict) cell.append(fragment(each.verdict));
        return make("tr", {}, cell, make("td"), make("td"), make("td"));
      });
      const name = links.find(([its]) => its === link)?.[1] ?? "";
      table.replaceChildren(
        make("table", {}, make("caption", {}, name), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)),
      );
    }
    table.querySelectorAll("tbody tr").forEach((line_, place) => {
      numbers[place].forEach((number, column) => (line_.children[column + 1].textContent = number));
    });
  }
  const stop = host.records.watch(update);
  update();
  return () => {
    stop();
    waiting.end();
  };
}
