// @ts-check
/**
 * One answer or one text to send, and its state.
 *
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Question} Question
 * @typedef {{acts: import("./acts.js").Acts, lost: () => boolean}} Context
 * @typedef {{node: HTMLElement, refresh: () => void}} Form `refresh` updates its state
 */

import { make, uniqueId } from "../../dom.js";
import { chartOf, prose } from "../pieces.js";
import { answerOf, answerWords, same, standingWords } from "./core.js";
import { fields } from "./fields.js";
import { slotOf, textOf } from "./queue.js";

/**
 * A line beside a form: what is missing, or the state of its act. It is spoken when it changes.
 */
function standingLine() {
  const node = make("p", { class: "standing", role: "status" });
  return {
    node,
    /** @param {string} text @param {string} state */
    say(text, state) {
      if (node.textContent !== text) node.textContent = text;
      node.dataset.state = state;
    },
  };
}

/**
 * A question's form. Its fields hold what was sent, which may be changed and sent again.
 * @param {Context} at
 * @param {{title: string, step: string, round?: import("../types.js").Round, item?: string, question: Question, mine?: Answer, sent?: () => void}} asked
 * @returns {Form}
 */
export function answerForm({ acts, lost }, { title, step, round = "only", item = "only", question, mine, sent }) {
  const slot = slotOf({ do: "answer", step, round, item, answer: { text: "" } });
  const given = fields(question);
  const stem = make("div", { class: "stem", id: uniqueId("stem") }, prose(question.html));
  const role = question.type === "choice" ? "radiogroup" : "group";
  const group = make("div", { role, "aria-labelledby": stem.id, class: `fields ${question.type}` }, ...given.nodes);
  const button = make("button", { type: "submit", class: "main" });
  const line = standingLine();
  const node = make("form", { novalidate: true }, stem);
  if (question.chart) node.append(chartOf(question.chart));
  node.append(group, button, line.node);
  if (question.sources_html) node.append(make("details", {}, make("summary", {}, "Sources"), make("p", {}, prose(question.sources_html))));

  const last = () => {
    const { act } = acts.standing(slot);
    return act && "answer" in act ? act.answer : mine;
  };
  const entry = () => answerOf(question, given.read());
  let missing = "";

  const refresh = () => {
    const now = acts.standing(slot);
    const made = entry();
    const before = last();
    const unchanged = before && "answer" in made && same(made.answer, before) && now.state !== "refused";
    button.textContent = unchanged ? "\u2713 Sent" : before ? "Send the changed answer" : "Send my answer";
    if (now.state === "waiting" && unchanged) button.textContent = "Waiting to be sent";
    button.setAttribute("aria-disabled", String(Boolean(unchanged)));
    const standing = now.state === "none" && mine ? { ...now, state: /** @type {const} */ ("taken") } : now;
    const what = question.type === "choice" || question.type === "multiple" ? answerWords(question, before) : "";
    const trouble = standing.state === "waiting" && acts.trouble;
    const words = trouble ? `${trouble} Your answer stays on this phone and is sent again.` : standingWords(standing, lost(), acts.fragile, what);
    line.say(missing || words, missing ? "missing" : standing.state);
  };

  node.addEventListener("input", () => {
    missing = "";
    if (question.type === "text") acts.keepDraft(slot, given.read().typed);
    refresh();
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const made = entry();
    if ("missing" in made) {
      missing = made.missing;
      given.first.focus();
      return refresh();
    }
    missing = "";
    if (button.getAttribute("aria-disabled") === "true") return undefined;
    acts.give({ do: "answer", step, round, item, answer: made.answer }, title);
    sent?.();
    return refresh();
  });

  const draft = acts.draft(slot);
  const before = last();
  if (draft) given.write({ text: draft });
  else if (before) given.write(before);
  refresh();
  return { node, refresh };
}

/**
 * A text of another kind: a group's report, a delegation's statement, a message.
 * @param {Context} at
 * @param {{title: string, label: string, send: string, most: number, draft: string, before?: string, more?: HTMLElement[],
 *   act: (text: string) => import("./queue.js").Unnumbered | null, clears?: boolean}} asked `draft` is the place of what is
 *   typed; `act` gives null where something else is missing; `clears` empties the field when it is sent
 * @returns {Form}
 */
export function textForm({ acts, lost }, { title, label, send, most, draft, before = "", more = [], act, clears = false }) {
  const id = uniqueId("text");
  const field = make("textarea", { id, rows: most > 300 ? 6 : 3, maxlength: most });
  const button = make("button", { type: "submit", class: "main" }, send);
  const line = standingLine();
  const node = make("form", { novalidate: true }, ...more, make("label", { for: id }, `${label} (at most ${most} characters)`), field, button, line.node);
  let missing = "";
  const refresh = () => {
    const made = act(field.value.trim() || " ");
    const now = made ? acts.standing(slotOf(made)) : { state: /** @type {const} */ ("none") };
    const sent = now.act ? textOf(now.act) : before;
    const unchanged = !clears && sent !== "" && field.value.trim() === sent && now.state !== "refused";
    button.setAttribute("aria-disabled", String(unchanged));
    button.textContent = unchanged ? (now.state === "waiting" ? "Waiting to be sent" : "\u2713 Sent") : send;
    const standing = now.state === "none" && before && !clears ? { state: /** @type {const} */ ("taken") } : now;
    line.say(missing || standingWords(standing, lost(), acts.fragile), missing ? "missing" : standing.state);
  };
  field.addEventListener("input", () => {
    missing = "";
    acts.keepDraft(draft, field.value);
    refresh();
  });
  node.addEventListener("change", refresh);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const made = text ? act(text) : null;
    missing = made ? "" : text ? "Choose whom you write to first." : "Write something first.";
    if (made && button.getAttribute("aria-disabled") !== "true") {
      acts.keepDraft(draft, "");
      acts.give(made, title);
      if (clears) field.value = "";
    } else if (!made && !text) field.focus();
    refresh();
  });
  field.value = acts.draft(draft) || (clears ? "" : before);
  refresh();
  return { node, refresh };
}
