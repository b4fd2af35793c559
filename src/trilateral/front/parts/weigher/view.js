// @ts-check
/** The evidence weigher: a piece, what each account makes of it, and what follows. */

import { build } from "../../controls.js";
import { make, sentence as line } from "../../dom.js";
import { opinions } from "../../records/opinions.js";
import { unsaved } from "../../records/waiting.js";
import { bars, percent } from "../../scale.js";
import { draw } from "../../tree.js";
import { ALONE, EACH, EVEN, likelihood, prior, rows as barRows, RULE, sentence, speaking, times, weigh } from "./core.js";
import { cited } from "./sources.js";

/** @typedef {import("./core.js").Weighed} Weighed */

/** @type {import("../../front.js").View} */
export function view(root, part, host) {
  /** @type {import("./core.js").Weighing} */ const weighing = part.data;
  const { accounts, pieces, steps, priors, tests, causes } = weighing;
  const words = [...[...steps, ...priors, ...causes].map(([key]) => key), ALONE, EACH];
  const numbers = opinions(host.records, "weight", "synthesis", words);
  const called = opinions(host.records, "test", "synthesis", tests.map(([key]) => key));
  const waiting = unsaved(host, numbers.parent);
  let chosen = pieces[0].id;
  /** The account whose pieces are listed, or an empty text for all. */
  let heard = "";

  /** @typedef {import("../../controls.js").Control} Control */
  /** @type {Control[]} */
  const controls = [
    { name: "heard", label: "Pieces that speak to", kind: "select", value: "", options: [] },
    { name: "piece", label: "Piece of evidence", kind: "select", value: chosen, wide: true, options: [] },
    { name: "test", label: "Which test for the chain?", kind: "select", value: "", options: [["", "I can't say yet"], ...tests] },
    .../** @type {Control[]} */ (accounts.map(({ key, name }) => ({ name: key, label: name, kind: "select", value: EVEN, options: steps }))),
    { name: "cause", label: "Shares the cause", kind: "select", value: "", options: [] },
    { name: RULE, label: "Count pieces that share a cause once", kind: "checkbox", value: true },
    { name: "prior", label: "Before any evidence: how likely was the chain to be the main cause?", kind: "select", value: "", long: true, options: priors },
  ];
  const fields = build(controls, (name, value) => {
    const said_ = String(value);
    if (name === "heard") heard = said_;
    else if (name === "piece") chosen = said_;
    else if (name === RULE) numbers.keep(RULE, value ? "" : EACH);
    else if (name === "cause") numbers.keep(`${chosen}/cause`, said_);
    else if (name === "test") called.keep(chosen, said_);
    else if (name === "prior") numbers.keep("prior", said_);
    else numbers.keep(`${chosen}/${name}`, said_ === EVEN ? "" : said_);
    if (name !== "piece" && name !== "heard") fields.get(name)?.row.append(waiting.node);
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
  const says = make("ul", {});
  const ledger = make("div", {});
  const said = line();
  const group = make("div", { class: "controls" }, at("heard"), at(RULE), at("piece"), shown, at("test"), at("cause"), expected, at("prior"));
  root.append(make("h3", {}, part.title), said, group, waiting.node, picture, make("details", {}, make("summary", {}, "What each account says, and what the piece has to do with it"), says), ledger);

  function update() {
    const [weights, named] = [numbers.all(), called.all()];
    const balance = weigh(weighing, weights, named);
    const listed_ = balance.pieces.filter(({ speaks }) => !heard || speaks.some(([key]) => key === heard));
    if (!listed_.some(({ id }) => id === chosen)) chosen = listed_[0].id;
    const piece = /** @type {Weighed} */ (balance.pieces.find(({ id }) => id === chosen));
    fields.get("heard")?.show(heard, [["", `any account: ${pieces.length} pieces`], ...accounts.map((account) => number(account, balance.pieces))]);
    fields.get("piece")?.show(chosen, listed_.map(entry));
    fields.get("cause")?.show(piece.shared || ALONE, [[ALONE, "no: it stands alone"], ...causes.map((each) => group_(each, balance.pieces))]);
    fields.get(RULE)?.show(balance.once);
    fields.get("test")?.show(named.get(chosen) ?? "");
    fields.get("prior")?.show(prior(weighing, weights));
    for (const { key } of accounts) fields.get(key)?.show(likelihood(weighing, weights, chosen, key));
    said.textContent = sentence(weighing, balance, piece);
    if (shown.dataset.piece !== chosen) {
      shown.dataset.piece = chosen;
      const spoken = piece.speaks.map(([key]) => accounts.find((account) => account.key === key)?.name ?? key);
      shown.replaceChildren(
        make("p", {}, `${piece.words} `, draw(["span", {}, "(", ...cited(piece.sources), ") "]), make("strong", {}, "Speaks to: "), `${spoken.join("; ")}.`),
      );
    }
    says.replaceChildren(...told(accounts, piece));
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

/**
 * @param {import("./core.js").Account} account
 * @param {Weighed[]} pieces
 * @returns {[string, string]}
 */
function number({ key, name }, pieces) {
  const speaks = speaking(pieces, key);
  return [key, `${name}: ${speaks.pieces} pieces, ${speaks.groups} if a group counts once`];
}

/**
 * @param {[string, string]} cause
 * @param {Weighed[]} pieces
 * @returns {[string, string]}
 */
function group_([key, name], pieces) {
  const members = pieces.filter(({ shared }) => shared === key).length;
  return [key, `${name}: ${members} ${members === 1 ? "piece" : "pieces"}`];
}

/**
 * @param {import("./core.js").Account[]} accounts
 * @param {Weighed} piece
 */
function told(accounts, { rows, speaks }) {
  const told_ = accounts.map(({ key, name, says }) => {
    const why = speaks.find(([account]) => account === key)?.[1];
    const here = why ? [make("em", {}, " This piece: "), `${why}.`] : [" This piece does not speak to it."];
    return make("li", {}, make("strong", {}, `${name}. `), says, ...here);
  });
  return [...told_, make("li", {}, make("strong", {}, "The piece is taken from "), `${rows}.`)];
}

/**
 * @param {Weighed[]} pieces
 * @param {string} chain
 * @param {boolean} open
 */
function listed(pieces, chain, open) {
  const done = pieces.filter(({ weighed }) => weighed);
  if (!done.length) return [make("p", {}, "Nothing is weighed yet, so the balance stands where it began.")];
  const head = ["Piece", "If the chain", "If a rival (mean)", "Ratio", "By your numbers", "You said", "Counts"];
  const body = done.map((piece) =>
    make(
      "tr",
      {},
      ...[piece.title, percent(piece.likelihoods[chain]), percent(piece.otherwise), times(piece.ratio), piece.verdict, piece.called || "not said", piece.counts ? "yes" : "no"].map(
        (cell) => make("td", {}, cell),
      ),
    ),
  );
  const table = make(
    "table",
    {},
    make("caption", {}, "Only the ratio of a piece that counts moves the balance"),
    make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...body),
  );
  return [make("details", { open }, make("summary", {}, "Your weights, piece by piece"), table)];
}
