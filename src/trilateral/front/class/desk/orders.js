// @ts-check
/** Orders to the class. Each says where to go, so it may be sent again until it is answered. */

import { pause } from "../retry.js";
import { ask } from "../wire.js";

const ATTEMPTS = 6;
const PATIENCE = 6;

/**
 * Send an order.
 * @param {string} key
 * @param {import("../types.js").DeskAct} order
 * @param {(words: string) => void} say what goes on; empty when all is well
 * @returns {Promise<boolean>} whether it was done
 */
export async function give(key, order, say) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const words = await once(key, order);
    if (words === null) {
      say("");
      return true;
    }
    say(words.text);
    if (words.last) return false;
    await new Promise((done) => setTimeout(done, pause(attempt, Math.random())));
  }
  say("Not done: the class’s server does not answer. Does the terminal still run it? Press the button again when it does.");
  return false;
}

/**
 * @param {string} key @param {import("../types.js").DeskAct} order
 * @returns {Promise<{text: string, last: boolean} | null>} null when it was done
 */
async function once(key, order) {
  try {
    const { status, body } = await ask("api/order", { key, body: order, seconds: PATIENCE });
    if (status === 200) return body?.taken ? null : { text: body?.why || "Not done.", last: true };
    const text = body?.message ?? `The server answered with ${status}.`;
    return { text, last: ![429, 502, 503, 504].includes(status) };
  } catch {
    return { text: "No answer yet. Trying again…", last: false };
  }
}
