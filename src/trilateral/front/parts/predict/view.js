// @ts-check
/** The question; once the learner has committed, the prediction beside what was found. */

import { liveRegion, make, uniqueId } from "../../dom.js";
import { fragment } from "../../html.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { commitment, words } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Data} */ const data = part.data;
  const kept = opinions(host.records, "prediction", "first");
  const said = liveRegion();
  const waiting = unsaved(host, kept.parent);

  const ask = () => {
    const name = uniqueId("predict");
    const fields = make("fieldset", { class: "control choices wide" }, make("legend", {}, fragment(data.question)));
    for (const [place, [key, label]] of data.options.entries()) {
      const id = `${name}-${place}`;
      fields.append(make("div", {}, make("input", { type: "radio", name, id, value: key }), make("label", { for: id }, label)));
    }
    const number = make("input", { type: "text", inputmode: "decimal", size: 6, "aria-label": data.unit || "Your number" });
    if (!data.options.length) fields.append(make("div", {}, number, " ", data.unit));
    const button = make("button", { type: "submit" }, "Commit and look");
    const form = make("form", {}, fields, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector(":checked"));
      const made = commitment(data, data.options.length ? (chosen?.value ?? "") : number.value);
      if ("missing" in made) said.say(made.missing);
      else commit(made.response);
    });
    root.classList.add("closed");
    body.replaceChildren(form);
  };

  /** @param {string} response */
  const open = (response) => {
    root.classList.remove("closed");
    const row = (/** @type {string} */ head, /** @type {Node | string} */ cell) =>
      make("tr", {}, make("th", { scope: "row" }, head), make("td", {}, cell));
    const both = [row("You predicted", words(data, response)), row("The evidence says", fragment(data.found))];
    body.replaceChildren(make("p", {}, fragment(data.question)), make("table", {}, make("tbody", {}, ...both)));
  };

  /** @param {string} response */
  const commit = (response) => {
    kept.keep(part.id, response);
    open(response);
    body.tabIndex = -1;
    body.focus();
    said.say("What waited below is open now.");
  };

  const body = make("div", { class: "view" });
  root.append(make("h3", {}, part.title), body, said.node, waiting.node);
  const before = kept.all().get(part.id);
  if (before === undefined) ask();
  else open(before);

  const watch = () => {
    const late = root.classList.contains("closed") && kept.all().get(part.id);
    if (late) open(late); // committed in another place, or read late
  };
  const end = host.records.watch(watch);
  watch();
  return () => {
    waiting.end();
    end();
  };
}
