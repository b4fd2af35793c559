// @ts-check
/** Figures, sources and words of the glossary in a lesson's prose, in JupyterLab and Notebook 7. */

import { evidence } from "../parts/evidence/data.js";
import { facts } from "../parts/fact/view.js";
import { glossary } from "../parts/glossary/view.js";
import { theme } from "../theme.js";
import { PROSE } from "./quirks.js";
import { home, request } from "./wire.js";

/** Bring prose alive: now, and whenever a cell is drawn. */
export function prose() {
  const ours = `${home()}trilateral/`;
  const course = {
    evidence: evidence(`${ours}data/`, request),
    /** @param {string} hash */
    page: (hash) => `${ours}evidence/?theme=${theme()}${hash}`, // as this page is
  };
  facts(course);
  glossary(course, PROSE);
}
