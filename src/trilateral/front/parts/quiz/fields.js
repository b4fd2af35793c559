// @ts-check
/**
 * What a learner answers an item with: native controls, one way for each type of item.
 *
 * @typedef {import("./feedback.js").Item} Item
 * @typedef {import("./feedback.js").Part} Part
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 *
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {() => unknown} read the response as it stands
 * @property {(response: any) => void} write
 * @property {Map<string, HTMLElement>} slots where the verdict on each part goes
 * @property {Field[]} fields
 * @property {() => void} [lock] end what is not a field
 *
 * @typedef {object} Context
 * @property {import("./feedback.js").Words} words
 * @property {string} prefix of ids; no other question of the page has it
 * @property {string} learner whose order of the options is shown
 * @property {(text: string) => void} say
 */

import { make } from "../../dom.js";
import { fragment } from "../../html.js";
import { ordering } from "./ordering.js";
import { choices } from "./shuffle.js";
import { parted } from "./slots.js";

/**
 * One radio button or check box an option.
 * @param {Item} item
 * @param {Context} at
 * @returns {Control}
 */
function ticks(item, at) {
  const type = item.type === "choice" ? "radio" : "checkbox";
  const made = parted(make("div", { class: "lines" }), item, at, (part, id, slot) => {
    const field = make("input", { type, id, name: at.prefix, value: part.id, "aria-describedby": slot.id });
    const label = make("label", { for: id }, field, make("span", {}, fragment(part.html)));
    return [field, make("div", { class: "line" }, label, slot)];
  });
  const ticked = () => made.fields.filter((field) => field.checked).map((field) => field.value);
  return {
    ...made,
    read: () => (item.type === "choice" ? (ticked()[0] ?? null) : ticked()),
    write(response) {
      for (const field of made.fields) field.checked = [response].flat().includes(field.value);
    },
  };
}

/**
 * A number or a short text.
 * @param {Item} item
 * @param {Context} at
 * @returns {Control}
 */
function typed(item, at) {
  const id = `${at.prefix}-text`;
  const field = make("input", {
    type: "text",
    id,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 500,
    inputmode: item.type === "numeric" ? "decimal" : null,
    "aria-describedby": `${at.prefix}-help ${at.prefix}-problem`,
  });
  const unit = item.unit ? [make("span", {}, item.unit)] : [];
  return {
    node: make("div", { class: "typed" }, make("label", { for: id }, at.words.answer), field, ...unit),
    slots: new Map(),
    fields: [field],
    read: () => field.value,
    write: (response) => (field.value = response),
  };
}

/**
 * A row and a list of choices each.
 * @param {Item} item
 * @param {Context} at
 * @returns {Control}
 */
function matching(item, at) {
  const offered = choices(item, at.learner);
  const made = parted(make("div", { class: "lines" }), item, at, (part, id, slot) => {
    const field = make(
      "select",
      { id, "data-part": part.id, "aria-describedby": slot.id },
      make("option", { value: "" }, at.words.choose),
      ...offered.map((choice) => make("option", { value: choice.id }, choice.text)),
    );
    const label = make("label", { for: id }, fragment(part.html));
    return [field, make("div", { class: "line row" }, label, field, slot)];
  });
  return {
    ...made,
    read: () => Object.fromEntries(made.fields.map((field) => [field.dataset.part, field.value])),
    write(response) {
      for (const field of made.fields) field.value = response[field.dataset.part ?? ""] ?? "";
    },
  };
}

/** @type {Record<Item["type"], (item: Item, at: Context) => Control>} */
export const CONTROLS = { choice: ticks, multiple: ticks, numeric: typed, text: typed, ordering, matching };
