// @ts-check
/** Charts on the course's own pages, drawn by the Vega that is beside them. */

/**
 * Draw a chart into its place.
 * @param {HTMLElement} node
 * @param {object} spec a Vega-Lite specification
 */
export async function draw(node, spec) {
  const embed = /** @type {any} */ (window).vegaEmbed;
  await embed(node, spec, { renderer: "svg", actions: false });
}
