// @ts-check
/**
 * Which sections of the course hold the words that are looked for.
 *
 * @typedef {{page: string, title: string, heading: string, text: string}} Section
 * @typedef {Section & {extract: [string, string, string]}} Hit with the words around the first place
 */

const AROUND = 70;
const MOST = 40;
const plain = (/** @type {string} */ text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/**
 * Return the sections that hold every word, those first that hold them in their heading.
 * @param {readonly Section[]} sections
 * @param {string} asked
 * @returns {Hit[]}
 */
export function find(sections, asked) {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const ranked = sections.flatMap((section) => {
    const [head, body] = [plain(`${section.title} ${section.heading}`), plain(section.text)];
    if (!words.every((word) => head.includes(word) || body.includes(word))) return [];
    const rank = words.filter((word) => head.includes(word)).length;
    return [{ rank, hit: { ...section, extract: extract(section.text, words) } }];
  });
  return ranked.sort((one, other) => other.rank - one.rank).slice(0, MOST).map(({ hit }) => hit);
}

/**
 * @param {string} text @param {string[]} words
 * @returns {[string, string, string]} before, the word, after
 */
function extract(text, words) {
  const letters = [...text];
  const folded = letters.map(plain);
  const joined = folded.join("");
  const places = words.map((word) => [joined.indexOf(word), word.length]).filter(([place]) => place >= 0);
  if (!places.length) return ["", "", letters.slice(0, 2 * AROUND).join("")];
  const [start, length] = places[0];
  /** Where a place of the folded text is in the text itself: accents are letters of their own there. */
  const back = (/** @type {number} */ place) => {
    let seen = 0;
    return folded.findIndex((letter) => (seen += letter.length) > place);
  };
  const [from, to] = [back(start), back(start + length - 1) + 1];
  return [letters.slice(Math.max(0, from - AROUND), from).join(""), letters.slice(from, to).join(""), letters.slice(to, to + AROUND).join("")];
}
