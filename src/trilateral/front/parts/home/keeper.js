// @ts-check
/** What is kept of the learner, and three buttons: take it along, bring it, delete it. */

import { make, uniqueId } from "../../dom.js";
import { exported, fileName, imported } from "../../records/files.js";
import { count } from "./core.js";

const KEPT = "What you answer, predict, judge and write in the lessons is kept ";
const WHOSE =
  ". The only name in it is a random one, from which exercises draw your own variant of a task. None of it is sent " +
  "anywhere: others see it only if you give it to them. What cannot be saved at once waits in this browser. Export " +
  "gives you a copy of everything, to keep or to take to another computer. Import adds such a copy to what is here, and " +
  "takes no record twice. Delete removes everything but the random name.";

/**
 * Make the section on records.
 * @param {import("../../front.js").Host} host
 */
export function keeper({ records, kept }) {
  const file = make("code", {});
  const named = make("span", { hidden: true }, " (", file, ")");
  const tally = make("span", {});
  const said = make("p", { role: "status", "aria-atomic": "true", class: "outcome" });
  const doing = make("p", { class: "acts" });
  const asking = make("div", { role: "group", class: "asking", hidden: true });
  const chooser = make("input", { type: "file", accept: ".jsonl,application/jsonl", hidden: true });
  /** @param {string} words @param {() => unknown} act */
  const button = (words, act) => {
    const node = make("button", { type: "button" }, words);
    node.addEventListener("click", act);
    return node;
  };
  const exporting = () => button("Export", () => attempt(exportAll, "exported"));
  const deletion = button("Delete…", ask);
  const standing = [exporting(), button("Import", () => chooser.click()), deletion];
  doing.append(...standing.flatMap((node) => [node, " "]));

  /**
   * Do something with the records, and say what became of it.
   * @param {() => Promise<string>} act
   * @param {string} done
   */
  async function attempt(act, done) {
    said.textContent = "";
    try {
      said.textContent = await act();
    } catch (error) {
      const why = String(/** @type {Error} */ (error).message ?? error).replace(/\.$/, "");
      said.textContent = `Not all records could be ${done} (${why}). Nothing is lost. Try again later.`;
    }
  }

  async function exportAll() {
    await records.load();
    if (records.problem) throw new Error(records.problem);
    const address = URL.createObjectURL(new Blob([exported(records.all)], { type: "application/jsonl" }));
    const name = fileName(new Date());
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return `${count(records.all.length, "record")} exported to ${name}.`;
  }

  chooser.addEventListener("change", () => {
    const chosen = chooser.files?.[0];
    if (chosen) attempt(() => importAll(chosen), "imported");
    chooser.value = ""; // the same file may be chosen again
  });

  /** @param {File} chosen */
  async function importAll(chosen) {
    const read = imported(await chosen.text());
    if ("reason" in read) {
      return `${chosen.name} was not imported: in line ${read.line}, ${read.reason}. Your records are as they were.`;
    }
    const { added, refused } = await records.insert(read.statements);
    const rest = read.statements.length - added - refused;
    const here = rest ? ` ${count(rest, "record")} already here.` : "";
    const not = refused ? ` ${count(refused, "record")} could not be imported: no lesson wrote them.` : "";
    return `${count(added, "record")} imported from ${chosen.name}.${here}${not}`;
  }

  function ask() {
    said.textContent = "";
    const many = records.all.length;
    if (!many) {
      said.textContent = "There is nothing to delete.";
      return;
    }
    const id = uniqueId("asking");
    const words = make("p", { id, tabindex: -1 }, `This deletes all ${count(many, "record")}. Export them first if you may want them later.`);
    asking.setAttribute("aria-labelledby", id);
    asking.replaceChildren(
      words,
      make("p", { class: "acts" }, exporting(), " ", button("Delete all", () => attempt(deleteAll, "deleted")), " ", button("Keep them", keep)),
    );
    asking.hidden = false;
    words.focus();
  }

  function keep() {
    asking.hidden = true;
    deletion.focus();
  }

  async function deleteAll() {
    const gone = await records.clear();
    const undo = button("Undo", () =>
      attempt(async () => {
        const { added } = await records.insert(gone);
        asking.hidden = true;
        deletion.focus();
        return `${count(added, "record")} brought back.`;
      }, "brought back"),
    );
    const words = make("p", { tabindex: -1 }, "You can undo this until you close or reload this page.");
    asking.replaceChildren(words, undo);
    words.focus();
    return `${count(gone.length, "record")} deleted.`;
  }

  function update() {
    file.textContent = records.place;
    named.hidden = !records.place;
    tally.textContent = ` ${count(records.all.length, "record")} so far.`;
  }

  const node = make("div", {}, make("p", {}, KEPT, kept, named, WHOSE, tally), doing, chooser, asking, said);
  return { node, update };
}
