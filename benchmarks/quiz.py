"""Measure the course's quiz beside the same ten items in plain ipywidgets and in jupyterquiz.

Run with ``uv run --group dev python benchmarks/quiz.py``; it needs Chromium and no network. In one
browser, for each of the three: the time from running its cell to ten items on screen; the time
from a click to its painted feedback, the next frame included, and what of it the page's own event
handlers take; axe-core's violations in it; how many of the ten items the keyboard alone can answer
without the notebook around them changing; the bytes that its output adds to the saved notebook.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script sees its own folder only

from benchmarks.setting import Times, course, headless, lab, machine, table
from tests.browser.harness.page import LabPage
from trilateral.notebook.normalise import KERNELSPEC

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOK = "notebooks/bench.ipynb"
ROUNDS = 6
KEYS = {"radio": ["ArrowDown", "b"], "text": ["7", "Enter"], "number": ["7", "Enter"]}
"""What a person presses in a field; `b` is a letter that JupyterLab acts on."""
ITEMS: list[dict[str, Any]] = [
    {"id": f"item-{n}", "stem": f"Question {n}: which one?", "options": ["Alpha", "Beta", "Gamma"]}
    for n in range(8)
] + [{"id": f"item-{n}", "stem": f"Question {n}: how many?", "answer": 35} for n in (8, 9)]

OURS = """
import json, random
from pathlib import Path
from trilateral.quiz import Quiz
folder = Path("{folder}")
lesson = "90_" + "".join(random.choices("abcdefghij", k=9))  # nobody has answered it yet
bank = json.loads((folder / "90_bench.yaml").read_text()) | {{"lesson": lesson}}
(folder / f"{{lesson}}.yaml").write_text(json.dumps(bank))
Quiz(lesson, folder=folder)
"""
WIDGETS = """
import ipywidgets as w
def item(stem, options):
    field = w.RadioButtons(options=options, value=None) if options else w.FloatText()
    button, out = w.Button(description="Check"), w.HTML()
    def check(_):
        right = field.value in ("Alpha", 35)
        again = " " if out.value.endswith(".") else ""
        out.value = ("Correct." if right else "Not correct. On your choice: no.") + again
    button.on_click(check)
    box = w.VBox([w.Label(stem), field, button, out])
    box.add_class("bench-item")
    return box
w.VBox([item(i["stem"], i.get("options")) for i in {items}])
"""
JUPYTERQUIZ = """
from jupyterquiz import display_quiz
display_quiz([
    {{"question": i["stem"], "type": "multiple_choice", "answers": [
        {{"answer": o, "correct": o == "Alpha", "feedback": f"On {{o}}."}} for o in i["options"]]}}
    if "options" in i else
    {{"question": i["stem"], "type": "numeric", "answers": [
        {{"type": "value", "value": 35, "correct": True, "feedback": "Yes."}},
        {{"type": "default", "feedback": "No."}}]}}
    for i in {items}])
"""
KINDS = {
    "ours": (".part.quiz form", ".lines label", ".check"),
    "ipywidgets": (".bench-item", ".widget-radio-box label", "button"),
    "jupyterquiz": (".Quiz", "label.MCButton, .MCButton", ""),
}

MARK = """node => {
  document.querySelectorAll('.bench-output').forEach(old => old.classList.remove('bench-output'));
  node.closest('.jp-OutputArea-output').classList.add('bench-output');
}"""
FOCUSED = """node => {
  const focused = document.activeElement;
  return node.contains(focused) ? focused.type || focused.tagName : '';
}"""
COUNT = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
UNDO = "() => window.jupyterapp.commands.execute('notebook:undo-cell-action')"
SHOW = """async ([cell, selector]) => {
  const panel = window.jupyterapp.shell.currentWidget;
  panel.content.activeCellIndex = cell;
  panel.content.activeCell.outputArea.model.clear();
  while (document.querySelector(selector)) await new Promise(requestAnimationFrame);
  const start = performance.now();
  const shown = new Promise(resolve => {
    const look = () => document.querySelectorAll(selector).length >= 10
      ? resolve(performance.now() - start) : requestAnimationFrame(look);
    look();
  });
  window.jupyterapp.commands.execute('notebook:run-cell');
  return await shown;
}"""
# A click on a wrong option (then on the button, where there is one): the time until its words are
# painted, and until the handlers of that click are done.
CLICK = """async ([selector, index, option, button, turn]) => {
  const item = document.querySelectorAll(selector)[index];
  const options = [...item.querySelectorAll(option)]
    .filter(node => !node.textContent.includes('Alpha'));
  const chosen = options[turn % options.length], other = options[(turn + 1) % options.length];
  const press = node => (node.querySelector('input') ?? node).click();
  press(button ? chosen : other);
  await new Promise(resolve => setTimeout(resolve, 100));
  let handled = 0;
  const before = item.innerText, start = performance.now();
  const changed = new Promise((resolve, reject) => {
    const watch = new MutationObserver(() => {
      if (item.innerText === before) return;
      watch.disconnect();
      const done = () => resolve([performance.now() - start, handled]);
      requestAnimationFrame(() => setTimeout(done));
    });
    watch.observe(item, {subtree: true, childList: true, characterData: true, attributes: true});
    setTimeout(() => reject(new Error('no feedback in 5 s')), 5000);
  });
  if (button) item.querySelector(button).click();
  else press(chosen);
  handled = performance.now() - start;
  return await changed;
}"""


def cells(folder: Path) -> dict[str, str]:
    """Return the source of the cell that shows each quiz."""
    options = {"Alpha": True, "Beta": False, "Gamma": False}
    common = {
        "objective": "Measure.",
        "asks": "recall",
        "claim": "numerous-2025",
        "sources": ["pca-award-2016"],
        "explanation": "Because.",
    }
    items = []
    for item in ITEMS:
        parts = [
            {"id": name.lower(), "text": name, "feedback": f"On {name}.", "correct": correct}
            for name, correct in options.items()
        ]
        choice = {"type": "choice", "options": parts}
        kind = choice if "options" in item else {"type": "numeric", "answer": 35}
        items.append({"id": item["id"], "stem": item["stem"], **common, **kind})
    bank = {"lesson": "90_bench", "title": "Bench", "items": items}
    # JSON is YAML too, and shares nothing between items.
    (folder / "90_bench.yaml").write_text(json.dumps(bank), encoding="utf-8")
    return {
        "ours": OURS.format(folder=folder),
        "ipywidgets": WIDGETS.format(items=ITEMS),
        "jupyterquiz": JUPYTERQUIZ.format(items=ITEMS),
    }


def clicks(page: Page, name: str, cell: int) -> tuple[Times, Times]:
    """Return milliseconds to painted feedback and of the handlers, over rounds of fresh quizzes."""
    items, option, button = KINDS[name]
    taken: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        page.evaluate(SHOW, [cell, items])
        page.wait_for_timeout(500)
        taken += [page.evaluate(CLICK, [items, index, option, button, turn]) for index in range(8)]
    painted, handled = zip(*taken, strict=True)
    return Times(painted), Times(handled)


def by_keyboard(page: Page, name: str) -> int:
    """Return how many items give feedback to the keyboard alone, the notebook staying as it is."""
    selector = KINDS[name][0]
    return sum(_answerable(page, selector, index) for index in range(len(ITEMS)))


def _answerable(page: Page, selector: str, index: int) -> bool:
    item = page.locator(selector).nth(index)
    cells_before, said = page.evaluate(COUNT), item.inner_text()
    item.evaluate("node => { node.tabIndex = -1; node.focus(); }")
    for _ in range(12):
        page.keyboard.press("Tab")
        kind = item.evaluate(FOCUSED)
        if not kind:
            return False
        for key in KEYS.get(kind, ["Enter"]):
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        if page.evaluate(COUNT) != cells_before:
            page.evaluate(UNDO)
            return False
        if item.inner_text() != said:
            return True
    return False


def measure(here: LabPage, name: str, cell: int) -> dict[str, float]:
    """Return every figure of one quiz."""
    page, first = here.page, KINDS[name][0]
    asked = len(here.refused)
    page.evaluate(SHOW, [cell, first])  # imports are not the quiz's own time
    page.wait_for_timeout(800)
    shown = page.evaluate(SHOW, [cell, first])
    page.wait_for_timeout(800)
    size = len(json.dumps(here.cells()[cell]["outputs"]))
    page.locator(first).first.evaluate(MARK)
    violations = Axe().run(page, context=".bench-output").violations_count
    keyboard = by_keyboard(page, name)
    times, handlers = clicks(page, name, cell)
    return {
        "show 10 items, ms": shown,
        "click to feedback p50, ms": times.p50,
        "click to feedback p95, ms": times.p95,
        "handlers p50, ms": handlers.p50,
        "handlers p95, ms": handlers.p95,
        "events": len(times.values),
        "axe violations": violations,
        "items answerable by keyboard": keyboard,
        "bytes in the saved output": size,
        "requests to elsewhere": len(here.refused) - asked,
    }


def main() -> None:
    """Print the figures of the three, side by side."""
    with headless() as browser, course() as where, lab(where) as server:
        sources = cells(where)
        book = new_notebook(cells=[new_code_cell(source) for source in sources.values()])
        book.metadata.kernelspec = KERNELSPEC
        nbformat.write(book, where / NOTEBOOK)
        print(machine(browser))
        page = LabPage.new(browser, server)
        page.open(NOTEBOOK)
        results = {name: measure(page, name, n) for n, name in enumerate(sources)}
    rows = [
        [row, *(_figure(row, result[row]) for result in results.values())]
        for row in next(iter(results.values()))
    ]
    print(table(["ten items", *results], rows))
    print(
        "Goal: ours from click to feedback p95 <= 25 ms, its handlers <= 4 ms, without a violation "
        "or a request."
    )


def _figure(row: str, value: float) -> str:
    return f"{value:,.1f}" if row.startswith("handlers") else f"{value:,.0f}"


if __name__ == "__main__":
    main()
