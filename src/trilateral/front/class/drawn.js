// @ts-check
/**
 * From a prediction's step to the columns of its picture.
 *
 * @typedef {import("./types.js").Predict} Predict
 * @typedef {import("./spread.js").Column} Column
 */

/**
 * Return a column for each bar. A number is one column of its own.
 * @param {Predict} step
 * @returns {Column[]}
 */
export function columns({ question, drawn = [], record = [] }) {
  if (!question) return [];
  const given = question.given.map(({ label, value }) => ({ name: label, given: value ?? 0, predicted: [], record: null }));
  const asked = question.bars.length ? question.bars : [{ id: "value", label: question.unit }];
  const found = (/** @type {string} */ id) => (question.bars.length ? record.find((bar) => bar.id === id) : record[0])?.value ?? null;
  return [
    ...given,
    ...asked.map(({ id, label }) => ({
      name: label,
      given: null,
      predicted: drawn.flatMap((each) => (Object.hasOwn(each, id) ? [each[id]] : [])),
      record: found(id),
    })),
  ];
}

/**
 * Return where the scale ends: as on the phones, or above the highest number, but an outlier's.
 * @param {Predict} step
 * @param {Column[]} shown
 */
export function most({ question }, shown) {
  if (question?.most) return question.most;
  const record = Math.max(...shown.map((column) => column.record ?? column.given ?? 0), 0);
  const predicted = shown.flatMap((column) => column.predicted).sort((a, b) => a - b);
  const usual = predicted[Math.floor((predicted.length - 1) * 0.9)] ?? 0;
  return Math.max(record, usual, 1) * 1.15;
}
