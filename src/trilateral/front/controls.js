// @ts-check
/**
 * One convention for the controls of every part: a label, a native control, its value in words.
 *
 * @typedef {"select" | "checkbox" | "chain" | "text"} Kind
 * @typedef {object} Control
 * @property {string} name
 * @property {string | Node} label
 * @property {Kind} kind
 * @property {string | boolean} value where it starts
 * @property {[string, string][]} [options] value and words of each choice
 * @property {boolean} [wide] whether it takes a whole line
 * @property {boolean} [long] whether its label is a sentence: it takes a whole line, the choices at its end
 *
 * @typedef {object} Field
 * @property {HTMLElement} row
 * @property {(value: any, options?: [string, string][]) => void} show
 */

import { make, uniqueId } from "./dom.js";

/** @typedef {(control: Control, id: string, take: (value: string | boolean) => void) => Field} Build */

/**
 * @param {Control} control
 * @param {...HTMLElement} parts
 */
const row = (control, ...parts) =>
  make("div", { class: `control ${control.kind}${control.wide ? " wide" : ""}${control.long ? " long" : ""}` }, ...parts);

/** @type {Record<Kind, Build>} */
const BUILD = {
  select(control, id, take) {
    const node = make("select", { id });
    node.addEventListener("input", () => take(node.value));
    /** @type {string} */ let offered = "";
    return {
      row: row(control, make("label", { for: id }, control.label), node),
      show(value, options = control.options ?? []) {
        const now = JSON.stringify(options);
        if (now !== offered) node.replaceChildren(...options.map(([key, words]) => make("option", { value: key }, words)));
        offered = now;
        node.value = value;
      },
    };
  },
  checkbox(control, id, take) {
    const node = make("input", { id, type: "checkbox" });
    node.addEventListener("input", () => take(node.checked));
    return {
      row: row(control, node, make("label", { for: id }, control.label)),
      show: (value) => (node.checked = Boolean(value)),
    };
  },
  text(control, id, take) {
    const node = make("textarea", { id, rows: 4, maxlength: 2000 });
    node.addEventListener("change", () => take(node.value));
    return {
      row: row(control, make("label", { for: id }, control.label), node),
      show(value) {
        if (document.activeElement !== node) node.value = value;
      },
    };
  },
  /** Radio buttons drawn as the boxes of a chain: the arrow keys walk it. */
  chain(control, id, take) {
    const group = make("fieldset", { class: "control chain wide" }, make("legend", {}, control.label));
    const radios = (control.options ?? []).map(([key, words], place) => {
      const radio = make("input", { type: "radio", name: id, id: `${id}-${place}`, value: key });
      group.append(make("span", { class: "box" }, radio, make("label", { for: `${id}-${place}` }, words)));
      radio.addEventListener("change", () => radio.checked && take(key));
      return radio;
    });
    return { row: group, show: (value) => radios.forEach((radio) => (radio.checked = radio.value === value)) };
  },
};

/**
 * Build controls in order; `take` is called with each change.
 * @param {Control[]} controls
 * @param {(name: string, value: string | boolean) => void} take
 * @returns {Map<string, Field>}
 */
export function build(controls, take) {
  return new Map(
    controls.map((control) => [
      control.name,
      BUILD[control.kind](control, uniqueId(control.name), (value) => take(control.name, value)),
    ]),
  );
}
