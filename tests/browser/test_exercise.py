"""An exercise in a real JupyterLab: handed out, answered, checked, read out loud."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from tests.assignments.samples import (
    ALL_ROWS,
    BY_RULE,
    EXERCISE,
    NAME,
    answered,
    checks,
    delete,
    duplicate,
    retype,
    split,
)
from tests.browser.harness.page import LabPage, Theme
from tests.tiers import tiers
from trilateral.assignments import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

STATUS = "#trilateral-status"
REPORT = ".trilateral-report"
THEMES: tuple[Theme, ...] = ("light", "dark")
NO_INTERVAL = "def monthly_rate(count, months):\n    return count / months, 5, 6"
CASES = [
    ("by-year", "by_year = 3", "Not correct yet", "is a table with the columns"),
    ("by-year", ALL_ROWS.strip(), "No problems found so far", "1 more check runs at grading"),
    ("years-apart", "intervals = {2024: (1, 2), 2025: (3, 4)}\noverlap = True", "Not correct", ""),
    (
        "side-by-side",
        "side_by_side = pd.DataFrame({'feature': ['a'], 'ship_days': [1], 'incidents': [None]})",
        "Not correct yet",
        "No incident is 0 here",
    ),
    (
        "silent-side",
        "silent = pd.Series({2023: 1, 2024: 2, 2025: 3})",
        "No problems found",
        "1 more",
    ),
    ("monthly-rate", NO_INTERVAL, "Partly correct", "lies between the two ends"),
]

_ANSWER = """([task, code]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const at = id => notebook.widgets.findIndex(cell => cell.model.id === id);
  notebook.widgets[at(task + '-answer')].model.sharedModel.setSource(code);
  notebook.activeCellIndex = at(task + '-answer');
  notebook.deselectAll();
  return window.jupyterapp.commands.execute('notebook:run-cell').then(() => {
    notebook.activeCellIndex = at(task);
    return window.jupyterapp.commands.execute('notebook:run-cell');
  });
}"""


@pytest.fixture(scope="module", params=tiers(THEMES, "light"))
def exercise(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[LabPage]:
    """Give an exercise as handed out, opened and run whole."""
    folder = server.course / "exercises" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(EXERCISE, folder)
    page = LabPage.new(browser, server, request.param)
    page.open(f"exercises/{NAME}/{EXERCISE.name}")
    page.run_all()
    yield page
    page.close()


def report(exercise: LabPage, task: str) -> Locator:
    """Return a task's report."""
    return exercise.page.locator(f'{REPORT}[aria-label="Check of task {task}"]')


def test_when_an_exercise_is_handed_out_then_it_runs_whole_and_nothing_is_attempted(
    exercise: LabPage,
) -> None:
    assert exercise.errors() == []
    reports = exercise.page.locator(REPORT)
    expect(reports).to_have_count(len(checks()))
    assert all("Not attempted yet." in text for text in reports.all_text_contents())


def test_when_an_exercise_is_opened_then_hints_are_folded_away(exercise: LabPage) -> None:
    hints = exercise.page.get_by_text("counts the rows of each year")
    assert not [hint for hint in hints.all() if hint.is_visible()]


@pytest.mark.parametrize(("task", "code", "title", "says"), CASES)
def test_when_an_answer_is_checked_then_its_report_is_shown_and_read_out(
    exercise: LabPage, task: str, code: str, title: str, says: str
) -> None:
    exercise.page.evaluate(_ANSWER, [task, code])
    shown = report(exercise, task)
    shown.get_by_text(title).wait_for()
    expect(shown).to_contain_text(says, use_inner_text=True)
    spoken = exercise.page.locator(STATUS)
    spoken.filter(has_text=f"Task {task.replace('-', ' ')}: {title}").wait_for(state="attached")
    expect(spoken).to_have_attribute("role", "status")
    expect(spoken).to_have_count(1)


def test_when_the_course_is_open_then_nothing_for_instructors_is_in_the_way(
    exercise: LabPage,
) -> None:
    words = exercise.page.locator("body").inner_text()
    assert "Nbgrader" not in words
    assert "Create Assignment" not in words


def test_when_reports_are_shown_then_axe_finds_nothing(exercise: LabPage) -> None:
    assert exercise.axe() == ""
    assert exercise.axe(STATUS) == ""


def test_when_reports_are_shown_then_a_picture_is_kept(
    exercise: LabPage, artifacts: Path, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["exercise"]
    picture = artifacts / "exercises" / f"{NAME}-{theme}.png"
    exercise.screenshot(picture, 1000)
    assert picture.stat().st_size > 10_000


@pytest.mark.matrix  # ``tests/assignments/test_damage.py`` has each damage without a browser
def test_when_cells_were_damaged_then_each_says_so_and_the_others_work(
    browser: Browser, server: Server
) -> None:
    notebook = answered(read(EXERCISE), by_year=ALL_ROWS.strip(), three_rules=BY_RULE.strip())
    split(notebook, "by-year-answer")
    duplicate(notebook, "three-rules")
    retype(notebook, "years-apart-answer")
    delete(notebook, "silent-side-answer")
    delete(notebook, "chart")
    folder = server.course / "exercises" / "damaged"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "damaged.ipynb")
    page = LabPage.new(browser, server)
    page.open("exercises/damaged/damaged.ipynb")
    page.run_all()
    said = {
        task: report(page, task).last.inner_text()
        for task in ("by-year", "three-rules", "years-apart", "silent-side", "side-by-side")
    }
    errors = page.errors()
    page.close()
    assert errors == []
    assert "No problems found so far" in said["by-year"]
    assert "This check is in two cells of your notebook" in said["three-rules"]
    assert "There is no intervals and overlap yet." in said["years-apart"]
    assert "if that cell is gone or is no longer a code cell" in said["silent-side"]
    assert "Put your answer in place of the dots" in said["side-by-side"]


def test_when_an_exercise_was_used_then_nothing_was_asked_of_the_network(
    exercise: LabPage,
) -> None:
    assert exercise.refused == []
    assert exercise.console == []
