// @ts-check
/** Elements, made briefly. */

/**
 * Make an element; attributes whose value is null, undefined or false are left out.
 * @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * Return a template's text with each name in braces replaced.
 * @param {string} template
 * @param {Record<string, unknown>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

let made = 0;

/**
 * Return an id that no other element of the page has.
 * @param {string} stem
 */
export function uniqueId(stem) {
  made += 1;
  return `trilateral-${stem}-${made}`;
}

/** A line that is spoken when it changes; the same words twice are spoken twice. */
export function liveRegion() {
  const node = make("p", { role: "status", "aria-atomic": "true", class: "said" });
  let waiting = 0;
  return {
    node,
    /** @param {string} text */
    say(text) {
      node.textContent = "";
      clearTimeout(waiting);
      waiting = window.setTimeout(() => (node.textContent = text), 30);
    },
  };
}

/** Make the sentence of an explorer: it is spoken when its words change, and shown in the same frame. */
export const sentence = () => make("p", { role: "status", "aria-atomic": "true", class: "said" });
