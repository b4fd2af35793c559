// @ts-check
/**
 * How sure the learner is of each claim and link, before the lessons and after.
 *
 * @typedef {{key: string, link: string, words: string, verdict?: string}} Statement
 * @typedef {object} Rating
 * @property {"before" | "after"} occasion
 * @property {[string, string][]} links
 * @property {[string, string][]} steps
 * @property {Statement[]} statements
 * @typedef {Map<string, number>} Ratings confidence in per cent by statement, as far as given
 */

/** What a record calls it. */
export const KIND = "confidence";

/**
 * Return ratings as numbers, of statements that there are.
 * @param {Map<string, string>} kept
 * @param {string[]} keys
 * @returns {Ratings}
 */
export const ratings = (kept, keys) => new Map(keys.flatMap((key) => (kept.has(key) ? [[key, Number(kept.get(key))]] : [])));

/**
 * Return what the explorer says about a link.
 * @param {Rating} rating
 * @param {string} link
 * @param {Ratings} before
 * @param {Ratings} now
 */
export function sentence({ occasion, links, statements }, link, before, now) {
  const given = occasion === "before" ? before : now;
  const here = statements.filter((each) => each.link === link);
  const rated = here.flatMap(({ key }) => given.get(key) ?? []);
  const mean = rated.length ? `, ${Math.round(rated.reduce((sum, each) => sum + each, 0) / rated.length)} % on average` : "";
  const name = links.find(([key]) => key === link)?.[1];
  const counted =
    `${name}. You have rated ${rated.length} of its ${here.length} statements${mean}, ` +
    `and ${given.size} of ${statements.length} in all.`;
  if (occasion === "before") return counted;
  return [counted, compare(before, now), moved(links, statements, before, now)].filter(Boolean).join(" ");
}

/**
 * Return in one sentence how confidence moved where it was given twice.
 * @param {Ratings} before
 * @param {Ratings} now
 */
export function compare(before, now) {
  const both = [...before.keys()].filter((key) => now.has(key));
  if (!both.length)
    return before.size ? "Nothing is rated twice yet, so there is no change to see." : "Nothing was rated in lesson 00, so there is no change to see.";
  const steps = both.map((key) => Number(now.get(key)) - Number(before.get(key)));
  const [up, down] = [steps.filter((step) => step > 0).length, steps.filter((step) => step < 0).length];
  return (
    `Of ${both.length} rated twice, your confidence rose in ${up}, fell in ${down} and stayed in ` +
    `${both.length - up - down}.`
  );
}

/**
 * Return where confidence moved most, or an empty text where it did not.
 * @param {[string, string][]} links
 * @param {Statement[]} statements
 * @param {Ratings} before
 * @param {Ratings} now
 */
export function moved(links, statements, before, now) {
  const twice = statements.filter(({ key }) => before.has(key) && now.has(key));
  const step = (/** @type {Statement} */ { key }) => Math.abs(Number(now.get(key)) - Number(before.get(key)));
  const most = Math.max(0, ...twice.map(step));
  if (!most) return "";
  const all = twice.filter((each) => step(each) === most);
  const [{ key, words, link }] = all;
  const name = key === `link-${link}` ? `“${links.find(([each]) => each === link)?.[1]}” as a cause` : `“${words.replace(/\.$/, "")}”`;
  const more = all.length > 1 ? ` So did ${all.length - 1} more.` : "";
  return `You moved most, from ${before.get(key)} to ${now.get(key)} %, on ${name}.${more}`;
}

/**
 * Return the confidence in each link as a cause, before and now.
 * @param {[string, string][]} links
 * @param {Ratings} before
 * @param {Ratings} now
 * @returns {import("../../scale.js").Change[]}
 */
export function byLink(links, before, now) {
  return links.map(([link, name]) => ({
    name,
    before: before.get(`link-${link}`) ?? null,
    now: now.get(`link-${link}`) ?? null,
  }));
}

/**
 * Return one row of the table: confidence before, now, and the change in points.
 * @param {number | undefined} was
 * @param {number | undefined} is
 * @returns {string[]}
 */
export function row(was, is) {
  const words = (/** @type {number | undefined} */ value) => (value === undefined ? "not rated" : `${value} %`);
  if (was === undefined || is === undefined) return [words(was), words(is), ""];
  return [words(was), words(is), was === is ? "none" : `${is > was ? "+" : "−"}${Math.abs(is - was)}`];
}
