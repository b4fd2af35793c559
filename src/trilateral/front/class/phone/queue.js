// @ts-check
/**
 * What a phone has to send, as data: it is written to the phone's storage whole, and read back.
 *
 * @typedef {import("../types.js").PhoneAct} PhoneAct
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Reply} Reply
 *
 * @typedef {{slot: string, title: string, act: PhoneAct}} Waiting an act that has no reply yet; a later one of its slot replaces it
 * @typedef {{slot: string, title: string, why: string, text: string}} Refusal an act that does not count, and what was written in it
 *
 * @typedef {object} Kept what the phone keeps
 * @property {string} key
 * @property {string} seat empty until the phone has one
 * @property {number} last the number of the last act
 * @property {Waiting[]} waiting in the order in which they were made
 * @property {Record<string, PhoneAct>} done what was taken last, by slot
 * @property {Refusal[]} refused
 * @property {Record<string, string>} drafts what was typed and not sent, by slot
 *
 * @typedef {{state: "none" | "waiting" | "taken" | "refused", act?: PhoneAct, why?: string}} Standing
 */

/**
 * Return what a phone keeps that has only a key.
 * @param {string} key
 * @returns {Kept}
 */
export const fresh = (key) => ({ key, seat: "", last: 0, waiting: [], done: {}, refused: [], drafts: {} });

/**
 * Return what was written to the phone's storage, or null where it is nothing of ours.
 * @param {string | null} text
 * @returns {Kept | null}
 */
export function read(text) {
  try {
    const kept = JSON.parse(text ?? "");
    if (!/^[0-9a-f]{32}$/.test(kept.key) || !Array.isArray(kept.waiting) || !Array.isArray(kept.refused)) return null;
    return { ...fresh(kept.key), ...kept };
  } catch {
    return null;
  }
}

/**
 * Return a phone's key: 32 hexadecimal digits of 16 random bytes.
 * @param {Uint8Array} bytes
 */
export const keyOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The place that an act fills: what comes later for the same place replaces it.
 * @param {Unnumbered} act
 */
export function slotOf(act) {
  if (act.do === "share") return "share";
  if (act.do === "answer") return [act.step, act.round, act.item].join("/");
  return act.do === "send" ? `${act.step}/send/${act.to}` : `${act.step}/${act.do}`;
}

/** @typedef {PhoneAct extends infer Act ? Act extends {n: number} ? Omit<Act, "n"> : never : never} Unnumbered an act before it has its number */

/**
 * Return what is kept with one more act to send. What waits for the same place is replaced, but a
 * message is never.
 * @param {Kept} kept
 * @param {Unnumbered} made
 * @param {string} title of the step, for people
 * @returns {Kept}
 */
export function add(kept, made, title) {
  const slot = slotOf(made);
  const n = kept.last + 1;
  const act = /** @type {PhoneAct} */ ({ n, ...made });
  const others = made.do === "send" ? kept.waiting : kept.waiting.filter((each) => each.slot !== slot);
  const refused = kept.refused.filter((each) => each.slot !== slot);
  const { [slot]: _sent, ...drafts } = kept.drafts;
  return { ...kept, last: n, waiting: [...others, { slot, title, act }], refused, drafts };
}

/**
 * Return what is kept once an act has its reply. Words of one that does not count stay on the phone.
 * @param {Kept} kept
 * @param {number} n
 * @param {Reply} reply
 * @returns {Kept}
 */
export function settle(kept, n, { taken, why }) {
  const sent = kept.waiting.find(({ act }) => act.n === n);
  if (!sent) return kept;
  const waiting = kept.waiting.filter((each) => each !== sent);
  if (taken) return { ...kept, waiting, done: { ...kept.done, [sent.slot]: sent.act } };
  const refusal = { slot: sent.slot, title: sent.title, why, text: textOf(sent.act) };
  return { ...kept, waiting, refused: [...kept.refused.filter(({ slot }) => slot !== sent.slot), refusal] };
}

/**
 * Return the state of a place: what waits comes before what was taken or refused.
 * @param {Kept} kept
 * @param {string} slot
 * @returns {Standing}
 */
export function standing(kept, slot) {
  const waiting = kept.waiting.filter((each) => each.slot === slot).at(-1);
  if (waiting) return { state: "waiting", act: waiting.act };
  const refused = kept.refused.find((each) => each.slot === slot);
  if (refused) return { state: "refused", why: refused.why, act: kept.done[slot] };
  return Object.hasOwn(kept.done, slot) ? { state: "taken", act: kept.done[slot] } : { state: "none" };
}

/**
 * Return what somebody wrote in an act; empty where it was not a text.
 * @param {PhoneAct} act
 */
export function textOf(act) {
  if ("text" in act) return act.text;
  return act.do === "answer" && "text" in act.answer ? act.answer.text : "";
}
