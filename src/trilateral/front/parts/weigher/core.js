// @ts-check
/**
 * What the learner's weights make of the evidence.
 *
 * @typedef {import("./bayes.js").Shares} Shares
 * @typedef {{id: string, label: string, address: string}} Source
 * @typedef {{id: string, title: string, link: string, words: string, rows: string, sources: Source[],
 *   speaks: [string, string][], cause: string}} Piece
 * `speaks`: the accounts it speaks to, each with what in it the account must reckon with; `cause`: the
 * one it shares with other pieces, or an empty text
 * @typedef {{key: string, name: string, says: string}} Account
 * @typedef {object} Weighing
 * @property {Account[]} accounts the article's first, then its rivals
 * @property {Piece[]} pieces
 * @property {[string, string][]} steps likelihoods a learner may choose
 * @property {[string, string][]} priors first beliefs in the article's account
 * @property {[string, string][]} tests what a piece may be taken for
 * @property {[string, string][]} causes that pieces may share
 *
 * @typedef {Map<string, string>} Kept what the learner said, as the records have it
 *
 * @typedef {Piece & {likelihoods: Shares, called: string, weighed: boolean, otherwise: number,
 *   ratio: number, moves: boolean, verdict: string, shared: string, strongest: boolean,
 *   counts: boolean}} Weighed
 * `called` is the test the learner takes it for; `otherwise` how likely it is if a rival is true:
 * the rivals' mean; `verdict` what the learner's numbers make of it; `shared` the cause that the
 * learner says it shares; `strongest` whether it is the strongest piece of its group, or has none;
 * `counts` whether it moves the balance as things are set
 *
 * @typedef {{pieces: Weighed[], before: Shares, after: Shares, once: boolean, otherwise: Shares}} Balance
 * `once` is whether pieces that share a cause count once; `otherwise` is the balance if that were
 * set the other way
 */

import { percent } from "../../scale.js";
import { classify, counted, posterior, ratio } from "./bayes.js";

/** A likelihood that needs no record. */
export const EVEN = "0.5";
const PRIOR = "prior";
/** What a record calls the rule for pieces that share a cause, and its word for no rule. */
export const RULE = "shared";
export const EACH = "each";
/** The word for a piece that shares its cause with no other. */
export const ALONE = "alone";

/**
 * Return the first belief in the article's account.
 * @param {Weighing} weighing
 * @param {Kept} numbers
 */
export function prior({ priors }, numbers) {
  const said = numbers.get(PRIOR) ?? "";
  return priors.some(([key]) => key === said) ? said : priors[0][0];
}

/**
 * Return the likelihood of a piece under an account, as a choice of the control.
 * @param {Weighing} weighing
 * @param {Kept} numbers
 * @param {string} piece
 * @param {string} account
 */
export function likelihood({ steps }, numbers, piece, account) {
  const said = numbers.get(`${piece}/${account}`) ?? EVEN;
  return steps.some(([key]) => key === said) ? said : EVEN;
}

/**
 * Return the cause that a piece shares with others: the learner's word, or else the table's.
 * @param {Weighing} weighing
 * @param {Kept} numbers
 * @param {Piece} piece
 */
export function cause({ causes }, numbers, piece) {
  const said = numbers.get(`${piece.id}/cause`) ?? "";
  if (said === ALONE) return "";
  return causes.some(([key]) => key === said) ? said : piece.cause;
}

/**
 * Return every piece with the learner's weights, and the balance.
 * @param {Weighing} weighing
 * @param {Kept} numbers likelihoods by piece and account, and the first belief
 * @param {Kept} tests
 * @returns {Balance}
 */
export function weigh(weighing, numbers, tests) {
  const keys = weighing.accounts.map(({ key }) => key);
  const [chain, ...rivals] = keys;
  const once = numbers.get(RULE) !== EACH;
  const each = weighing.pieces.map((piece) => {
    const likelihoods = Object.fromEntries(keys.map((key) => [key, Number(likelihood(weighing, numbers, piece.id, key))]));
    const otherwise = rivals.reduce((sum, key) => sum + likelihoods[key], 0) / rivals.length;
    const times = ratio(likelihoods[chain], otherwise);
    const moves = new Set(Object.values(likelihoods)).size > 1;
    const called = tests.get(piece.id) ?? "";
    const weighed = Boolean(called) || keys.some((key) => numbers.has(`${piece.id}/${key}`));
    const verdict = !moves ? "moves nothing" : times >= 1 ? classify(likelihoods[chain], otherwise) : "against the chain";
    return { ...piece, likelihoods, called, weighed, otherwise, ratio: times, moves, verdict, shared: cause(weighing, numbers, piece) };
  });
  const strongest = counted(each.map(({ likelihoods }) => likelihoods), each.map(({ shared }) => shared));
  const pieces = each.map((piece, place) => ({ ...piece, strongest: strongest[place], counts: strongest[place] || !once }));
  const first = Number(prior(weighing, numbers));
  const before = Object.fromEntries(keys.map((key) => [key, key === chain ? first : (1 - first) / rivals.length]));
  const balance = (/** @type {boolean} */ grouped) => {
    const counting = pieces.filter((piece) => piece.strongest || !grouped);
    return posterior(before, counting.map(({ likelihoods }) => likelihoods)) ?? before;
  };
  return { pieces, before, after: balance(once), once, otherwise: balance(!once) };
}

/**
 * Return what is to be said about the balance and one piece.
 * @param {Weighing} weighing
 * @param {Balance} balance
 * @param {Weighed} piece
 */
export function sentence({ accounts: [chain, ...rivals] }, balance, piece) {
  const { pieces, before, after } = balance;
  const done = pieces.filter(({ weighed }) => weighed).length;
  const rival = rivals.reduce((best, each) => (after[each.key] > after[best.key] ? each : best));
  return (
    `${done} of ${pieces.length} pieces weighed. ${chain.name}: ${percent(after[chain.key])}, from ` +
    `${percent(before[chain.key])} before${difference(balance, chain.key)}. Its strongest rival, ${rival.name}: ` +
    `${percent(after[rival.key])}. ${read(piece, chain.key, sharing(balance, piece))}${left(balance, piece)}`
  );
}

/**
 * Return where the chain would stand under the other rule for shared causes, if that differs.
 * @param {Balance} balance
 * @param {string} chain
 */
function difference({ after, once, otherwise }, chain) {
  const [now, then] = [after, otherwise].map((shares) => percent(shares[chain]));
  if (now === then) return "";
  return ` (${then} if ${once ? "each piece counted in full" : "pieces that share a cause counted once"})`;
}

/**
 * Return why a weighed piece does not count, if it does not.
 * @param {Balance} balance
 * @param {Weighed} piece
 */
function left({ pieces }, piece) {
  if (piece.counts || !piece.weighed) return "";
  const stronger = pieces.find(({ shared, strongest }) => strongest && shared === piece.shared);
  return ` It does not count beside “${stronger?.title}”, which shares its cause.`;
}

/**
 * Return how many pieces speak to an account, and how many they are if those that share a cause
 * count once.
 * @param {{speaks: [string, string][], shared: string}[]} pieces
 * @param {string} account
 */
export function speaking(pieces, account) {
  const heard = pieces.filter(({ speaks }) => speaks.some(([key]) => key === account));
  const groups = new Set(heard.map(({ shared }, place) => shared || place));
  return { pieces: heard.length, groups: groups.size };
}

/**
 * Return with how many pieces one shares its cause, and how they count.
 * @param {Balance} balance
 * @param {Weighed} piece
 */
function sharing({ pieces, once }, { shared }) {
  const group = shared ? pieces.filter((each) => each.shared === shared).length : 1;
  if (group < 2) return "";
  return `, one of ${group} that share a cause${once ? " and count once" : ""}`;
}

/**
 * Return what the learner's numbers make of a piece.
 * @param {Weighed} piece
 * @param {string} chain
 * @param {string} group what it shares with others, if it does
 */
export function read(piece, chain, group) {
  if (!piece.weighed) return `Not weighed yet: “${piece.title}”${group}.`;
  const called = piece.called ? ` You called it “${piece.called}”.` : "";
  const fits = fitsAll(piece, piece.likelihoods[chain]) ? " It fits the chain, but it fits the rivals as well." : "";
  return `By your numbers, “${piece.title}” ${numbers(piece)}.${fits}${called}`;
}

/** @param {Weighed} piece */
function numbers({ moves, ratio: times_, verdict }) {
  if (!moves) return "fits all accounts alike, so it moves nothing";
  if (times_ >= 1) return `counts as “${verdict}” for the chain (${times(times_)} as likely with it)`;
  return `speaks against the chain (${times(1 / times_)} as likely without it)`;
}

/**
 * @param {Weighed} piece
 * @param {number} chain
 */
const fitsAll = ({ otherwise, ratio: times_ }, chain) => chain > Number(EVEN) && otherwise > Number(EVEN) && times_ < 2;

/** @param {number} ratio_ */
export const times = (ratio_) => `${ratio_.toFixed(1)} times`;

/**
 * Return the accounts as the rows of the picture.
 * @param {Weighing} weighing
 * @param {Balance} balance
 * @returns {import("../../scale.js").Bar[]}
 */
export const rows = ({ accounts }, { before, after }) =>
  accounts.map(({ key, name }) => ({ name, before: before[key], after: after[key] }));
