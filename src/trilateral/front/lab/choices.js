// @ts-check
/**
 * What a learner chooses in an exercise is in the part's own output: it is saved, copied and
 * handed in with the notebook. Before a cell runs, its kernel is told what is chosen, by a message
 * ahead of the cell's own, so that a check never sees less than the page shows.
 */

/** @typedef {import("../parts/choice/core.js").Choice} Choice */

const MIME = "application/vnd.trilateral.part+json";
/** @type {any} */ let open = null;
/**
 * By notebook, what was chosen in it since it was opened: its outputs may have been cleared.
 * @type {WeakMap<object, Map<string, Choice>>}
 */
const choicesByNotebook = new WeakMap();

/**
 * Return the choices of a notebook by task, with those whose outputs are gone.
 * @param {any} model of a notebook
 */
function choicesOf(model) {
  const choices = choicesByNotebook.get(model) ?? new Map();
  choicesByNotebook.set(model, choices);
  for (const cell of model.cells) {
    for (let at = 0; cell.type === "code" && at < cell.outputs.length; at += 1) {
      const part = cell.outputs.get(at).data[MIME];
      if (part?.kind === "choice" && part.choice) choices.set(part.id, part.choice);
    }
  }
  return choices;
}

/**
 * Tell a kernel what is chosen. Python takes a text of JSON as a text of its own.
 * @param {any} kernel @param {Map<string, Choice>} choices
 */
function tell(kernel, choices) {
  const text = JSON.stringify(JSON.stringify(Object.fromEntries(choices)));
  const code = `__import__("trilateral.parts.choices", fromlist=["take"]).take(${text})`;
  kernel.requestExecute({ code, silent: true, store_history: false, stop_on_error: false });
}

/**
 * Keep the kernels of a front end's notebooks informed.
 * @param {any} tracker of notebooks @param {any} actions `NotebookActions`
 */
export function follow(tracker, actions) {
  open = tracker;
  tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ { context }) =>
    context.ready.then(() => choicesOf(context.model)),
  );
  actions.executionScheduled.connect((/** @type {any} */ _, /** @type {any} */ { notebook }) => {
    const panel = tracker.find((/** @type {any} */ each) => each.content === notebook);
    const kernel = panel?.sessionContext.session?.kernel;
    const choices = notebook.model ? choicesOf(notebook.model) : new Map();
    if (kernel && choices.size) tell(kernel, choices);
  });
}

/**
 * Return a part's static twin with a choice in it: a table, with the answers in its second column or
 * the rows in their order.
 * @param {string} html @param {import("../front.js").Part} part @param {Choice} choice
 */
function twinWith(html, part, choice) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const lines = [...(page.querySelector("tbody")?.rows ?? [])];
  const ids = part.data.rows.map((/** @type {{id: string}} */ row) => row.id);
  if (Array.isArray(choice)) {
    /** @type {string[]} */ const order = Array.isArray(part.choice) ? part.choice : ids;
    const texts = new Map(order.map((id, at) => [id, lines[at]?.cells[1]?.innerHTML ?? ""]));
    for (const [at, id] of choice.entries()) if (lines[at]) lines[at].cells[1].innerHTML = texts.get(id) ?? "";
  } else {
    const words = new Map(part.data.answers);
    for (const [at, id] of ids.entries()) if (lines[at]) lines[at].cells[1].textContent = words.get(choice[id]) ?? "";
  }
  return page.body.innerHTML;
}

/**
 * Return how to keep a choice in the output that a part is drawn in.
 * @param {HTMLElement} node @param {import("../front.js").Part} part @param {{text: string}} page
 * @returns {(choice: Choice) => string}
 */
export function keeping(node, part, page) {
  return (choice) => {
    const panel = open?.find((/** @type {any} */ each) => each.content.node.contains(node));
    const cell = panel?.content.widgets.find((/** @type {any} */ each) => each.node.contains(node));
    const outputs = cell?.model.outputs;
    for (let at = 0; at < (outputs?.length ?? 0); at += 1) {
      if (outputs.get(at).data[MIME]?.id !== part.id) continue;
      const json = outputs.get(at).toJSON();
      const before = json.data[MIME];
      const after = { ...before, choice };
      const twin = twinWith(String(json.data["text/html"] ?? ""), before, choice);
      page.text = JSON.stringify(after); // what Lab draws next is what the part shows already
      choicesByNotebook.get(panel.content.model)?.set(part.id, choice);
      outputs.set(at, { ...json, data: { ...json.data, [MIME]: after, "text/html": twin } });
      return "";
    }
    return "Not saved: choose in the notebook itself, where it is open.";
  };
}
