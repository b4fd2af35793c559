// @ts-check
/**
 * What a card says about a figure, a source or a table.
 *
 * @typedef {import("../evidence/data.js").Card} Card
 * @typedef {import("../evidence/data.js").Row} Row
 * @typedef {import("../evidence/data.js").Table} Table
 * @typedef {{kind: "=" | "@" | "#", name: string}} CitationMark as prose has it in a link's title
 * @typedef {{words: string, to: string, away?: boolean}} Link a place on the evidence page, or away from it on the web
 * @typedef {{head: string, value: string, lines: [string, (string | Link)[]][]}} Words of a card
 */

import { date, hash, vocabulary } from "../evidence/core.js";

const FEW = 3;

/** What a learner should know before relying on a source; of most, how much was read was not recorded. */
const READ = /** @type {Record<string, string>} */ ({
  part: "We read only a part of it.",
  known: "We did not read this text; you can, here.",
});

/**
 * Return the mark that a link's title holds, or null.
 * @param {string} title
 * @returns {CitationMark | null}
 */
export function mark(title) {
  const match = /^([=@#])([A-Za-z0-9](?:[\w.-]*\w)?)$/.exec(title);
  return match ? { kind: /** @type {CitationMark["kind"]} */ (match[1]), name: match[2] } : null;
}

/**
 * Return where on the evidence page a mark leads.
 * @param {CitationMark} mark
 */
export function address({ kind, name }) {
  if (kind === "=") return `#=${encodeURI(name)}`;
  return kind === "@" ? hash("sources", name) : hash(name);
}

/**
 * Return a source in a few words.
 * @param {Row | undefined} source
 * @param {string} id
 */
export function cited(source, id) {
  if (!source) return id;
  return `${source.publisher.replace(/ \([^()]*\)$/, "")}, ${source.published ? date(source.published) : "n.d."}`;
}

/**
 * Return the address of a source if a browser may open it.
 * @param {Row} source
 */
export function onTheWeb(source) {
  return /^https?:\/\//i.test(source.url) ? source.url : "";
}

/**
 * Say what is behind a figure.
 * @param {string} name @param {Card} card @param {Map<string, Table>} tables @param {Map<string, Row>} sources @returns {Words}
 */
export function figure(name, card, tables, sources) {
  /** @type {Words["lines"]} */ const lines = [];
  const rows = Object.entries(card.rows).flatMap(([table, keys]) => keys.map((key) => ({ table, key })));
  if (card.titles.length) {
    const links = rows.map(({ table, key }, place) => ({ words: `${key}: ${card.titles[place]}`, to: hash(table, key) }));
    lines.push([rows.length === 1 ? "Row" : "Rows", links]);
  } else {
    const parts = Object.entries(card.rows).filter(([table, keys]) => keys.length || table === card.table);
    lines.push(["Rests on", parts.map(([table, keys]) => ({ words: counted(tables.get(table), table, keys), to: address({ kind: "=", name }) }))]);
  }
  if (card.titles.length) lines.push(["Table", [{ words: tables.get(card.table)?.title ?? card.table, to: hash(card.table) }]]);
  lines.push(["Confidence", [confidence(card.confidence, rows.length)]]);
  if (card.when) lines.push(["Date", [card.when]]);
  /** @type {(string | Link)[]} */ const links = card.sources.map((id) => ({ words: cited(sources.get(id), id), to: hash("sources", id) }));
  if (card.others) links.push(`and ${card.others} more`);
  if (links.length) lines.push([links.length === 1 ? "Source" : "Sources", links]);
  return { head: card.words, value: card.text, lines };
}

/** @param {Table | undefined} table @param {string} name @param {string[]} keys */
function counted(table, name, keys) {
  const title = table?.title ?? name;
  if (!keys.length) return `No row of “${title}”: it counts what is missing there`;
  const names = keys.length <= FEW ? keys.join(", ") : `${keys[0]} … ${keys[keys.length - 1]}`;
  return `${keys.length} ${keys.length === 1 ? "row" : "rows"} of “${title}” (${names})`;
}

/** @param {Record<string, number>} counts @param {number} rows */
function confidence(counts, rows) {
  const parts = Object.entries(counts);
  if (!parts.length) return "not recorded in this table";
  if (parts.length === 1 && rows >= 1) return parts[0][0];
  return parts.map(([word, count]) => `${count} ${word}`).join(", ");
}

/**
 * Say what a source is.
 * @param {string} id
 * @param {Row} source
 * @param {Table | undefined} table
 * @returns {Words}
 */
export function source(id, source, table) {
  /** @param {string} column @param {string} word */
  const label = (column, word) => {
    const field = table?.schema.fields.find((one) => one.name === column);
    return (field && new Map(vocabulary(field)).get(word)) || word;
  };
  const web = onTheWeb(source);
  /** @type {Words["lines"]} */ const lines = [
    ["Publisher", [source.publisher]],
    ["Date", [source.published ? date(source.published) : "not known"]],
    ["Kind", [`${label("kind", source.kind)}; ${label("perspective", source.perspective)}`]],
  ];
  if (READ[source.read]) lines.push(["What we read", [READ[source.read]]]);
  const weak = (source.weakness ?? "").split(";").filter(Boolean).map((word) => label("weakness", word));
  if (weak.length) lines.push(["Weak point", [sentences([...weak, source.why_kept])]]);
  if (web) lines.push(["Read it", [{ words: new URL(web).hostname.replace(/^www\./, ""), to: web, away: true }]]);
  lines.push(["Row", [{ words: id, to: hash("sources", id) }]]);
  return { head: source.title, value: "", lines };
}

/** @param {string[]} parts */
function sentences(parts) {
  return parts.filter(Boolean).map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1).replace(/\.$/, "")}.`).join(" ");
}

/**
 * Say what a table is.
 * @param {Table} table
 * @param {number} rows
 * @returns {Words}
 */
export function table(table, rows) {
  const columns = table.schema.fields.length;
  return {
    head: table.title,
    value: "",
    lines: [["What it is", [table.description]], ["Size", [`${rows} rows, ${columns} columns`]], ["Open it", [{ words: table.path, to: hash(table.name) }]]],
  };
}

