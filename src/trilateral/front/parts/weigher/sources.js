// @ts-check
/** Sources, as links where a browser may follow them. */

/** @typedef {import("../../tree.js").Tree} Tree */

/**
 * Return words as a link, or plain where the address is none of the web's.
 * @param {string} words
 * @param {string} address
 * @returns {Tree}
 */
export const link = (words, address) =>
  /^https?:\/\//i.test(address) ? ["a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words] : words;

/**
 * Return sources side by side.
 * @param {{label: string, address: string}[]} sources
 * @returns {Tree[]}
 */
export const cited = (sources) =>
  sources.flatMap(({ label, address }, place) => (place ? [", ", link(label, address)] : [link(label, address)]));
