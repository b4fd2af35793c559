"""Every exercise in a real JupyterLab: as handed out, and with right answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.page import LabPage, Theme
from tests.grading.corpus_class import with_answers
from tests.grading.small_course import write
from tests.tasks.proof import ROOT, SOLUTIONS
from trilateral.assignments import read

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

NAMES = [path.stem for path in SOLUTIONS]


@dataclass(frozen=True)
class State:
    """How far a learner has come, and what every report then begins with."""

    folder: str
    theme: Theme
    begins: str

    def notebook(self, name: str) -> NotebookNode:
        """Return an exercise in this state."""
        exercise = read(ROOT / "exercises" / name / f"{name}.ipynb")
        if self.folder == "handed-out":
            return exercise
        return with_answers(exercise, read(ROOT / "solutions" / name / f"{name}.ipynb"), {})


STATES = [
    State("handed-out", "light", r". Not attempted yet\."),
    State("answered", "dark", r". (Correct|Nothing to mend)( so far)?\."),
]


@pytest.mark.parametrize("state", STATES, ids=[state.folder for state in STATES])
@pytest.mark.parametrize("name", NAMES)
def test_when_an_exercise_is_run_whole_then_each_task_says_how_it_stands(
    browser: Browser, server: Server, artifacts: Path, name: str, state: State
) -> None:
    exercise = state.notebook(name)
    write(exercise, server.course / "exercises" / state.folder / f"{name}.ipynb")
    page = LabPage.new(browser, server, state.theme)
    page.open(f"exercises/{state.folder}/{name}.ipynb")
    page.run_all()
    page.screenshot(artifacts / "exercises" / f"{name}-{state.folder}.png", 1000)
    said = [
        page.page.locator(f'[aria-label="Check of task {task["id"]}"]').inner_text()
        for task in exercise.metadata.trilateral.tasks
        if task["kind"] == "automatic"
    ]
    wrong = [*page.errors(), *page.console, *page.refused]
    page.close()
    assert wrong == []
    assert said
    assert [text for text in said if not re.match(state.begins, text)] == []
