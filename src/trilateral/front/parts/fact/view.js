// @ts-check
/**
 * A figure, a source or a table that prose links shows what is behind it, on hover and on focus,
 * and leads to the evidence page. The links work without this, too: they open a file or a website.
 *
 * @typedef {import("./core.js").Words} Words
 * @typedef {object} Course where things are
 * @property {import("../evidence/data.js").Evidence} evidence
 * @property {(hash: string) => string} page address of a place on the evidence page
 */

import { make, uniqueId } from "../../dom.js";
import { address, figure, mark, source, table } from "./core.js";

const [SHOW, HIDE] = [120, 250]; // milliseconds: not at each touch in passing; time to move into it
const GAP = 6;

/**
 * Make every marked link of a page lead to its fact; returns how to end that.
 * @param {Course} course
 */
export function facts(course) {
  /** @type {HTMLAnchorElement | null} */ let open = null; // the link whose card is to be seen
  let timer = 0;
  let isTouch = false;
  const end = new AbortController();
  const node = make("div", { class: "trilateral-card", role: "tooltip", id: uniqueId("card"), hidden: true });
  document.body.append(node);

  /** @param {number} wait @param {() => void} act */
  const soon = (wait, act) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
  const hide = () => {
    clearTimeout(timer);
    open?.removeAttribute("aria-describedby");
    open = null;
    node.hidden = true;
  };

  /** @param {HTMLAnchorElement} link */
  async function show(link) {
    clearTimeout(timer);
    if (open === link) return;
    hide();
    open = link;
    /** @type {Words} */ let words;
    try {
      words = await lookUp(link.dataset.fact ?? "", course.evidence);
    } catch {
      words = { head: "The evidence behind this cannot be read now.", value: "", lines: [] };
    }
    if (open !== link || !link.isConnected) return;
    node.replaceChildren(...content(words, course));
    node.hidden = false;
    link.setAttribute("aria-describedby", node.id);
    settle(node, link);
  }

  /** @type {<Name extends keyof DocumentEventMap>(name: Name, act: (event: DocumentEventMap[Name]) => void) => void} */
  const on = (name, act) => document.addEventListener(name, act, { capture: true, signal: end.signal });
  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target, course);
    if (link) soon(SHOW, () => show(link));
    else if (open && within(event.target, node)) clearTimeout(timer);
    else if (open && document.activeElement !== open) soon(HIDE, hide);
    else if (!open) clearTimeout(timer);
  });
  on("focusin", (event) => {
    const link = linkOf(event.target, course);
    if (link && !isTouch) show(link);
    else if (!within(event.target, node)) hide();
  });
  on("focusout", (event) => {
    if (event.target === open && !within(event.relatedTarget, node)) soon(HIDE, () => open !== document.activeElement && !node.matches(":hover") && hide());
  });
  on("keydown", (event) => {
    if (event.key === "Escape" && !node.hidden) hide();
  });
  on("pointerdown", (event) => {
    isTouch = event.pointerType === "touch";
    if (!within(event.target, node) && !linkOf(event.target, course)) hide();
  });
  on("click", (event) => {
    const link = linkOf(event.target, course);
    if (!link) return;
    if (isTouch && open !== link) {
      event.preventDefault(); // the first tap shows; the next one, or a link in the card, leads on
      show(link);
    }
    isTouch = false;
  });
  // The focus scrolls a link into view, and its card goes with it; what a pointer showed is passed by.
  const onScroll = (/** @type {Event} */ event) => {
    if (!open || within(event.target, node)) return;
    if (document.activeElement === open) settle(node, open);
    else hide();
  };
  window.addEventListener("scroll", onScroll, { capture: true, passive: true, signal: end.signal });

  return () => {
    end.abort();
    hide();
    node.remove();
  };
}

/** @param {EventTarget | null} target @param {Node} node */
const within = (target, node) => target instanceof Node && node.contains(target);

/**
 * Return the marked link that an event is about, made to lead to the evidence page.
 * @param {EventTarget | null} target @param {Course} course @returns {HTMLAnchorElement | null}
 */
function linkOf(target, course) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link) return null;
  if (link.dataset.fact) return link;
  const citation = mark(link.title);
  if (!citation || !link.href) return null;
  link.dataset.fact = link.title;
  link.removeAttribute("title"); // else the browser shows it beside the card
  link.href = course.page(address(citation));
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

/** @param {string} title @param {import("../evidence/data.js").Evidence} evidence @returns {Promise<Words>} */
async function lookUp(title, evidence) {
  const citation = mark(title);
  const tables = await evidence.tables();
  if (citation?.kind === "=") {
    const [{ figures }, sources] = await Promise.all([evidence.cards(), evidence.sources()]);
    return figure(citation.name, figures[citation.name], tables, sources);
  }
  const name = citation?.name ?? "";
  if (citation?.kind === "@") return source(name, /** @type {any} */ ((await evidence.sources()).get(name)), tables.get("sources"));
  return table(/** @type {any} */ (tables.get(name)), (await evidence.rows(name)).length);
}

/** @param {Words} words @param {Course} course */
function content(words, course) {
  const lines = words.lines.map(([name, parts]) =>
    make("li", {}, make("span", { class: "name" }, name), " ", ...parts.flatMap((part, place) => [place ? "; " : "", leads(part, course)])),
  );
  const value = words.value ? [make("strong", { class: "value" }, words.value), " "] : [];
  return [make("p", { class: "head" }, ...value, words.head), make("ul", {}, ...lines)];
}

/** @param {string | import("./core.js").Link} part @param {Course} course */
function leads(part, course) {
  if (typeof part === "string") return part;
  const href = part.away ? part.to : course.page(part.to);
  // For a pointer: the keyboard reaches the same places from the page that the figure leads to.
  return make("a", { href, target: "_blank", rel: "noopener noreferrer", tabindex: -1 }, part.words);
}

/**
 * Put the card under its link, or above it where there is more room.
 * @param {HTMLElement} node
 * @param {HTMLElement} link
 */
function settle(node, link) {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom;
  node.style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - width - GAP))}px`;
  node.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - GAP - height)}px`;
}
