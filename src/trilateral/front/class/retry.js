// @ts-check
/** How long to wait before the next attempt to connect. */

const FIRST = 500;
const LONGEST = 8_000;

/**
 * Return milliseconds to wait: they double with each attempt, and chance spreads forty phones that
 * have lost the same network.
 * @param {number} attempt from 0
 * @param {number} chance from 0 to 1
 */
export function pause(attempt, chance) {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return Math.round(most * (0.5 + chance / 2));
}
