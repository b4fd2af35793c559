// @ts-check
/**
 * The way from a chart in the page to Vega's view of it. JupyterLab keeps the view to itself, and
 * Vega leaves on each element of its picture what it draws there, which knows its dataflow.
 */

/** @typedef {import("./charts.js").View} View */

/**
 * Return Vega's view of a chart, once it is drawn.
 * @param {Element} embed
 * @returns {View | undefined}
 */
export function viewOf(embed) {
  for (const node of embed.querySelectorAll("svg.marks g")) {
    const item = /** @type {any} */ (node).__data__;
    const context = item?.context ?? item?.mark?.group?.context;
    if (context?.dataflow) return context.dataflow;
  }
  return undefined;
}
