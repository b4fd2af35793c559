// @ts-check
/**
 * HTML from a part's data, made harmless: built again from an allow list.
 *
 * A part is drawn before anyone has trusted the notebook, so its data may be anybody's. The text is
 * parsed in a document that runs and loads nothing, and only what is below is copied from it;
 * nothing is ever written as text and parsed again.
 */

/** @param {string} words */
const set = (words) => new Set(words.split(" "));

const ELEMENTS = set(
  "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h3 h4 h5 h6 hr " +
    "i ins kbd li mark ol p q s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var",
);
/** Left out with all they hold; of other elements, what they hold is kept. */
const GONE = set(
  "applet audio canvas embed frameset head iframe link math meta noembed noframes noscript object option plaintext " +
    "script select style svg template textarea title video xmp",
);
const ATTRIBUTES = set("aria-label class colspan datetime dir hidden lang open reversed role rowspan scope start title value");
const ROLES = set("group img list listitem none note presentation region status");
/** Classes of the course's own HTML; one of the page around could lay a part's text over its buttons. */
const CLASSES = set("absent facts links off on pair");
/** Addresses on the web, in this course, or on this page; whatever else a colon could start is left out. */
const ADDRESS = /^(?:https?:\/\/|mailto:|#|\.{0,2}\/|[\w.-]+(?:[/?#]|$))/i;
const WEB = /^(?:https?:)?[/\\]{2}/i;
const [LONGEST, DEEPEST] = [2_000_000, 200];

/**
 * Return a fragment of what `text` holds, as far as the allow list has it.
 * @param {string} text
 */
export function fragment(text) {
  const into = document.createDocumentFragment();
  if (text.length > LONGEST) into.append("This text is too long to be shown.");
  else copy(new DOMParser().parseFromString(text, "text/html").body, into, 0);
  return into;
}

/**
 * What `put` last put into each element.
 * @type {WeakMap<HTMLElement, string>}
 */
const contents = new WeakMap();

/**
 * Show `text` in `node`, only if it differs: nothing is moved without need.
 * @param {HTMLElement} node
 * @param {string} text
 */
export function put(node, text) {
  if (contents.get(node) === text) return;
  contents.set(node, text);
  node.replaceChildren(fragment(text));
  node.hidden = !text;
}

/**
 * @param {Node} from
 * @param {Node} to
 * @param {number} depth
 */
function copy(from, to, depth) {
  if (depth > DEEPEST) return;
  for (const child of from.childNodes) {
    if (child instanceof Text) to.appendChild(document.createTextNode(child.data));
    if (!(child instanceof Element)) continue;
    const tag = child.tagName.toLowerCase();
    if (GONE.has(tag)) continue;
    if (!ELEMENTS.has(tag)) {
      copy(child, to, depth + 1);
      continue;
    }
    const made = document.createElement(tag);
    describe(child, made);
    copy(child, made, depth + 1);
    to.appendChild(made);
  }
}

/**
 * Copy the attributes that the allow list has.
 * @param {Element} from
 * @param {HTMLElement} to
 */
function describe(from, to) {
  for (const { name, value } of from.attributes) {
    if (!ATTRIBUTES.has(name) || (name === "role" && !ROLES.has(value))) continue;
    if (name !== "class") to.setAttribute(name, value);
    else to.classList.add(...[...from.classList].filter((each) => CLASSES.has(each)));
  }
  const address = to instanceof HTMLAnchorElement && from.getAttribute("href")?.trim();
  if (!address || !ADDRESS.test(address)) return;
  to.setAttribute("href", address);
  if (WEB.test(address)) {
    to.setAttribute("target", "_blank");
    to.setAttribute("rel", "noopener noreferrer");
  }
}
