// @ts-check
/**
 * A phone's seat and what it sends: kept in the phone's storage until the server has taken it.
 *
 * @typedef {import("./queue.js").Kept} Kept
 */

import { pause } from "../retry.js";
import { ask } from "../wire.js";
import { add, fresh, keyOf, read, settle, standing } from "./queue.js";

const PATIENCE = 8;
/** Each class has a place of its own in the browser, also behind a hub's proxy. */
const PLACE = `trilateral/class${location.pathname}`;

export class Acts {
  /** Whether the phone's storage is closed to pages, as in some private windows. */
  fragile = false;
  /** Whether the last request had no answer. */
  lost = false;
  /** What the server said when it could not store an act. */
  trouble = "";

  /**
   * @param {() => void} told called whenever something has changed
   * @param {(why: string) => void} refused called where the server does not know the phone's key
   */
  constructor(told, refused) {
    this.told = told;
    this.refused = refused;
    /** @type {Kept | null} */ this.own = null;
    this.sending = false;
    this.attempt = 0;
    /** @type {() => void} */ this.wake = () => {};
    this.load();
    addEventListener("storage", (event) => event.key === PLACE && this.load());
  }

  /** @returns {Kept | null} what the phone keeps; null before it has joined */
  get kept() {
    return this.own;
  }

  load() {
    try {
      const text = localStorage.getItem(PLACE);
      if (text !== null || !this.fragile) this.own = read(text);
    } catch {
      this.fragile = true;
    }
    this.told();
  }

  /** @param {Kept | null} kept */
  save(kept) {
    this.own = kept;
    try {
      if (kept) localStorage.setItem(PLACE, JSON.stringify(kept));
      else localStorage.removeItem(PLACE);
      this.fragile = false;
    } catch {
      this.fragile = true;
    }
    this.told();
  }

  /**
   * Get a seat: the same one however often the phone asks.
   * @returns {Promise<string>} what went wrong, in a sentence; empty when there is a seat
   */
  async join() {
    if (!this.own) this.save(fresh(keyOf(crypto.getRandomValues(new Uint8Array(16)))));
    const { key } = /** @type {Kept} */ (this.own);
    try {
      const { status, body } = await ask("api/join", { body: { key }, seconds: PATIENCE });
      if (status !== 200) return body?.message ?? `The class sent an unexpected answer (${status}). Try again.`;
      if (this.own?.key === key) this.save({ ...this.own, seat: body.seat });
      return "";
    } catch {
      return "No answer from the class. Are you in the room's network? Try again.";
    }
  }

  /**
   * @param {import("./queue.js").Unnumbered} act
   * @param {string} title of the step
   */
  give(act, title) {
    if (!this.own) return;
    this.save(add(this.own, act, title));
    this.send();
  }

  /** @param {string} slot */
  standing(slot) {
    return this.own ? standing(this.own, slot) : { state: /** @type {const} */ ("none") };
  }

  /** @param {string} slot */
  draft(slot) {
    return this.own?.drafts[slot] ?? "";
  }

  /** @param {string} slot @param {string} text */
  keepDraft(slot, text) {
    if (!this.own || this.draft(slot) === text) return;
    const { [slot]: _before, ...others } = this.own.drafts;
    this.save({ ...this.own, drafts: text ? { ...others, [slot]: text } : others });
  }

  /** @param {string} slot whose refusal has been read */
  forget(slot) {
    if (this.own) this.save({ ...this.own, refused: this.own.refused.filter((each) => each.slot !== slot) });
  }

  /** Send what waits, in order and one at a time, until nothing does. */
  async send() {
    this.wake();
    if (this.sending) return;
    this.sending = true;
    while (this.own?.waiting.length) {
      if (await this.sendOne(this.own.key, this.own.waiting[0].act)) this.attempt = 0;
      else await this.rest();
    }
    this.sending = false;
  }

  /**
   * @param {string} key @param {import("../types.js").PhoneAct} act
   * @returns {Promise<boolean>} whether the act needs no further attempt
   */
  async sendOne(key, act) {
    try {
      const { status, body, wait } = await ask("api/act", { key, body: act, seconds: PATIENCE });
      this.least = wait;
      this.trouble = status === 503 ? (body?.message ?? "") : "";
      const reply = status === 200 ? body : [400, 409, 413].includes(status) ? { taken: false, why: body?.message ?? "It could not be read." } : null;
      this.lost = reply === null;
      if (reply && this.own?.key === key) this.save(settle(this.own, act.n, reply));
      else this.told();
      if (status === 401) this.refused(body?.message ?? "");
      return reply !== null;
    } catch {
      this.lost = true;
      this.told();
      return false;
    }
  }

  least = 0;

  rest() {
    return new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const timer = setTimeout(done, Math.max(this.least * 1000, pause(this.attempt++, Math.random())));
      this.wake = () => (clearTimeout(timer), done());
    });
  }
}
