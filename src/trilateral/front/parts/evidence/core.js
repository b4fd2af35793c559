// @ts-check
/**
 * What is read of a table: its rows' keys and words, and which of them filters let in.
 *
 * @typedef {import("./data.js").Table} Table
 * @typedef {import("./data.js").Column} Column
 * @typedef {import("./data.js").Row} Row
 * @typedef {{text: string, words: Record<string, string>}} Filter what to look for, and a word by column
 * @typedef {{table: string, key: string, figure: string}} Place where an address leads
 */

const MONTHS = "January February March April May June July August September October November December".split(" ");

/**
 * Return a date, month or year in English, as far as it is known.
 * @param {string} text
 */
export function date(text) {
  const [year, month, day] = text.split("-");
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/**
 * Return a row's key as addresses have it.
 * @param {Table} table
 * @param {Row} row
 */
export function key(table, row) {
  return [table.schema.primaryKey].flat().map((name) => row[name]).join(":");
}

/**
 * Return the words of a column's vocabulary.
 * @param {Column} column
 * @returns {[string, string][]}
 */
export function vocabulary(column) {
  const words = [...(column.categories ?? []), ...(column["trilateral:itemCategories"] ?? [])];
  return words.map(({ value, label }) => [value, label]);
}

/**
 * Return the items that a cell holds.
 * @param {Column} column
 * @param {string} cell
 * @returns {string[]}
 */
export function items(column, cell) {
  if (!cell) return [];
  return column.type === "list" ? cell.split(column.delimiter ?? ",") : [cell];
}

/**
 * Return a cell in a reader's words.
 * @param {Column} column
 * @param {string} cell
 */
export function words(column, cell) {
  const labels = new Map(vocabulary(column));
  const said = items(column, cell).map((item) => labels.get(item) ?? (column.type === "date" ? date(item) : item));
  if (column.name === "confidence" && cell) return `${cell}: ${said[0]}`;
  if (column.type === "boolean") return cell === "true" ? "yes" : cell === "false" ? "no" : "";
  if (column.type === "integer" && !/year/.test(column.name)) return cell.replace(/\B(?=(\d{3})+$)/g, ",");
  return said.join(", ");
}

/**
 * Return a column's name for a reader.
 * @param {string} name
 */
export function heading(name) {
  const known = { source_ids: "Sources", id: "Row", lat: "Latitude", lon: "Longitude", url: "Address", pct_gdp: "% of GDP" };
  const said = known[/** @type {keyof typeof known} */ (name)] ?? name.replaceAll("_", " ");
  const spelt = said.replace(/\b(ph|prc|raa|sdf|us|uk|au|jp|gdp|km|nm|vfa)\b/g, (word) =>
    ["km", "nm"].includes(word) ? word : word.toUpperCase(),
  );
  return spelt.charAt(0).toUpperCase() + spelt.slice(1);
}

/**
 * Return which table a column's values are keys of.
 * @param {Table} table
 * @param {Column} column
 */
export function reference(table, column) {
  const foreign = table.schema.foreignKeys?.find((one) => one.fields[0] === column.name);
  return column["trilateral:itemReference"]?.resource ?? foreign?.reference.resource ?? "";
}

/**
 * Return the columns that can be filtered by a word.
 * @param {Table} table
 */
export function choices(table) {
  return table.schema.fields.filter((column) => vocabulary(column).length > 1);
}

/**
 * Return what a table's rows are searched in: all their words in lower case, made once.
 * @param {Table} table @param {Row[]} rows
 */
export function index(table, rows) {
  return rows.map((row) => table.schema.fields.map((c) => `${row[c.name]} ${words(c, row[c.name])}`).join("\n").toLowerCase());
}

/**
 * Return the places of the rows that a filter lets in.
 * @param {Table} table @param {Row[]} rows @param {string[]} texts @param {Filter} filter
 */
export function matches(table, rows, texts, filter) {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const columns = table.schema.fields.filter((column) => filter.words[column.name]);
  return rows.flatMap((row, place) =>
    wanted.every((word) => texts[place].includes(word)) &&
    columns.every((column) => items(column, row[column.name]).includes(filter.words[column.name]))
      ? [place]
      : [],
  );
}

/**
 * Return where an address leads: `#table/key`, `#table` or `#=figure`.
 * @param {string} hash
 * @returns {Place}
 */
export function place(hash) {
  const said = decoded(hash.replace(/^#/, ""));
  if (said.startsWith("=")) return { table: "", key: "", figure: said.slice(1) };
  const [table, ...rest] = said.split("/");
  return { table, key: rest.join("/"), figure: "" };
}

/**
 * Return the address of a table, a row or a figure.
 * @param {string} table
 * @param {string} [row]
 */
export function hash(table, row = "") {
  return `#${encodeURI(table)}${row ? `/${encodeURI(row)}` : ""}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const [SHORT, ACROSS] = [26, 6];

/**
 * Return which columns stand side by side and which follow in a row's last cell: a table as wide as
 * its file would be read by nobody.
 * @param {Table} table @param {Row[]} rows
 */
export function layout(table, rows) {
  const keys = [table.schema.primaryKey].flat();
  const own = table.schema.fields.filter((column) => !(keys.length === 1 && keys[0] === column.name));
  const short = own.filter(
    (column) =>
      !/^(source_ids|confidence|lat\d?|lon\d?|title)$/.test(column.name) &&
      rows.every((row) => words(column, row[column.name]).length <= SHORT) &&
      rows.some((row) => row[column.name]),
  );
  const across = short.slice(0, ACROSS);
  const last = own.filter((column) => column.name === "confidence");
  return { across: [...across, ...last], below: own.filter((column) => !across.includes(column) && !last.includes(column)) };
}
