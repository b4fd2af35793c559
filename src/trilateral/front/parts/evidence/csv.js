// @ts-check
/** Comma-separated values (RFC 4180), as the course's tables are written. */

/**
 * Return the rows as objects by the names in the first line.
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function parse(text) {
  const [names, ...rows] = cells(text);
  return rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] ?? ""])));
}

/** @param {string} text @returns {string[][]} */
function cells(text) {
  /** @type {string[][]} */ const rows = [];
  /** @type {string[]} */ let row = [];
  // A value, quoted or not, and what ends it.
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) throw new Error("The table is not well-formed CSV.");
    row.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    if (match[3] === ",") {
      if (pattern.lastIndex === text.length) row.push("");
      else continue;
    }
    rows.push(row);
    row = [];
  }
  return rows;
}
