// @ts-check
/**
 * The quiz on the page. Everything it shows and says comes from Python; it keeps no key.
 *
 * @typedef {{verdict: string, word: string, html: string}} Verdict
 * @typedef {{id: string, html: string, text: string}} Part
 * @typedef {{id: string, type: string, number: string, stem: string, help: string, hints: number,
 *   chart: null | {light: string, dark: string, description: string, table: string}, unit?: string,
 *   parts?: Part[], choices?: {id: string, text: string}[]}} Item
 * @typedef {{response: any, confidence: string | null, attempts: number, done: boolean,
 *   tone: string, headline: string, note: string, gentle: string, parts: Record<string, Verdict>,
 *   hints: string[], hintLabel: string, problem: string, end: string}} State
 * @typedef {{node: HTMLElement, read: () => any, write: (response: any) => void,
 *   slots: Record<string, HTMLElement>, fields: (HTMLInputElement | HTMLSelectElement)[],
 *   lock?: () => void}} Control
 * @typedef {{words: Record<string, string>, prefix: string, say: (text: string) => void,
 *   send: (message: object) => void}} Context
 * @typedef {{get: (name: string) => any, send: (message: object) => void,
 *   on: (name: string, act: () => void) => void, off: (name: string, act: () => void) => void}} Model
 */

/**
 * Make an element; attributes whose value is null are left out.
 * @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag
 * @param {Record<string, string | number | null>} [attributes] @param {...(Node | string)} children
 */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (name === "html") node.innerHTML = String(value); // sanitised in Python
    else node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** @param {string} template @param {Record<string, any>} values */
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Change HTML only if it differs: nothing is spoken or moved without need. @param {HTMLElement} node @param {string} html */
function put(node, html) {
  if (node.dataset.html === html) return;
  node.dataset.html = html;
  node.innerHTML = html;
  node.hidden = !html;
}

/**
 * Put an element for each part into `node`, with a slot for the verdict that describes its field.
 * @template {HTMLInputElement | HTMLSelectElement} Field
 * @param {HTMLElement} node @param {Item} item @param {Context} at
 * @param {(part: Part, id: string, slot: HTMLElement) => [Field, HTMLElement]} build
 */
function parted(node, item, at, build) {
  /** @type {Record<string, HTMLElement>} */ const slots = {};
  const fields = (item.parts ?? []).map((part) => {
    const id = `${at.prefix}-${part.id}`;
    slots[part.id] = make("div", { class: "tq-verdict", id: `${id}-f`, hidden: "" });
    const [field, whole] = build(part, id, slots[part.id]);
    node.append(whole);
    return field;
  });
  return { node, slots, fields };
}

/** One radio button or check box an option. @type {(item: Item, at: Context) => Control} */
function ticks(item, at) {
  const type = item.type === "choice" ? "radio" : "checkbox";
  const made = parted(make("div", { class: "tq-parts" }), item, at, (part, id, slot) => {
    const field = make("input", { type, id, name: at.prefix, value: part.id, "aria-describedby": slot.id });
    return [field, make("div", { class: "tq-part" }, make("label", { for: id }, field, make("span", { html: part.html })), slot)];
  });
  const ticked = () => made.fields.filter((field) => field.checked).map((field) => field.value);
  return {
    ...made,
    read: () => (item.type === "choice" ? ticked()[0] ?? null : ticked()),
    write: (response) => made.fields.forEach((field) => (field.checked = [response].flat().includes(field.value))),
  };
}

/** A number or a short text. @type {(item: Item, at: Context) => Control} */
function typed(item, at) {
  const id = `${at.prefix}-text`;
  const field = make("input", { type: "text", id, autocomplete: "off", spellcheck: "false", maxlength: 500,
    inputmode: item.type === "numeric" ? "decimal" : null, "aria-describedby": `${at.prefix}-help ${at.prefix}-problem` });
  const unit = item.unit ? [make("span", { class: "tq-unit" }, item.unit)] : [];
  const label = make("label", { for: id }, at.words.answer);
  return {
    node: make("div", { class: "tq-typed" }, label, field, ...unit),
    slots: {}, fields: [field],
    read: () => field.value,
    write: (response) => (field.value = response),
  };
}

/** A row and a list of choices each. @type {(item: Item, at: Context) => Control} */
function matching(item, at) {
  const made = parted(make("div", { class: "tq-parts" }), item, at, (part, id, slot) => {
    const options = (item.choices ?? []).map((choice) => make("option", { value: choice.id }, choice.text));
    const field = make("select", { id, "data-part": part.id, "aria-describedby": slot.id },
      make("option", { value: "" }, at.words.choose), ...options);
    return [field, make("div", { class: "tq-part tq-row" }, make("label", { for: id, html: part.html }), field, slot)];
  });
  return {
    ...made,
    read: () => Object.fromEntries(made.fields.map((field) => [field.dataset.part, field.value])),
    write: (response) => made.fields.forEach((field) => (field.value = response[field.dataset.part ?? ""] ?? "")),
  };
}

/** Buttons and a position each; the entry in focus never leaves the page. @type {(item: Item, at: Context) => Control} */
function ordering(item, at) {
  const node = make("ol", { class: "tq-parts tq-order" });
  const count = item.parts?.length ?? 0;
  let locked = false;
  const entries = () => /** @type {HTMLElement[]} */ ([...node.children]);
  const refresh = () => entries().forEach((entry, place) => {
    const [select, up, down] = entry.querySelectorAll("select, button");
    /** @type {HTMLSelectElement} */ (select).value = String(place + 1);
    up.ariaDisabled = String(locked || place === 0);
    down.ariaDisabled = String(locked || place === count - 1);
  });
  /** Move by carrying the others past, which keeps the focus where it is. @param {HTMLElement} entry @param {number} to */
  const move = (entry, to) => {
    const others = entries().filter((other) => other !== entry);
    if (locked || to < 0 || to > others.length) return refresh();
    others.forEach((other, place) => (place < to ? entry.before(other) : node.append(other)));
    refresh();
    at.say(fill(at.words.moved, { entry: entry.dataset.text, position: to + 1, count }));
  };
  const made = parted(node, item, at, (part, id, slot) => {
    const select = make("select", { "aria-label": fill(at.words.position, { entry: part.text }) },
      ...Array.from({ length: count }, (_, place) => make("option", { value: place + 1 }, String(place + 1))));
    /** @param {string} word @param {number} by */
    const button = (word, by) => {
      const pressed = make("button", { type: "button", "aria-label": `${word}: ${part.text}` }, by < 0 ? "↑" : "↓");
      pressed.addEventListener("click", () => move(entry, entries().indexOf(entry) + by));
      return pressed;
    };
    const entry = make("li", { class: "tq-part", "data-part": part.id, "data-text": part.text },
      make("div", { class: "tq-entry" }, select, button(at.words.up, -1), button(at.words.down, 1),
        make("span", { html: part.html })), slot);
    select.addEventListener("change", () => move(entry, Number(select.value) - 1));
    return [select, entry];
  });
  refresh();
  return {
    ...made,
    read: () => entries().map((entry) => entry.dataset.part),
    write: (response) => {
      node.append(...entries().sort((a, b) => response.indexOf(a.dataset.part) - response.indexOf(b.dataset.part)));
      refresh();
    },
    lock: () => { locked = true; refresh(); },
  };
}

/** @type {Record<string, (item: Item, at: Context) => Control>} */
const CONTROLS = { choice: ticks, multiple: ticks, numeric: typed, text: typed, ordering, matching };

/** @param {Item} item @param {Context} at */
function chart(item, at) {
  if (!item.chart) return [];
  const { light, dark, description, table } = item.chart;
  const pictures = Object.entries({ light, dark }).map(([theme, src]) => make("img", { class: `tq-${theme}`, src, alt: description }));
  const scroll = make("div", { class: "tq-scroll", tabindex: 0, role: "group", "aria-label": at.words.table, html: table });
  return [make("div", { class: "tq-chart" }, ...pictures,
    make("details", {}, make("summary", {}, at.words.words), make("p", {}, description)),
    make("details", {}, make("summary", {}, at.words.table), scroll))];
}

/** @param {Context} at */
function confidence(at) {
  const radios = ["guess", "fairly", "sure"].map((value) => make("input", { type: "radio", name: `${at.prefix}-sure`, value }));
  const labels = radios.map((radio) => make("label", {}, radio, make("span", {}, at.words[radio.value])));
  return { radios, node: make("fieldset", { class: "tq-sure" }, make("legend", {}, at.words.confidence), ...labels) };
}

/** A question's places on the page, those that an answer fills still empty. @param {Item} item @param {Context} at */
function question(item, at) {
  const control = CONTROLS[item.type](item, at);
  const sure = confidence(at);
  const check = make("button", { type: "submit", class: "tq-check" }, at.words.check);
  const hint = make("button", { type: "button", class: "tq-hint", hidden: item.hints ? null : "" });
  const [problem, outcome, note, hints, end] = ["problem", "outcome", "note", "hints", "end"].map((name) =>
    make("div", { class: `tq-${name}`, id: `${at.prefix}-${name}`, hidden: "" }));
  const legend = make("legend", {}, make("span", { class: "tq-number" }, item.number), make("span", { html: item.stem }));
  const group = make("fieldset", { class: "tq-item", "aria-describedby": `${at.prefix}-help ${at.prefix}-problem` }, legend,
    make("p", { class: "tq-help", id: `${at.prefix}-help` }, item.help), ...chart(item, at), control.node, problem);
  const node = make("form", { "data-item": item.id, novalidate: "" }, group, sure.node,
    make("div", { class: "tq-buttons" }, check, hint), outcome, note, hints, end);
  return { node, control, radios: sure.radios, check, hint, problem, outcome, note, hints, end };
}

/** Show what an answer changed. @param {ReturnType<typeof question>} shown @param {State} state @param {Context} at */
function redraw(shown, state, at) {
  const { control, problem, hint } = shown;
  shown.node.dataset.tone = state.tone;
  problem.textContent = state.problem;
  problem.hidden = !state.problem;
  for (const field of control.fields) field.ariaInvalid = state.problem ? "true" : null;
  put(shown.outcome, state.headline && `<strong>${state.headline}</strong>${state.gentle && ` ${state.gentle}`}`);
  put(shown.note, state.note);
  put(shown.hints, state.hints.length ? `<strong>${at.words.hints}</strong><ol>${state.hints.map((text) => `<li>${text}</li>`).join("")}</ol>` : "");
  put(shown.end, state.end);
  if (state.hintLabel) hint.textContent = state.hintLabel;
  hint.ariaDisabled = String(!state.hintLabel);
  for (const [part, slot] of Object.entries(control.slots)) {
    const verdict = state.parts[part];
    slot.dataset.verdict = verdict?.verdict ?? "";
    put(slot, verdict ? `<strong>${verdict.word}.</strong> ${verdict.html}` : "");
  }
  shown.check.ariaDisabled = String(state.done);
  if (!state.done) return;
  // Not `disabled`: that would throw the focus out of a field in which Enter was pressed.
  for (const field of [...control.fields, ...shown.radios]) field.ariaDisabled = "true";
  for (const field of control.fields) field.toggleAttribute("readonly", field.type === "text");
  control.lock?.();
}

/**
 * One question at work: built once, then only what an answer changes is changed.
 * @param {Item} item @param {Context} at
 */
function asked(item, at) {
  const shown = question(item, at);
  const { node, control, radios, hint } = shown;
  let since = 0;
  /** @type {State | null} */ let last = null;
  /** @param {State} state */
  const fillIn = (state) => {
    if (state.response !== null) control.write(state.response);
    for (const radio of radios) radio.checked = radio.value === state.confidence;
  };
  node.addEventListener("focusin", () => (since ||= performance.now()));
  node.addEventListener("change", () => {
    if (!last?.done) return;
    fillIn(last);
    at.say(at.words.finished);
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (last?.done) return at.say(at.words.finished);
    at.send({ do: "check", item: item.id, response: control.read(),
      confidence: radios.find((radio) => radio.checked)?.value ?? null, seconds: (performance.now() - since) / 1000 });
  });
  hint.addEventListener("click", () => {
    if (hint.ariaDisabled === "true") return at.say(at.words.noHints);
    at.send({ do: "hint", item: item.id });
  });
  /** @param {State} state */
  const update = (state) => {
    if (JSON.stringify(state) === JSON.stringify(last)) return;
    if (last?.attempts !== state.attempts) fillIn(state);
    last = state;
    redraw(shown, state, at);
  };
  return { id: item.id, node, update };
}

/** @param {{model: Model, el: HTMLElement}} page */
function render({ model, el }) {
  // A counter would not do: each widget loads this module anew.
  const view = `tq-${Math.random().toString(36).slice(2)}`;
  const words = model.get("words");
  const status = make("div", { role: "status", "aria-atomic": "true", class: "tq-status" });
  const notice = make("p", { class: "tq-notice" });
  let speaking = 0, waiting = 0;
  /** Empty the region first: the same words twice are spoken twice. @param {string} text */
  const say = (text) => {
    status.textContent = "";
    clearTimeout(speaking);
    speaking = setTimeout(() => (status.textContent = text), 30);
  };
  /** @param {string} text */
  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  /** Say when nobody answers: the kernel is gone. @param {object} message */
  const send = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { tell(words.noKernel); say(words.noKernel); }, 8000);
    model.send(message);
  };
  /** @type {Item[]} */ const items = model.get("items");
  const questions = items.map((item) => asked(item, { words, say, send, prefix: `${view}-${item.id}` }));
  const update = () => {
    for (const each of questions) each.update(model.get("states")[each.id]);
    tell(model.get("notice"));
  };
  const speak = () => {
    clearTimeout(waiting);
    update();
    say([model.get("spoken").text, model.get("notice")].filter(Boolean).join(" "));
  };
  // JupyterLab acts on letters and arrows in outputs unless told so; other front ends listen above.
  const root = make("section", { class: "tq", "data-lm-suppress-shortcuts": "true", "aria-label": model.get("title") },
    make("p", { class: "tq-title" }, model.get("title")), notice, ...questions.map((each) => each.node), status);
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, (event) => event.stopPropagation());
  update();
  el.append(root);
  const heard = { "change:states": update, "change:spoken": speak };
  for (const [name, act] of Object.entries(heard)) model.on(name, act);
  return () => {
    [speaking, waiting].forEach(clearTimeout);
    for (const [name, act] of Object.entries(heard)) model.off(name, act);
  };
}

export default { render };
