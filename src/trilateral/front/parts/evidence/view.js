// @ts-check
/**
 * The evidence to read: one table at a time, filtered, each row with an address of its own.
 *
 * @typedef {import("./core.js").Filter} Filter
 * @typedef {import("./data.js").Table} Table
 * @typedef {import("./data.js").Row} Row
 */

import { build } from "../../controls.js";
import { liveRegion, make, uniqueId } from "../../dom.js";
import { choices, hash, heading, index, key, layout, matches, place, vocabulary } from "./core.js";
import { cells, meanings } from "./rows.js";

/**
 * Show the table, row or figure that the page's address names, and follow it.
 * @param {HTMLElement} root @param {import("./data.js").Evidence} evidence
 */
export async function view(root, evidence) {
  const tables = await evidence.tables();
  const said = liveRegion();
  const pick = make("select", { id: uniqueId("table") }, ...[...tables.values()].map((one) => make("option", { value: one.name }, one.title)));
  const body = make("div", {});
  const chooser = make("div", { class: "controls" }, make("div", { class: "control select" }, make("label", { for: pick.id }, "Table"), pick));
  root.append(chooser, body);
  pick.addEventListener("input", () => (location.hash = hash(pick.value)));
  let turn = 0;
  const follow = async () => {
    const mine = ++turn;
    const at = place(location.hash);
    const card = at.figure ? (await evidence.cards()).figures[at.figure] : undefined;
    const table = tables.get(card?.table ?? at.table) ?? [...tables.values()][0];
    const [rows, sources] = await Promise.all([evidence.rows(table.name), evidence.sources()]);
    if (mine !== turn) return;
    pick.value = table.name;
    const missing = at.figure && !card ? `No figure is called “${at.figure}”.` : at.table && table.name !== at.table ? `There is no table “${at.table}”.` : "";
    show(body, said, table, rows, { sources, tables, key: at.key, card, missing });
  };
  window.addEventListener("hashchange", follow);
  await follow();
  return () => window.removeEventListener("hashchange", follow);
}

/**
 * @param {HTMLElement} body @param {ReturnType<typeof liveRegion>} said @param {Table} table @param {Row[]} rows
 * @param {{sources: Map<string, Row>, tables: Map<string, Table>, key: string, missing: string,
 *   card: import("./data.js").Card | undefined}} at
 */
function show(body, said, table, rows, at) {
  const texts = index(table, rows);
  const columns = layout(table, rows);
  const lines = rows.map((row) => line(table, row, columns, at));
  const resting = new Set(at.card?.rows[table.name] ?? []);
  const keys = rows.map((row) => key(table, row));
  /** @type {Filter & {only: boolean}} */ const filter = { text: "", words: {}, only: Boolean(at.card) && resting.size > 0 };
  lines.forEach((node, number) => node.classList.toggle("resting", resting.has(keys[number])));

  const find = make("input", { type: "search", id: uniqueId("find"), autocomplete: "off", spellcheck: "false" });
  find.addEventListener("input", () => update({ text: find.value }));
  const fields = build(
    choices(table).map((column) => ({
      name: column.name,
      label: heading(column.name),
      kind: /** @type {const} */ ("select"),
      value: "",
      options: [["", "all"], ...vocabulary(column)],
    })),
    (name, value) => update({ words: { ...filter.words, [name]: String(value) } }),
  );
  for (const field of fields.values()) field.show("");
  const all = make("button", { type: "button" }, "Show all rows");
  all.addEventListener("click", () => {
    find.value = "";
    for (const field of fields.values()) field.show("");
    update({ text: "", words: {}, only: false });
    find.focus();
  });
  const only = make("input", { type: "checkbox", id: uniqueId("only") });
  only.addEventListener("input", () => update({ only: only.checked }));

  /** @param {Partial<typeof filter>} change */
  function update(change) {
    Object.assign(filter, change);
    const shown = new Set(matches(table, rows, texts, filter).filter((number) => !filter.only || resting.has(keys[number])));
    lines.forEach((node, number) => (node.hidden = !shown.has(number)));
    only.checked = filter.only;
    all.disabled = shown.size === rows.length;
    none.hidden = shown.size > 0;
    said.say(shown.size === rows.length ? `All ${rows.length} rows.` : `${shown.size} of ${rows.length} rows.`);
  }

  const none = make("p", { hidden: true }, "No row matches. Remove a filter, or show all rows.");
  const search = make("div", { class: "control search" }, make("label", { for: find.id }, "Find words"), find);
  const columnsOf = [make("th", { scope: "col" }, keyName(table)), ...columns.across.map(meanings), ...(columns.below.length ? [make("th", { scope: "col", class: "rest" }, "What the row says")] : [])];
  body.replaceChildren(
    make("h2", {}, table.title),
    make("p", {}, table.description),
    ...(at.missing ? [make("p", { class: "unsaved" }, at.missing)] : []),
    ...(at.card ? [standing(at.card, table, resting.size, only, at.tables)] : []),
    make("div", { class: "controls filters" }, search, ...[...fields.values()].map((field) => field.row)),
    make("div", { class: "tally" }, said.node, all),
    codebook(table),
    make("table", { class: "rows" }, make("caption", { class: "apart" }, `${table.title}: one row each`), make("thead", {}, make("tr", {}, ...columnsOf)), make("tbody", {}, ...lines)),
    none,
  );
  update({});
  const led = at.key ? lines[keys.indexOf(at.key)] : undefined;
  if (led) lead(led);
  else if (at.key) body.querySelector("h2")?.after(make("p", { class: "unsaved" }, `No row of this table is called “${at.key}”.`));
}

/**
 * Mark a row and bring it, and the focus, into view.
 * @param {HTMLElement} node
 */
function lead(node) {
  node.classList.add("led");
  node.setAttribute("aria-current", "true");
  node.scrollIntoView({ block: "center" });
  node.querySelector("a")?.focus({ preventScroll: true });
}

/**
 * @param {Table} table @param {Row} row @param {ReturnType<typeof layout>} columns
 * @param {{sources: Map<string, Row>, tables: Map<string, Table>}} known
 */
function line(table, row, columns, known) {
  const name = key(table, row);
  const head = make("th", { scope: "row" }, make("a", { href: hash(table.name, name) }, name));
  return make("tr", { id: `row-${name}` }, head, ...cells(table, row, columns, known));
}

/** @param {Table} table */
function keyName(table) {
  return [table.schema.primaryKey].flat().map(heading).join(", ");
}

/**
 * Say which figure has led here, and what it rests on.
 * @param {import("./data.js").Card} card @param {Table} table @param {number} count @param {HTMLInputElement} only
 * @param {Map<string, Table>} tables
 */
function standing(card, table, count, only, tables) {
  const others = Object.entries(card.rows).filter(([name, keys]) => name !== table.name && keys.length);
  const also = others.flatMap(([name, keys]) => keys.map((one) => make("li", {}, make("a", { href: hash(name, one) }, `${tables.get(name)?.title ?? name}: ${one}`))));
  const text = count
    ? ` rests on ${count === 1 ? "this row" : `these ${count} rows`}: without one of them, the figure would change.`
    : " counts what this table does not contain, so no row shows it.";
  return make(
    "section",
    { class: "standing", "aria-label": "The figure" },
    make("p", {}, make("strong", {}, card.text), ` ${card.words}`),
    make("p", {}, `The figure ${card.text}${text}`),
    ...(also.length ? [make("p", {}, "It rests on rows of other tables as well:"), make("ul", {}, ...also)] : []),
    ...(count ? [make("div", { class: "control checkbox" }, only, make("label", { for: only.id }, "Only the rows that the figure rests on"))] : []),
  );
}

/**
 * The meaning of all columns, where their heads are not shown.
 * @param {Table} table
 */
function codebook(table) {
  const entries = table.schema.fields.map((column) => make("li", {}, make("strong", {}, heading(column.name)), ` ${column.description}.`));
  return make("details", { class: "codebook" }, make("summary", {}, "What the columns mean"), make("ul", {}, ...entries));
}
