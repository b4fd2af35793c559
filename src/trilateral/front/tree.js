// @ts-check
/**
 * Elements as plain data, so that a picture or a page is made once and then both drawn in the page
 * and written to a file: `["p", {class: "key"}, "words", ["b", {}, "more"]]`.
 *
 * @typedef {string | Element} Tree
 * @typedef {[string, Record<string, string | number>, ...any[]]} Element a tag, attributes, trees
 */

const SVG = "http://www.w3.org/2000/svg";
const VOID = new Set(["meta", "br", "hr", "img"]);
/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/**
 * Return a text as HTML shows it.
 * @param {unknown} text
 */
export const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ESCAPED[sign]);

/**
 * Return a tree as nodes of this page.
 * @param {Tree} tree
 * @param {boolean} [drawn] whether it stands inside a picture
 * @returns {Node}
 */
export function draw(tree, drawn = false) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  const inside = drawn || tag === "svg";
  const node = inside ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.map((child) => draw(child, inside)));
  return node;
}

/**
 * Return a tree as HTML, or as XML where it is a picture.
 * @param {Tree} tree
 * @returns {string}
 */
export function write(tree) {
  if (typeof tree === "string") return escape(tree);
  const [tag, attributes, ...children] = tree;
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const head = `<${tag}${given.join("")}>`;
  return VOID.has(tag) ? head : `${head}${children.map(write).join("")}</${tag}>`;
}
