// @ts-check
// One explorer: labelled native controls, a spoken sentence, and what Python shows for them.

/**
 * @typedef {{name: string, label: string, kind: "select"|"checkbox"|"range"|"chain"|"text"|"button",
 *   options?: [string, string][], min?: number, max?: number, step?: number, unit?: string,
 *   wide?: boolean}} Control
 * @typedef {{get: () => any, set: (value: any) => void}} Value
 * @typedef {{row: HTMLElement, show: (value: any, options?: [string, string][]) => void}} Field
 * @typedef {{get: (name: string) => any, set: (name: string, value: any) => void,
 *   save_changes: () => void, on: (name: string, act: () => void) => void}} Model
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag
 * @param {Record<string, string>} [attributes] @param {string} [text]
 */
function element(tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

/** @param {Control} control @param {...HTMLElement} parts */
function row(control, ...parts) {
  const node = element("div", { class: `control ${control.kind}${control.wide ? " wide" : ""}` });
  node.append(...parts);
  return node;
}

/** @param {Control} control @param {string} id */
const label = (control, id) => element("label", { for: id }, control.label);

/** @type {Record<Control["kind"], (control: Control, id: string, value: Value) => Field>} */
const FIELDS = {
  select(control, id, value) {
    const node = element("select", { id });
    node.addEventListener("input", () => value.set(node.value));
    /** @type {Field["show"]} */
    const show = (now, options = control.options ?? []) => {
      node.replaceChildren(...options.map(([key, words]) => element("option", { value: key }, words)));
      node.value = now;
    };
    return { row: row(control, label(control, id), node), show };
  },
  checkbox(control, id, value) {
    const node = element("input", { id, type: "checkbox" });
    node.addEventListener("input", () => value.set(node.checked));
    return { row: row(control, node, label(control, id)), show: (now) => { node.checked = now; } };
  },
  range(control, id, value) {
    const { min = 0, max = 1, step = 1, unit = "" } = control;
    const node = element("input", { id, type: "range", min: `${min}`, max: `${max}`, step: `${step}` });
    const shown = element("output", { for: id });
    node.addEventListener("input", () => {
      shown.textContent = `${node.value}${unit}`;
      value.set(Number(node.value));
    });
    /** @type {Field["show"]} */
    const show = (now) => {
      node.value = now;
      shown.textContent = `${now}${unit}`;
    };
    return { row: row(control, label(control, id), node, shown), show };
  },
  text(control, id, value) {
    const node = element("textarea", { id, rows: "4", maxlength: "2000" });
    // A text is taken when its field is left: nobody waits for the kernel while writing.
    node.addEventListener("change", () => value.set(node.value));
    /** @type {Field["show"]} */
    const show = (now) => { if (document.activeElement !== node) node.value = now; };
    return { row: row(control, label(control, id), node), show };
  },
  button(control, id, value) {
    const node = element("button", { id, type: "button" }, control.label);
    node.addEventListener("click", () => value.set(value.get() + 1));
    return { row: row(control, node), show: () => {} };
  },
  // Radio buttons drawn as the boxes of a chain: the arrow keys walk it.
  chain(control, id, value) {
    const group = element("fieldset", { class: "control chain wide" });
    group.append(element("legend", {}, control.label));
    const radios = (control.options ?? []).map(([key, words], place) => {
      const radio = element("input", { type: "radio", name: id, id: `${id}-${place}`, value: key });
      const box = element("span", { class: "box" });
      box.append(radio, element("label", { for: `${id}-${place}` }, words));
      group.append(box);
      radio.addEventListener("change", () => radio.checked && value.set(key));
      return radio;
    });
    return { row: group, show: (now) => { for (const radio of radios) radio.checked = radio.value === now; } };
  },
};

/** @param {{model: Model, el: HTMLElement}} page */
function render({ model, el }) {
  // A counter would not do: each widget loads this module anew.
  const prefix = `explorer-${Math.random().toString(36).slice(2)}`;
  const root = element("section", {
    class: "trilateral-explorer",
    "aria-label": model.get("title"),
    // JupyterLab acts on letters and arrows unless told not to.
    "data-lm-suppress-shortcuts": "true",
  });
  for (const type of ["keydown", "keyup", "keypress"])
    root.addEventListener(type, (event) => event.stopPropagation());
  const group = element("fieldset");
  group.append(element("legend", {}, model.get("title")));
  const status = element("p", { role: "status", "aria-atomic": "true" });
  const view = element("div", { class: "view" });
  root.append(group, status, view);
  el.replaceChildren(root);

  /** @type {Map<string, Field>} */ const fields = new Map();
  for (const control of /** @type {Control[]} */ (model.get("controls"))) {
    const field = FIELDS[control.kind](control, `${prefix}-${control.name}`, {
      get: () => model.get("values")[control.name],
      set(value) {
        model.set("values", { ...model.get("values"), [control.name]: value });
        model.save_changes();
      },
    });
    fields.set(control.name, field);
    group.append(field.row);
  }
  const showValues = () => {
    const [values, options] = [model.get("values"), model.get("options")];
    const hidden = new Set(model.get("hidden"));
    for (const [name, field] of fields) {
      field.row.hidden = hidden.has(name);
      field.show(values[name], options[name]);
    }
  };
  const showView = () => { view.innerHTML = model.get("html"); };
  const showSummary = () => { status.textContent = model.get("summary"); };
  for (const show of [showValues, showView, showSummary]) show();
  for (const name of ["options", "values", "hidden"]) model.on(`change:${name}`, showValues);
  model.on("change:html", showView);
  model.on("change:summary", showSummary);
}

export default { render };
