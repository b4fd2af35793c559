// @ts-check
/** The question; once the learner has committed, the prediction beside what was found. */

import { liveRegion, make } from "../../dom.js";
import { fragment } from "../../html.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { asked } from "./ask.js";
import { both } from "./beside.js";
import { commitment } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Data} */ const data = part.data;
  const kept = opinions(host.records, "prediction", "first");
  const said = liveRegion();
  const waiting = unsaved(host, kept.parent);

  const ask = () => {
    const { nodes, entry } = asked(data);
    const fields = make("fieldset", { class: "control choices wide" }, make("legend", {}, fragment(data.question)), ...nodes);
    const button = make("button", { type: "submit" }, "Commit and look");
    const form = make("form", {}, fields, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const made = commitment(data, entry());
      if ("missing" in made) said.say(made.missing);
      else commit(made.response);
    });
    root.classList.add("closed");
    body.replaceChildren(form);
  };

  /** @param {string} response */
  const open = (response) => {
    root.classList.remove("closed");
    body.replaceChildren(make("p", {}, fragment(data.question)), ...both(data, response));
  };

  /** @param {string} response */
  const commit = (response) => {
    kept.keep(part.id, response);
    open(response);
    body.tabIndex = -1;
    body.focus();
    said.say("The hidden part below is now open.");
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
