// @ts-check
/** The host of the course's parts on pages of their own: on the web, or in a folder on a stick. */

import { watch } from "../charts.js";
import { mount } from "../front.js";
import { evidence } from "../parts/evidence/data.js";
import { view as tables } from "../parts/evidence/view.js";
import { facts } from "../parts/fact/view.js";
import { glossary } from "../parts/glossary/view.js";
import { Records } from "../records/records.js";
import { available, browserStore } from "../records/store.js";
import { keepUp, otherTabs } from "../records/tabs.js";
import { draw } from "../vega.js";
import { pageOf } from "./addresses.js";
import { read, receive, valueOf } from "./pushed.js";
import { search } from "./search.js";
import { follow } from "./theme.js";
import { browserWire } from "./wire.js";

const root = document.body.dataset.root ?? "";
const EDITION = "web";
const records = new Records(browserWire(available()), browserStore(EDITION), otherTabs(EDITION));

/** @type {import("../front.js").Host} */
const host = {
  records,
  unsaved: "Not kept yet: this browser did not take it. Export your records on the start page before you close it.",
  kept: "in this browser, for the pages of this edition",
  address: async (path) => root + pageOf(path),
  lead: (anchor, path) => (anchor.href = root + pageOf(path)),
  write: null,
  choose: null,
};

/** Fold the contents away where they would be above the text. */
function foldContents() {
  const contents = document.querySelector(".contents details");
  if (contents && !matchMedia("(min-width: 75rem)").matches) contents.removeAttribute("open");
}

/** Let the page answer before the next part is drawn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

async function begin() {
  follow();
  foldContents();
  receive();
  records.load();
  keepUp(records);
  watch("[data-chart]");
  const course = { evidence: evidence(`${root}data/`, read), page: (/** @type {string} */ hash) => `${root}evidence.html${hash}` };
  facts(course);
  for (const node of document.querySelectorAll("[data-part]")) {
    const place = /** @type {HTMLElement} */ (node);
    mount(place, valueOf(place.dataset.part ?? ""), host, place.innerHTML);
    await pause();
  }
  for (const node of document.querySelectorAll("[data-chart]")) {
    const place = /** @type {HTMLElement} */ (node);
    await draw(place, valueOf(place.dataset.chart ?? "")).catch((error) => console.error(error));
    await pause();
  }
  glossary(course, ".prose");
  const browser = document.getElementById("evidence");
  if (browser) tables(browser, course.evidence).catch((error) => console.error(error));
  const form = document.getElementById("search");
  if (form) search(form, root, read);
}

begin();
