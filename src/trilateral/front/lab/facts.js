// @ts-check
/** Figures, sources and words of the glossary in a lesson's prose, in JupyterLab and Notebook 7. */

import { evidence } from "../parts/evidence/data.js";
import { facts } from "../parts/fact/view.js";
import { glossary } from "../parts/glossary/view.js";
import { server } from "./wire.js";

const PROSE = ".jp-RenderedMarkdown";

/** Bring prose alive: now, and whenever a cell is drawn. */
export function prose() {
  const home = `${server().baseUrl ?? "/"}trilateral/`;
  const course = {
    evidence: evidence(`${home}data/`),
    /** @param {string} hash */
    page: (hash) => `${home}evidence/?theme=${theme()}${hash}`,
  };
  facts(course);
  glossary(course, PROSE);
}

/** Return the theme that the page has now; the page it leads to follows. */
const theme = () => (document.body.dataset.jpThemeLight === "false" ? "dark" : "light");
