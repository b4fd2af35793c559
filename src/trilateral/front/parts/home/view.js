// @ts-check
/** The start page: what to do next, a review in place, the lessons, how sure one is, the records. */

import { make } from "../../dom.js";
import { draw } from "../../tree.js";
import { read } from "../quiz/statements.js";
import { sitting } from "../quiz/sitting.js";
import { atHome } from "../review/core.js";
import { judged } from "./calibration.js";
import { acts, greeting, left, review, state, where } from "./core.js";
import { keeper } from "./keeper.js";
import { lessonTable, surenessTable } from "./tables.js";

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Home} */ const { lessons, words } = part.data;
  const items = lessons.flatMap((lesson) => lesson.items);
  const said = make("p", { class: "said", role: "status", tabindex: -1 });
  const back = make("div", { class: "back", hidden: true });
  const doing = make("p", { class: "acts" });
  const due = make("p", {});
  const reviewing = make("div", { class: "reviewing", hidden: true });
  const [table, sureness] = [make("div", {}), make("div", {})];
  const records = keeper(host);
  const head = (/** @type {string} */ title) => make("h2", {}, title);
  root.append(said, back, doing, due, reviewing);
  root.append(head("Lessons"), table, head("How sure you are"), sureness, head("Your records"), records.node);
  /** @type {(() => void) | null} */ let end = null;

  function open() {
    const { quiz, asked } = atHome(items, read(host.records.all), new Date());
    const title = make("h2", { tabindex: -1 }, "Review");
    const place = make("div", {});
    const close = make("button", { type: "button" }, "Close the review");
    close.addEventListener("click", shut);
    reviewing.replaceChildren(title, place, close);
    reviewing.hidden = false;
    end = sitting(place, quiz, asked, words, host);
    update();
    title.focus();
  }

  function shut() {
    end?.();
    end = null;
    reviewing.hidden = true;
    reviewing.replaceChildren();
    update();
    said.focus();
  }

  /** @param {import("./core.js").Act} act @param {boolean} isFirst */
  function control({ kind, words: text, lesson }, isFirst) {
    const name = isFirst ? "act first" : "act";
    if (kind === "review") {
      const button = make("button", { type: "button", class: name }, text);
      button.addEventListener("click", open);
      return button;
    }
    const anchor = make("a", { class: name }, text);
    host.lead(anchor, `${lesson?.name}.ipynb`);
    return anchor;
  }

  let shown = "";
  function update() {
    const now = state(lessons, host.records.all, Date.now());
    const { first, second } = acts(now);
    const offered = [first, second].filter((act) => act !== null && !(end && act.kind === "review"));
    const seen = JSON.stringify([{ ...now, now: 0 }, Boolean(end)]);
    if (seen === shown) return; // nothing is drawn again, and no focus lost, without need
    shown = seen;
    said.textContent = where(now);
    back.hidden = !now.away;
    back.replaceChildren(...greeting(now).map((tree) => draw(tree)));
    const focused = doing.contains(document.activeElement);
    doing.replaceChildren(...offered.flatMap((act) => (act ? [control(act, act === first), " "] : [])));
    if (focused) /** @type {HTMLElement | null} */ (doing.firstElementChild)?.focus();
    due.textContent = review(now);
    table.replaceChildren(draw(lessonTable(now.stands, true)), make("p", {}, left(now)));
    for (const anchor of table.querySelectorAll("a")) host.lead(anchor, anchor.dataset.notebook ?? "");
    sureness.replaceChildren(make("p", {}, judged(now.sureness)), draw(surenessTable(now.sureness)));
  }
  const look = () => {
    update();
    records.update();
  };
  look();
  const stop = host.records.watch(look);
  return () => {
    stop();
    end?.();
  };
}
