// @ts-check
/** Each question of the lesson, with the learner's prediction beside what was found; an open one stays closed. */

import { make, sentence } from "../../dom.js";
import { fragment } from "../../html.js";
import { opinions } from "../../records/opinions.js";
import { both } from "../predict/beside.js";
import { counted } from "./core.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Predicted} */ const { predictions } = part.data;
  const kept = opinions(host.records, "prediction", "first");
  const said = sentence();
  const list = make("ol", { class: "view" });
  root.append(make("h3", {}, part.title), said, list);

  const draw = () => {
    const made = kept.all();
    const words = counted(predictions, made);
    if (said.textContent !== words) said.textContent = words;
    list.replaceChildren(
      ...predictions.map(({ id, data }) => {
        const response = made.get(id);
        const answer = response === undefined ? [make("p", { class: "reason" }, "Not predicted yet.")] : both(data, response);
        return make("li", {}, make("p", {}, fragment(data.question)), ...answer);
      }),
    );
  };
  const end = host.records.watch(draw);
  draw();
  return end;
}
