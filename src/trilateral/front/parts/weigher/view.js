// @ts-check
/** The evidence weigher: a piece, what each account makes of it, and what follows. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { bars, percent } from "../../scale.js";
import { draw } from "../../tree.js";
import { EVEN, likelihood, prior, rows as barRows, sentence, times, weigh } from "./core.js";
import { cited } from "./sources.js";

/** @typedef {import("./core.js").Weighed} Weighed */

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Weighing} */ const weighing = part.data;
  const { accounts, pieces, steps, priors, tests } = weighing;
  const words = [...steps, ...priors].map(([key]) => key);
  const numbers = opinions(host.records, "weight", "synthesis", words);
  const called = opinions(host.records, "test", "synthesis", tests.map(([key]) => key));
  const waiting = unsaved(host, numbers.parent);
  let chosen = pieces[0].id;

  /** @typedef {import("../../controls.js").Control} Control */
  /** @type {Control[]} */
  const controls = [
    { name: "piece", label: "Piece of evidence", kind: "select", value: chosen, wide: true, options: [] },
    { name: "test", label: "Which test is it for the chain?", kind: "select", value: "", wide: true, options: [["", "I can't say yet"], ...tests] },
    .../** @type {Control[]} */ (accounts.map(({ key, name }) => ({ name: key, label: name, kind: "select", value: EVEN, options: steps }))),
    { name: "prior", label: "Before any evidence: how likely was the chain to be the main cause?", kind: "select", value: "", long: true, options: priors },
  ];
  const fields = build(controls, (name, value) => {
    const said_ = String(value);
    if (name === "piece") chosen = said_;
    else if (name === "test") called.keep(chosen, said_);
    else if (name === "prior") numbers.keep("prior", said_);
    else numbers.keep(`${chosen}/${name}`, said_ === EVEN ? "" : said_);
    if (name !== "piece") fields.get(name)?.row.append(waiting.node);
    update();
  });
  const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (fields.get(name)?.row);
  const shown = make("div", { class: "evidence" });
  const expected = make(
    "fieldset",
    { class: "expected" },
    make("legend", {}, "If this were the main cause, would you expect the piece?"),
    ...accounts.map(({ key }) => at(key)),
  );
  const picture = make("div", { class: "picture" });
  const ledger = make("div", {});
  const said = line();
  const group = make("div", { class: "controls" }, at("piece"), shown, at("test"), expected, at("prior"));
  root.append(make("h3", {}, part.title), said, group, waiting.node, picture, says(accounts), ledger);

  function update() {
    const [weights, named] = [numbers.all(), called.all()];
    const balance = weigh(weighing, weights, named);
    const piece = /** @type {Weighed} */ (balance.pieces.find(({ id }) => id === chosen));
    fields.get("piece")?.show(chosen, balance.pieces.map(entry));
    fields.get("test")?.show(named.get(chosen) ?? "");
    fields.get("prior")?.show(prior(weighing, weights));
    for (const { key } of accounts) fields.get(key)?.show(likelihood(weighing, weights, chosen, key));
    said.textContent = sentence(weighing, balance, piece);
    if (shown.dataset.piece !== chosen) {
      shown.dataset.piece = chosen;
      shown.replaceChildren(make("p", {}, `${piece.words} `, draw(["span", {}, "(", ...cited(piece.sources), `; rows: ${piece.rows})`])));
    }
    picture.replaceChildren(draw(bars(barRows(weighing, balance))));
    const open = ledger.querySelector("details")?.open ?? false;
    ledger.replaceChildren(...listed(balance.pieces, accounts[0].key, open));
  }
  const stop = host.records.watch(update);
  update();
  return () => {
    stop();
    waiting.end();
  };
}

/**
 * @param {Weighed} piece
 * @returns {[string, string]}
 */
const entry = ({ id, title, link, weighed }) => [id, `${title}: ${link.toLowerCase()}${weighed ? " (weighed)" : ""}`];

/** @param {import("./core.js").Account[]} accounts */
function says(accounts) {
  const listed_ = accounts.map(({ name, says: words }) => make("li", {}, make("strong", {}, `${name}. `), words));
  return make("details", {}, make("summary", {}, "What each account says"), make("ul", {}, ...listed_));
}

/**
 * @param {Weighed[]} pieces
 * @param {string} chain
 * @param {boolean} open
 */
function listed(pieces, chain, open) {
  const done = pieces.filter(({ weighed }) => weighed);
  if (!done.length) return [make("p", {}, "Nothing is weighed yet, so the balance stands where it began.")];
  const head = ["Piece", "If the chain", "If a rival (mean)", "Ratio", "By your numbers", "You said"];
  const body = done.map((piece) =>
    make(
      "tr",
      {},
      ...[piece.title, percent(piece.likelihoods[chain]), percent(piece.otherwise), times(piece.ratio), piece.verdict, piece.called || "not said"].map(
        (cell) => make("td", {}, cell),
      ),
    ),
  );
  const table = make(
    "table",
    {},
    make("caption", {}, "Only the ratio moves the balance"),
    make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...body),
  );
  return [make("details", { open }, make("summary", {}, "Your weights, piece by piece"), table)];
}
