// One explorer: labelled native controls, a spoken sentence, and what Python shows for them.

/** @typedef {{name: string, label: string, kind: "select"|"checkbox"|"range",
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
  const { min = 0, max = 1, step = 1 } = control;
  return element("input", { id, type: "range", min: `${min}`, max: `${max}`, step: `${step}` });
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
  for (const control of model.get("controls")) {
    const id = `${model.model_id ?? model.cid ?? "e"}-${control.name}`;
    const node = input(control, id);
    const row = element("div", { class: `control ${control.kind}${control.wide ? " wide" : ""}` });
    const label = element("label", { for: id }, control.label);
    const shown = element("output", { for: id });
    row.append(...(control.kind === "checkbox" ? [node, label] : [label, node]));
    if (control.kind === "range") row.append(shown);
    fields.append(row);
    inputs.set(control.name, { control, node, shown });
    node.addEventListener("input", () => {
      const value = control.kind === "checkbox" ? node.checked
        : control.kind === "range" ? Number(node.value) : node.value;
      shown.textContent = `${node.value}${control.unit ?? ""}`;
      model.set("values", { ...model.get("values"), [control.name]: value });
      model.save_changes();
    });
  }

  const showValues = () => {
    const values = model.get("values");
    const options = model.get("options");
    for (const [name, { control, node, shown }] of inputs) {
      if (control.kind === "select") fill(node, options[name] ?? control.options, values[name]);
      else if (control.kind === "checkbox") node.checked = values[name];
      else {
        node.value = values[name];
        shown.textContent = `${values[name]}${control.unit ?? ""}`;
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
  model.on("change:html", showView);
  model.on("change:summary", showSummary);
}

export default { render };
