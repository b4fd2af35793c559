// @ts-check
/** The host of a lesson's parts in JupyterLab and Notebook 7: records by the server extension. */

import { mount } from "../front.js";
import { Records } from "../records/records.js";
import { browserStore } from "../records/store.js";
import { keepUp, otherTabs } from "../records/tabs.js";
import { keeping } from "./choices.js";
import { prose } from "./facts.js";
import { leading } from "./links.js";
import { settle } from "./quirks.js";
import { home, serverWire, writer } from "./wire.js";

/** @typedef {import("../front.js").Part} Part */

const records = new Records(serverWire(), browserStore(home()), otherTabs(home()));
keepUp(records);
settle();
prose();

/**
 * Draw a part into `node` and return how to end it.
 * @param {HTMLElement} node
 * @param {Part} part
 * @param {{resolver: import("./links.js").Resolver | null, linkHandler: import("./links.js").Handler | null,
 * text: string}} page with the part as it is shown now
 * @param {string} [twin] HTML to show where the part cannot be drawn
 */
export function show(node, part, page, twin) {
  const { resolver, linkHandler } = page;
  records.load(); // the cell may just have run, and its kernel written something
  /** @type {import("../front.js").Host} */
  const host = {
    records,
    unsaved: "Kept in this browser; it is saved when the server answers again.",
    kept: "in one file, on the computer that runs Jupyter",
    async address(path) {
      return resolver ? resolver.getDownloadUrl(await resolver.resolveUrl(path)) : path;
    },
    lead: leading(resolver, linkHandler),
    write: resolver && writer(resolver),
    choose: keeping(node, part, page),
  };
  return mount(node, part, host, twin);
}
