// @ts-check
/**
 * What was predicted in a lesson, looked back on.
 *
 * @typedef {{id: string, data: import("../predict/core.js").Data}} Prediction
 * @typedef {{predictions: Prediction[]}} Predicted `trilateral.progress.Predicted` makes it
 */

/**
 * Return how many predictions were made, in a sentence.
 * @param {readonly Prediction[]} predictions
 * @param {ReadonlyMap<string, string>} kept responses by the prediction's name
 */
export function counted(predictions, kept) {
  const made = predictions.filter(({ id }) => kept.has(id)).length;
  const all = predictions.length;
  if (made === 0) return "You have made no prediction in this lesson yet.";
  return made === all ? `You made all ${all} predictions of this lesson.` : `You made ${made} of ${all} predictions.`;
}
