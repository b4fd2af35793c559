// One explorer: labelled native controls, a spoken sentence, and what Python shows for them.

/** @typedef {{name: string, label: string, kind: "select"|"checkbox"|"range"|"chain"|"text"|"button",
 *   options?: [string, string][], min?: number, max?: number, step?: number, unit?: string,
 *   wide?: boolean}} Control */

/** @param {string} tag @param {Record<string, string>} [attributes] @param {string} [text] */
function element(tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

/** @param {HTMLElement} select @param {[string, string][]} options @param {string} value */
function fill(select, options, value) {
  select.replaceChildren(...options.map(([key, label]) => element("option", { value: key }, label)));
  select.value = value;
}

/** @param {Control} control @param {string} id */
function input(control, id) {
  if (control.kind === "select") return element("select", { id });
  if (control.kind === "checkbox") return element("input", { id, type: "checkbox" });
  if (control.kind === "text") return element("textarea", { id, rows: "4", maxlength: "2000" });
  if (control.kind === "button") return element("button", { id, type: "button" }, control.label);
  const { min = 0, max = 1, step = 1 } = control;
  return element("input", { id, type: "range", min: `${min}`, max: `${max}`, step: `${step}` });
}

// Radio buttons drawn as the boxes of a chain: the arrow keys walk it.
/** @param {Control} control @param {string} id @param {(value: string) => void} choose */
function chain(control, id, choose) {
  const group = element("fieldset", { class: "control chain wide" });
  group.append(element("legend", {}, control.label));
  const radios = (control.options ?? []).map(([value, words], place) => {
    const radio = element("input", { type: "radio", name: id, id: `${id}-${place}`, value });
    const box = element("span", { class: "box" });
    box.append(radio, element("label", { for: `${id}-${place}` }, words));
    group.append(box);
    radio.addEventListener("change", () => radio.checked && choose(value));
    return radio;
  });
  const show = (value) => { for (const radio of radios) radio.checked = radio.value === value; };
  return { row: group, show };
}

function render({ model, el }) {
  const root = element("section", {
    class: "trilateral-explorer",
    "aria-label": model.get("title"),
    // JupyterLab acts on letters and arrows unless told not to.
    "data-lm-suppress-shortcuts": "true",
  });
  for (const type of ["keydown", "keyup", "keypress"])
    root.addEventListener(type, (event) => event.stopPropagation());
  const fields = element("fieldset");
  fields.append(element("legend", {}, model.get("title")));
  const status = element("p", { role: "status", "aria-atomic": "true" });
  const view = element("div", { class: "view" });
  root.append(fields, status, view);
  el.replaceChildren(root);

  const inputs = new Map();
  const set = (name, value) => {
    model.set("values", { ...model.get("values"), [name]: value });
    model.save_changes();
  };
  for (const control of model.get("controls")) {
    const id = `${model.model_id ?? model.cid ?? "e"}-${control.name}`;
    if (control.kind === "chain") {
      const made = chain(control, id, (value) => set(control.name, value));
      fields.append(made.row);
      inputs.set(control.name, { control, ...made });
      continue;
    }
    const node = input(control, id);
    const row = element("div", { class: `control ${control.kind}${control.wide ? " wide" : ""}` });
    const label = element("label", { for: id }, control.label);
    const shown = element("output", { for: id });
    if (control.kind === "button") row.append(node);
    else row.append(...(control.kind === "checkbox" ? [node, label] : [label, node]));
    if (control.kind === "range") row.append(shown);
    fields.append(row);
    inputs.set(control.name, { control, node, shown, row });
    if (control.kind === "button") {
      node.addEventListener("click", () => set(control.name, model.get("values")[control.name] + 1));
      continue;
    }
    // A text is taken when its field is left: nobody waits for the kernel while writing.
    node.addEventListener(control.kind === "text" ? "change" : "input", () => {
      const value = control.kind === "checkbox" ? node.checked
        : control.kind === "range" ? Number(node.value) : node.value;
      if (control.kind === "range") shown.textContent = `${node.value}${control.unit ?? ""}`;
      set(control.name, value);
    });
  }

  const showValues = () => {
    const values = model.get("values");
    const options = model.get("options");
    const hidden = new Set(model.get("hidden"));
    for (const [name, { control, node, shown, row, show }] of inputs) {
      row.hidden = hidden.has(name);
      if (control.kind === "chain") show(values[name]);
      else if (control.kind === "select") fill(node, options[name] ?? control.options, values[name]);
      else if (control.kind === "checkbox") node.checked = values[name];
      else if (control.kind === "range") {
        node.value = values[name];
        shown.textContent = `${values[name]}${control.unit ?? ""}`;
      } else if (control.kind === "text" && document.activeElement !== node) {
        node.value = values[name];
      }
    }
  };
  const showView = () => { view.innerHTML = model.get("html"); };
  const showSummary = () => { status.textContent = model.get("summary"); };
  showValues();
  showView();
  showSummary();
  model.on("change:options", showValues);
  model.on("change:values", showValues);
  model.on("change:hidden", showValues);
  model.on("change:html", showView);
  model.on("change:summary", showSummary);
}

export default { render };
