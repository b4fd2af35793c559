// @ts-check
/** Rows with a list of answers each, or with buttons that move them; the notebook keeps the choice. */

import { build } from "../../controls.js";
import { liveRegion, make } from "../../dom.js";
import { fragment } from "../../html.js";
import { answersOf, moved, orderOf, sentence } from "./core.js";

/** @typedef {import("./core.js").Choosing} Choosing */
/** @typedef {(choice: import("./core.js").Choice) => void} Keep */

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {Choosing} */ const data = part.data;
  const said = liveRegion();
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  said.node.textContent = sentence(data, part.choice);
  /** @type {Keep} */
  const keep = (choice) => {
    const note = host.choose ? host.choose(choice) : "Not saved: choose in the exercise's own notebook.";
    problem.hidden = !note;
    problem.textContent = note;
    said.say(sentence(data, choice));
  };
  const body = data.shape === "sort" ? sorting(data, part.choice, keep) : ordering(data, part.choice, keep, said.say);
  root.append(make("h3", {}, part.title), said.node, body, problem);
}

/**
 * @param {Choosing} data @param {unknown} choice @param {Keep} keep
 */
function sorting(data, choice, keep) {
  const given = answersOf(data, choice);
  /** @type {import("../../controls.js").Control[]} */
  const controls = data.rows.map(({ id, html }) => ({
    name: id,
    label: fragment(html),
    kind: "select",
    value: "",
    long: true,
    options: [["", "No answer yet"], ...data.answers],
  }));
  const fields = build(controls, (row, answer) => {
    if (answer) given[row] = String(answer);
    else delete given[row];
    keep({ ...given });
  });
  for (const [row, field] of fields) field.show(given[row] ?? "");
  return make("div", { class: "controls" }, ...[...fields.values()].map((field) => field.row));
}

/**
 * @param {Choosing} data @param {unknown} choice @param {Keep} keep @param {(text: string) => void} say
 */
function ordering(data, choice, keep, say) {
  let order = orderOf(data, choice) ?? data.rows.map(({ id }) => id);
  const list = make("ol", { class: "order" });
  const entries = new Map(data.rows.map(({ id, html }) => [id, entry(id, html)]));
  const button = make("button", { type: "button" }, "Keep this order");
  button.addEventListener("click", () => keep([...order]));

  /** @param {string} id @param {string} html */
  function entry(id, html) {
    const text = make("span", {}, fragment(html));
    const move = (/** @type {number} */ by) => {
      const at = order.indexOf(id);
      order = moved(order, at, at + by);
      show();
      keep([...order]);
      say(`Row ${order.indexOf(id) + 1} of ${order.length} now: ${text.textContent}`);
    };
    const arrow = (/** @type {string} */ word, /** @type {string} */ sign, /** @type {number} */ by) => {
      const made = make("button", { type: "button", "aria-label": `${word}: ${text.textContent}` }, sign);
      made.addEventListener("click", () => move(by));
      return made;
    };
    return make("li", { "data-row": id }, arrow("Move up", "↑", -1), arrow("Move down", "↓", 1), text);
  }

  /** Carry the others past the row that has the focus: an element that leaves the page loses it. */
  function show() {
    const focused = [...entries.values()].find((each) => each.contains(document.activeElement));
    const wanted = order.map((id) => /** @type {HTMLLIElement} */ (entries.get(id)));
    const at = focused ? wanted.indexOf(focused) : 0;
    for (const [place, each] of wanted.entries()) {
      if (focused && place < at) focused.before(each);
      else if (each !== focused) list.append(each);
      const [up, down] = each.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === wanted.length - 1));
    }
  }
  show();
  const [first, last] = data.ends;
  return make("div", {}, make("p", {}, `First: ${first}. Last: ${last}.`), list, button);
}
