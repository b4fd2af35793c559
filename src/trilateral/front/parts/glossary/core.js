// @ts-check
/**
 * Words of the glossary in prose: whole words, as the glossary writes them.
 *
 * @typedef {import("../evidence/data.js").Term} Term
 * @typedef {{start: number, end: number, term: string}} Hit
 */

/**
 * Return how to find terms in a text.
 * @param {Record<string, Term>} terms
 * @returns {(text: string) => Hit[]}
 */
export function finder(terms) {
  /** @type {Map<string, string>} */ const known = new Map();
  for (const [term, { forms }] of Object.entries(terms)) {
    for (const form of forms) for (const spelt of spellings(form)) known.set(spelt, term);
  }
  if (!known.size) return () => [];
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${longestFirst.map(escaped).join("|")})(?![\\p{L}\\p{N}_-])`, "gu");
  return (text) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index ?? 0,
      end: (match.index ?? 0) + match[0].length,
      term: /** @type {string} */ (known.get(match[0])),
    }));
}

/**
 * Yield a form, its plural and, for a phrase in plain words, the same inside a sentence. A single
 * capitalised word may be a name, so it is looked for as it stands: “Squad”, no “squad”.
 * @param {string} form
 */
function* spellings(form) {
  yield form;
  if (/[a-z]$/.test(form)) yield `${form}s`;
  if (/^[A-Z][a-z]/.test(form) && / /.test(form) && !/[A-Z]/.test(form.slice(1))) {
    const lower = form.charAt(0).toLowerCase() + form.slice(1);
    yield lower;
    yield `${lower}s`;
  }
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
