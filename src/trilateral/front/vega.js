// @ts-check
/**
 * All that is Vega's and Vega-Embed's own: the names in what they draw, and the way from there to a
 * chart's view. JupyterLab and the web edition draw charts with both; `vega.css` has the same names.
 *
 * @typedef {object} View a drawn chart, as Vega has it
 * @property {(name: string, value?: unknown) => any} signal a value, or the view when one is given
 * @property {(options: {signals: (name: string) => boolean, data: () => boolean}) => {signals: Record<string, unknown>}} getState
 * @property {() => View} resize
 * @property {() => Promise<View>} runAsync
 */

/** What Vega-Embed draws a chart into. */
export const EMBED = ".vega-embed";
export const PICTURE = "svg.marks";
/** The form with a chart's controls, one of them, and its name. */
export const FORM = ".vega-bindings";
export const CONTROL = ".vega-bind";
export const NAME = ".vega-bind-name";

/**
 * Return Vega's view of a chart, once it is drawn. JupyterLab keeps the view to itself, and Vega
 * leaves on each element of its picture what it draws there, which knows its dataflow.
 * @param {Element} embed
 * @returns {View | undefined}
 */
export function viewOf(embed) {
  for (const node of embed.querySelectorAll(`${PICTURE} g`)) {
    const item = /** @type {any} */ (node).__data__;
    const context = item?.context ?? item?.mark?.group?.context;
    if (context?.dataflow) return context.dataflow;
  }
  return undefined;
}

/**
 * Return the values of a view's signals by name.
 * @param {View} view
 */
export const signalsOf = (view) => view.getState({ signals: () => true, data: () => false }).signals;

/**
 * Draw a chart with the Vega-Embed that a page of our own has loaded.
 * @param {HTMLElement} node @param {object} spec a Vega-Lite specification
 */
export async function draw(node, spec) {
  await /** @type {any} */ (window).vegaEmbed(node, spec, { renderer: "svg", actions: false });
}
