// @ts-check
/**
 * Views as they change: a request that the server answers when there is something new, again and again.
 *
 * @typedef {"connecting" | "connected" | "lost"} Line how the connection stands
 */

import { pause } from "./retry.js";
import { ask } from "./wire.js";

/** Longer than the server holds a request that has nothing new. */
const PATIENCE = 40;

/**
 * Watch a view until `stop` is called or the key is refused.
 * @template View
 * @param {string} address such as `api/phone`
 * @param {string | undefined} key
 * @param {{take: (envelope: import("./types.js").Envelope<View>) => void, line: (now: Line) => void, refused: (why: string) => void}} tell `refused` where the key is not, or no longer, one of the class
 */
export function watch(address, key, { take, line, refused }) {
  let [tag, attempt, stopped] = ["", 0, false];
  /** @type {AbortController} */ let asking;
  /** @type {() => void} */ let wake = () => {};

  const rest = (/** @type {number} */ milliseconds) =>
    new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const timer = setTimeout(done, milliseconds);
      wake = () => (clearTimeout(timer), done());
    });

  const once = async () => {
    asking = new AbortController();
    const path = tag ? `${address}?after=${encodeURIComponent(tag)}` : address;
    const { status, body, wait } = await ask(path, { key, seconds: PATIENCE, signal: asking.signal });
    if (status === 401 || status === 409) return stop(), refused(body?.message ?? "");
    if (status !== 204 && (status !== 200 || typeof body?.tag !== "string")) return failed(wait);
    attempt = 0;
    if (stopped) return undefined;
    line("connected");
    if (status === 200) {
      tag = body.tag;
      try {
        take(body);
      } catch (error) {
        reportError(error); // an error in drawing does not mean a lost network
      }
    }
    return undefined;
  };
  const failed = async (/** @type {number} */ wait) => {
    if (stopped) return;
    line("lost");
    await rest(Math.max(wait * 1000, pause(attempt, Math.random())));
    attempt += 1;
  };
  const run = async () => {
    line("connecting");
    while (!stopped) {
      const before = performance.now();
      try {
        await once();
      } catch {
        if (again) again = false;
        else await failed(0);
      }
      // A proxy that answers at once with nothing new must not make the page ask without a pause.
      if (performance.now() - before < 50) await rest(50);
    }
  };

  let again = false;
  /** Ask again at once: after sleep a request may hang on a connection that is gone. */
  const nudge = () => {
    if (document.visibilityState === "hidden") return;
    attempt = 0;
    again = true;
    asking?.abort();
    wake();
  };
  const back = (/** @type {PageTransitionEvent} */ event) => event.persisted && nudge();
  const gone = () => line("lost");
  document.addEventListener("visibilitychange", nudge);
  addEventListener("online", nudge);
  addEventListener("pageshow", back);
  addEventListener("offline", gone);
  const stop = () => {
    stopped = true;
    document.removeEventListener("visibilitychange", nudge);
    removeEventListener("online", nudge);
    removeEventListener("pageshow", back);
    removeEventListener("offline", gone);
    asking?.abort();
    wake();
  };
  run();
  return { stop, nudge };
}
