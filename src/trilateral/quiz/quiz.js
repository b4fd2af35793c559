// @ts-check
/**
 * The quiz on the page. Everything it shows and says comes from Python; it keeps no key.
 *
 * @typedef {{verdict: string, word: string, html: string}} Verdict
 * @typedef {{id: string, html: string, text: string}} Part
 * @typedef {{id: string, type: string, number: string, stem: string, help: string, hints: number,
 *   chart: null | {src: string, alt: string, table: string}, unit?: string,
 *   parts?: Part[], choices?: {id: string, text: string}[]}} Item
 * @typedef {{response: any, confidence: string | null, attempts: number, done: boolean,
 *   tone: string, headline: string, note: string, gentle: string, parts: Record<string, Verdict>,
 *   hints: string[], hintLabel: string, problem: string, end: string}} State
 * @typedef {{node: HTMLElement, read: () => any, write: (response: any) => void,
 *   slots: Record<string, HTMLElement>, fields: (HTMLInputElement | HTMLSelectElement)[],
 *   lock?: () => void}} Control
 * @typedef {{words: Record<string, string>, prefix: string, say: (text: string) => void,
 *   send: (message: object) => void}} Context
 */

let views = 0;

/**
 * Make an element; attributes whose value is null or false are left out.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {any}
 */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "html") node.innerHTML = value; // sanitised in Python
    else if (value !== null && value !== false) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** @param {string} template @param {Record<string, any>} values */
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * Change a node's HTML only if it differs, so that nothing is spoken or moved without need.
 * @param {HTMLElement} node @param {string} html
 */
function put(node, html) {
  if (node.dataset.html === html) return;
  node.dataset.html = html;
  node.innerHTML = html;
  node.hidden = !html;
}

/** One radio button or check box an option. @type {(item: Item, at: Context) => Control} */
function ticks(item, at) {
  const node = make("div", { class: "tq-parts" });
  /** @type {HTMLInputElement[]} */ const fields = [];
  /** @type {Record<string, HTMLElement>} */ const slots = {};
  for (const part of item.parts ?? []) {
    const id = `${at.prefix}-${part.id}`;
    const type = item.type === "choice" ? "radio" : "checkbox";
    const field = make("input", { type, id, name: at.prefix, value: part.id, "aria-describedby": `${id}-f` });
    slots[part.id] = make("div", { class: "tq-verdict", id: `${id}-f`, hidden: "" });
    fields.push(field);
    node.append(make("div", { class: "tq-part" }, make("label", { for: id }, field, make("span", { html: part.html })), slots[part.id]));
  }
  const ticked = () => fields.filter((field) => field.checked).map((field) => field.value);
  return {
    node, slots, fields,
    read: () => (item.type === "choice" ? ticked()[0] ?? null : ticked()),
    write: (response) => fields.forEach((field) => (field.checked = [response].flat().includes(field.value))),
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
  const node = make("div", { class: "tq-parts" });
  /** @type {HTMLSelectElement[]} */ const fields = [];
  /** @type {Record<string, HTMLElement>} */ const slots = {};
  for (const part of item.parts ?? []) {
    const id = `${at.prefix}-${part.id}`;
    const options = (item.choices ?? []).map((choice) => make("option", { value: choice.id }, choice.text));
    const field = make("select", { id, "data-part": part.id, "aria-describedby": `${id}-f` },
      make("option", { value: "" }, at.words.choose), ...options);
    slots[part.id] = make("div", { class: "tq-verdict", id: `${id}-f`, hidden: "" });
    fields.push(field);
    node.append(make("div", { class: "tq-part tq-row" }, make("label", { for: id, html: part.html }), field, slots[part.id]));
  }
  return {
    node, slots, fields,
    read: () => Object.fromEntries(fields.map((field) => [field.dataset.part, field.value])),
    write: (response) => fields.forEach((field) => (field.value = response[field.dataset.part ?? ""] ?? "")),
  };
}

/** Buttons and a position each; the entry in focus never leaves the page. @type {(item: Item, at: Context) => Control} */
function ordering(item, at) {
  const parts = item.parts ?? [];
  const node = make("ol", { class: "tq-parts tq-order" });
  /** @type {Record<string, HTMLElement>} */ const slots = {};
  let locked = false;
  const entries = () => /** @type {HTMLElement[]} */ ([...node.children]);
  const refresh = () => entries().forEach((entry, place) => {
    const [select, up, down] = entry.querySelectorAll("select, button");
    /** @type {HTMLSelectElement} */ (select).value = String(place + 1);
    up.setAttribute("aria-disabled", String(locked || place === 0));
    down.setAttribute("aria-disabled", String(locked || place === parts.length - 1));
  });
  /** Move by carrying the others past, which keeps the focus where it is. @param {HTMLElement} entry @param {number} to */
  const move = (entry, to) => {
    const others = entries().filter((other) => other !== entry);
    if (locked || to < 0 || to > others.length) return refresh();
    others.forEach((other, place) => (place < to ? entry.before(other) : node.append(other)));
    refresh();
    at.say(fill(at.words.moved, { entry: entry.dataset.text, position: to + 1, count: parts.length }));
  };
  const fields = parts.map((part) => {
    const id = `${at.prefix}-${part.id}`;
    const select = make("select", { "aria-label": fill(at.words.position, { entry: part.text }) },
      ...parts.map((_, place) => make("option", { value: place + 1 }, String(place + 1))));
    /** @param {string} word @param {number} by */
    const button = (word, by) => {
      const made = make("button", { type: "button", "aria-label": `${word}: ${part.text}` }, by < 0 ? "↑" : "↓");
      made.addEventListener("click", () => move(entry, entries().indexOf(entry) + by));
      return made;
    };
    slots[part.id] = make("div", { class: "tq-verdict", id: `${id}-f`, hidden: "" });
    const entry = make("li", { class: "tq-part", "data-part": part.id, "data-text": part.text },
      make("div", { class: "tq-entry" }, select, button(at.words.up, -1), button(at.words.down, 1),
        make("span", { html: part.html })), slots[part.id]);
    select.addEventListener("change", () => move(entry, Number(select.value) - 1));
    node.append(entry);
    return select;
  });
  refresh();
  return {
    node, slots, fields,
    read: () => entries().map((entry) => entry.dataset.part),
    write: (response) => { node.append(...response.map((/** @type {string} */ id) => entries().find((entry) => entry.dataset.part === id))); refresh(); },
    lock: () => { locked = true; refresh(); },
  };
}

const CONTROLS = { choice: ticks, multiple: ticks, numeric: typed, text: typed, ordering, matching };

/** @param {Item} item @param {Context} at */
function chart(item, at) {
  if (!item.chart) return [];
  const picture = make("img", { src: item.chart.src, alt: item.chart.alt });
  const scroll = make("div", { class: "tq-scroll", tabindex: 0, role: "group", "aria-label": at.words.table, html: item.chart.table });
  return [make("div", { class: "tq-chart" }, picture,
    make("details", {}, make("summary", {}, at.words.words), make("p", {}, item.chart.alt)),
    make("details", {}, make("summary", {}, at.words.table), scroll))];
}

/** @param {Context} at */
function confidence(at) {
  const radios = ["guess", "fairly", "sure"].map((value) => make("input", { type: "radio", name: `${at.prefix}-sure`, value }));
  const labels = radios.map((radio) => make("label", {}, radio, make("span", {}, at.words[radio.value])));
  return { radios, node: make("fieldset", { class: "tq-sure" }, make("legend", {}, at.words.confidence), ...labels) };
}

/**
 * One question: build it once, then only change what an answer changes.
 * @param {Item} item @param {Context} at
 */
function question(item, at) {
  const control = CONTROLS[/** @type {keyof CONTROLS} */ (item.type)](item, at);
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
  let since = 0, done = false;
  /** @type {State | null} */ let last = null;
  /** @param {string | null | undefined} value */
  const setSure = (value) => sure.radios.forEach((radio) => (radio.checked = radio.value === value));
  node.addEventListener("focusin", () => (since ||= performance.now()));
  node.addEventListener("change", () => {
    if (!done || !last) return;
    control.write(last.response);
    setSure(last.confidence);
    at.say(at.words.finished);
  });
  node.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (done) return at.say(at.words.finished);
    at.send({ do: "check", item: item.id, response: control.read(),
      confidence: sure.radios.find((radio) => radio.checked)?.value ?? null, seconds: (performance.now() - since) / 1000 });
  });
  hint.addEventListener("click", () => {
    if (hint.getAttribute("aria-disabled") === "true") return at.say(at.words.noHints);
    at.send({ do: "hint", item: item.id });
  });
  let drawn = "";
  /** @param {State} state */
  const update = (state) => {
    const now = JSON.stringify(state);
    if (now === drawn) return;
    const fresh = drawn === "" || JSON.parse(drawn).attempts !== state.attempts;
    drawn = now;
    last = state;
    done = state.done;
    if (fresh && state.response !== null) control.write(state.response);
    if (fresh) setSure(state.confidence);
    node.dataset.tone = state.tone;
    problem.textContent = state.problem;
    problem.hidden = !state.problem;
    control.fields.forEach((field) => field.toggleAttribute("aria-invalid", false));
    if (state.problem) control.fields.forEach((field) => field.setAttribute("aria-invalid", "true"));
    put(outcome, state.headline && `<strong>${state.headline}</strong>${state.gentle && ` ${state.gentle}`}`);
    put(note, state.note);
    put(hints, state.hints.length ? `<strong>${at.words.hints}</strong><ol>${state.hints.map((text) => `<li>${text}</li>`).join("")}</ol>` : "");
    put(end, state.end);
    if (state.hintLabel) hint.textContent = state.hintLabel;
    hint.setAttribute("aria-disabled", String(!state.hintLabel));
    for (const [part, slot] of Object.entries(control.slots)) {
      const verdict = state.parts[part];
      slot.dataset.verdict = verdict?.verdict ?? "";
      put(slot, verdict ? `<strong>${verdict.word}.</strong> ${verdict.html}` : "");
    }
    check.setAttribute("aria-disabled", String(done));
    if (!done) return;
    // Not `disabled`: that would throw the focus out of a field in which Enter was pressed.
    [...control.fields, ...sure.radios].forEach((field) => field.setAttribute("aria-disabled", "true"));
    control.fields.forEach((field) => field.toggleAttribute("readonly", field.type === "text"));
    control.lock?.();
  };
  return { node, update };
}

/** @param {{model: any, el: HTMLElement}} arg */
function render({ model, el }) {
  const view = ++views;
  const status = make("div", { role: "status", "aria-atomic": "true", class: "tq-status" });
  const notice = make("p", { class: "tq-notice", hidden: "" });
  let timer = 0;
  /** Empty the region first: the same words twice are spoken twice. @param {string} text */
  const say = (text) => {
    status.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = text), 30);
  };
  const words = model.get("words");
  let waiting = 0;
  /** Tell the learner when nobody answers: the kernel is gone. @param {object} message */
  const send = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(words.noKernel), 8000);
    model.send(message);
  };
  /** @param {string} text */
  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = false;
    say(text);
  };
  const questions = model.get("items").map((/** @type {Item} */ item) => ({ id: item.id,
    ...question(item, { words, say, send, prefix: `tq${view}-${item.id}` }) }));
  const update = () => {
    for (const each of questions) each.update(model.get("states")[each.id]);
    notice.textContent = model.get("notice");
    notice.hidden = !notice.textContent;
  };
  const speak = () => {
    clearTimeout(waiting);
    update();
    say([model.get("spoken").text, model.get("notice")].filter(Boolean).join(" "));
  };
  // JupyterLab acts on letters and arrows in outputs unless told so; other front ends listen above.
  const root = make("section", { class: "tq", "data-lm-suppress-shortcuts": "true", "aria-label": model.get("title") },
    make("p", { class: "tq-title" }, model.get("title")), notice, ...questions.map((/** @type {any} */ each) => each.node), status);
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, (/** @type {Event} */ event) => event.stopPropagation());
  update();
  el.append(root);
  const heard = { "change:states": update, "change:spoken": speak };
  for (const [name, act] of Object.entries(heard)) model.on(name, act);
  return () => {
    [timer, waiting].forEach(clearTimeout);
    for (const [name, act] of Object.entries(heard)) model.off(name, act);
  };
}

export default { render };
