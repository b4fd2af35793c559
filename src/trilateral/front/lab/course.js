// @ts-check
/**
 * A plugin that corrects what JupyterLab and Notebook 7 do to a page without being asked, by the
 * interface that they have for plugins. Each correction has a probe in tests/browser/test_opening.py.
 */

import { follow } from "./choices.js";
import { CHANGE_THEME, CONTENTS, paneOf } from "./quirks.js";

/** What the kernel itself writes into a notebook when it starts. */
const OF_THE_KERNEL = new Set(["kernelspec", "language_info"]);
const NARROW = 900;
const SETTLED = 600;

/**
 * A notebook counts as changed as soon as its kernel has said which Python it is. Nobody has edited
 * anything then, so it is clean again, unless it was changed before.
 * @param {any} model of a notebook
 */
function ignoreKernelsNotes(model) {
  model.metadataChanged.connect((/** @type {any} */ _, /** @type {any} */ change) => {
    if (!OF_THE_KERNEL.has(change.key) || model.dirty) return;
    queueMicrotask(() => (model.dirty = false)); // it is set just after this signal
  });
}

/**
 * The cells of a notebook that stopped with an error, by their place.
 * @param {any} notebook
 * @returns {number[]}
 */
function failures(notebook) {
  return notebook.widgets.flatMap((/** @type {any} */ cell, /** @type {number} */ at) => {
    const outputs = cell.model.type === "code" ? cell.model.sharedModel.getOutputs() : [];
    return outputs.some((/** @type {any} */ output) => output.output_type === "error") ? [at] : [];
  });
}

/**
 * Resolves when the kernel has answered for each cell that was sent to it, also with "aborted".
 * @param {any} notebook
 * @returns {Promise<any>}
 */
function replies(notebook) {
  const futures = notebook.widgets.map((/** @type {any} */ cell) => cell.outputArea?.future?.done);
  return Promise.allSettled(futures);
}

/**
 * The page's region for what Run All came to. It has one of its own: the checks speak through theirs,
 * at moments that only the kernel knows, and the later words would take the earlier ones' place.
 * @returns {HTMLElement}
 */
function outcome() {
  const before = document.getElementById("trilateral-run");
  if (before) return before;
  const node = document.createElement("div");
  node.id = "trilateral-run";
  node.setAttribute("role", "status");
  node.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  document.body.append(node);
  return node;
}

/**
 * Lead the reader to the first cell that stopped, and have it read out.
 * @param {any} notebook @param {number[]} places
 */
function leadBack(notebook, places) {
  notebook.activeCellIndex = places[0];
  notebook.deselectAll();
  notebook.widgets[places[0]].node.scrollIntoView({ block: "center" });
  const cells = places.length === 1 ? "1 cell stopped" : `${places.length} cells stopped`;
  outcome().textContent = `${cells} with an error. The first is selected; the message is below it.`;
}

/**
 * Run All leaves the reader at the end; here it ends where it began, or at the first error.
 * @param {any} actions `NotebookActions`, whose functions the commands call
 */
function stayInPlace(actions) {
  const { runAll } = actions;
  actions.runAll = (/** @type {any} */ notebook, /** @type {any[]} */ ...rest) => {
    const pane = paneOf(notebook.node);
    const [active, top] = [notebook.activeCellIndex, pane.scrollTop];
    let moved = false;
    outcome().textContent = ""; // there before the words, or a screen reader does not notice them
    const move = () => (moved = true);
    for (const kind of ["wheel", "pointerdown", "keydown"]) pane.addEventListener(kind, move, { passive: true });
    const back = () => {
      if (moved || notebook.isDisposed) return;
      notebook.activeCellIndex = active;
      notebook.deselectAll();
      pane.scrollTop = top;
    };
    const run = runAll(notebook, ...rest);
    back();
    const end = () => {
      if (notebook.isDisposed) return;
      const places = moved ? [] : failures(notebook);
      if (places.length) leadBack(notebook, places);
      else back();
      for (const kind of ["wheel", "pointerdown", "keydown"]) pane.removeEventListener(kind, move);
    };
    // Lab's promise is broken by the first error, while the kernel continues with the other cells.
    Promise.allSettled([run])
      .then(() => replies(notebook))
      .then(() => setTimeout(end, SETTLED)); // Lab scrolls to where it thinks the reader is, a little later
    return run;
  };
}

/**
 * A reader who opens the course for the first time sees its table of contents; a page that the
 * reader has arranged stays as it is. A narrow screen has room for the lesson alone.
 * @param {any} app @param {any} shell
 */
async function openContents(app, shell) {
  const layout = await shell.restored;
  await app.restored;
  setTimeout(() => {
    if (window.innerWidth < NARROW) shell.collapseLeft();
    else if (layout?.fresh) shell.activateById(CONTENTS);
  });
}

/**
 * While JupyterLab follows the system's theme, the first choice of another only ends that. Here it
 * is a choice as well.
 * @param {any} commands
 */
function keepFirstTheme(commands) {
  let again = false;
  commands.commandExecuted.connect(async (/** @type {any} */ _, /** @type {any} */ { id, args, result }) => {
    if (id !== CHANGE_THEME || again) return;
    await result;
    if (commands.isToggled(CHANGE_THEME, args)) return;
    again = true;
    await commands.execute(CHANGE_THEME, args);
    again = false;
  });
}

/** @param {any} notebook JupyterLab's library of that name @param {any} application the one of that name */
export function plugin({ INotebookTracker, NotebookActions }, { ILabShell }) {
  return {
    id: "trilateral:course",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [ILabShell],
    activate(/** @type {any} */ app, /** @type {any} */ tracker, /** @type {any} */ shell) {
      tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => ignoreKernelsNotes(panel.context.model));
      stayInPlace(NotebookActions);
      follow(tracker, NotebookActions);
      keepFirstTheme(app.commands);
      if (shell) openContents(app, shell);
    },
  };
}
