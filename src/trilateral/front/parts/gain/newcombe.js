// @ts-check
/** How far apart two shares may be, by few answers. */

/** Of the normal distribution, for 95 %. */
const Z = 1.959964;

/**
 * Return Wilson's interval for a share (Wilson, E. B. (1927), JASA 22, 209-212).
 * @param {number} right
 * @param {number} all above 0
 */
export function wilson(right, all) {
  const share = right / all;
  const centre = share + Z ** 2 / (2 * all);
  const reach = Z * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  return { low: (centre - reach) / (1 + Z ** 2 / all), high: (centre + reach) / (1 + Z ** 2 / all) };
}

/**
 * Return the interval for the second share less the first: Newcombe's hybrid score interval (Newcombe,
 * R. G. (1998), Statistics in Medicine 17, 873-890, method 10).
 * @param {[number, number]} first right answers, and all
 * @param {[number, number]} second
 */
export function newcombe(first, second) {
  const [one, other] = [first[0] / first[1], second[0] / second[1]];
  const [a, b] = [wilson(...first), wilson(...second)];
  const difference = other - one;
  return {
    low: difference - Math.hypot(other - b.low, a.high - one),
    high: difference + Math.hypot(b.high - other, one - a.low),
  };
}
