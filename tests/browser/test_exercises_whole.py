"""Every exercise in a real JupyterLab: as handed out, and then with right answers.

One of them is in the first tier, with more to it: ``test_exercise.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.page import LabPage
from tests.grading.corpus_class import with_answers
from tests.grading.small_course import write
from tests.tasks.proof import ROOT, SOLUTIONS
from trilateral.assignments import read

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

NAMES = [path.stem for path in SOLUTIONS]
_FILL = """answers => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.id in answers)
  .forEach(cell => cell.model.sharedModel.setSource(answers[cell.model.id]))"""


@pytest.mark.parametrize("name", NAMES)
def test_when_an_exercise_is_run_whole_then_each_task_says_how_it_stands(
    browser: Browser, server: Server, artifacts: Path, name: str
) -> None:
    exercise = read(ROOT / "exercises" / name / f"{name}.ipynb")
    write(exercise, server.course / "exercises" / f"{name}.ipynb")
    page = LabPage.new(browser, server)
    page.open(f"exercises/{name}.ipynb")
    handed_out = run_whole(page, exercise, artifacts / "exercises" / f"{name}-handed-out.png")
    page.set_theme("dark")
    page.page.evaluate(_FILL, answers(exercise, name))
    answered = run_whole(page, exercise, artifacts / "exercises" / f"{name}-answered.png")
    page.close()
    assert not_so(handed_out, r". Not attempted yet\.") == []
    assert not_so(answered, r". (Correct|No problems found)( so far)?\.") == []
    assert (page.console, page.refused) == ([], [])


def answers(exercise: NotebookNode, name: str) -> dict[str, str]:
    """Return the source of each answer cell as the solution has it."""
    solution = read(ROOT / "solutions" / name / f"{name}.ipynb")
    answered = with_answers(exercise, solution, {}).cells
    return {cell.id: cell.source for cell in answered if cell not in exercise.cells}


def run_whole(page: LabPage, exercise: NotebookNode, picture: Path) -> list[str]:
    """Run every cell, keep a picture, and return what the report of each task says."""
    page.run_all()
    page.screenshot(picture, 1000)
    assert page.errors() == []
    tasks = [task for task in exercise.metadata.trilateral.tasks if task["kind"] == "automatic"]
    assert tasks
    return [
        page.page.locator(f'[aria-label="Check of task {task["id"]}"]').inner_text()
        for task in tasks
    ]


def not_so(said: list[str], begins: str) -> list[str]:
    """Return the reports that begin otherwise."""
    return [text for text in said if not re.match(begins, text)]
