"""An exercise with broken cells in a real JupyterLab: what is said, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.assignments.samples import BY_RULE, NAME, answered, checks, exercise
from tests.browser.harness.page import LabPage
from tests.grading.small_course import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

REPORT = ".trilateral-report"
STATUS = "#trilateral-run"
BROKEN = {
    "by_year": 'by_year = incidnts.groupby("year").size()',
    "my_place": 'there = incidents[incidents["feature"] = my_place]\nmine_2024 = len(there)',
    "silent_side": "silent = incidents['prc_acount'].isna()",
}
SAYS = {
    "by-year": "Did you mean incidents?",
    "my-place": "to ask whether two things are equal, write ==",
    "silent-side": "Did you mean prc_account?",
}
_ACTIVE = """() => {
  const { content } = window.jupyterapp.shell.currentWidget;
  const box = content.activeCell.node.getBoundingClientRect();
  return { id: content.activeCell.model.id, seen: box.bottom > 0 && box.top < innerHeight };
}"""


@pytest.fixture(scope="module")
def broken(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give an exercise with three broken cells and one right one, run whole."""
    notebook = answered(exercise(), **BROKEN, three_rules=BY_RULE.strip())
    write(notebook, server.course / "exercises" / "broken" / f"{NAME}.ipynb")
    page = LabPage.new(browser, server)
    page.open(f"exercises/broken/{NAME}.ipynb")
    page.run_all()
    yield page
    page.close()


def report(page: LabPage, task: str) -> str:
    """Return what a task's report says."""
    return page.page.locator(f'{REPORT}[aria-label="Check of task {task}"]').inner_text()


@pytest.mark.parametrize("task", SAYS)
def test_when_a_cell_is_broken_then_it_and_its_check_say_what_that_means(
    broken: LabPage, task: str
) -> None:
    said = report(broken, task)
    assert "An error in your code." in said
    assert SAYS[task] in said
    outputs = next(c["outputs"] for c in broken.cells() if c["id"] == f"{task}-answer")
    below = [out["data"]["text/plain"] for out in outputs if "data" in out]
    assert any("An error in your code. Your code stopped at line 1" in "".join(b) for b in below)


def test_when_three_cells_are_broken_then_every_other_task_is_checked(broken: LabPage) -> None:
    drawn = broken.page.locator(REPORT)
    expect(drawn).to_have_count(len(checks()))
    reports = drawn.all_inner_texts()
    assert sum("An error in your code." in text for text in reports) == 3
    assert "No problems found so far" in report(broken, "three-rules")
    left = ("monthly-rate", "years-apart", "side-by-side", "chart", "two-accounts", "how-far")
    assert all("Not attempted yet." in report(broken, task) for task in left)
    assert all(cell["count"] for cell in broken.cells() if cell["source"])


def test_when_all_was_run_then_the_page_leads_back_to_the_first_error(broken: LabPage) -> None:
    broken.page.wait_for_function(f"({_ACTIVE})().id === 'by-year-answer'")
    assert broken.page.evaluate(_ACTIVE) == {"id": "by-year-answer", "seen": True}
    status = broken.page.locator(STATUS)
    status.filter(has_text="3 cells stopped with an error").wait_for(state="attached")


def test_when_the_line_is_fixed_and_rerun_then_the_check_forgets_the_error(
    broken: LabPage,
) -> None:
    run = """code => {
      const { content } = window.jupyterapp.shell.currentWidget;
      const at = id => content.widgets.findIndex(cell => cell.model.id === id);
      content.widgets[at("silent-side-answer")].model.sharedModel.setSource(code);
      content.activeCellIndex = at("silent-side-answer");
      content.deselectAll();
      return window.jupyterapp.commands.execute("notebook:run-cell").then(() => {
        content.activeCellIndex = at("silent-side");
        return window.jupyterapp.commands.execute("notebook:run-cell");
      });
    }"""
    broken.page.evaluate(run, "silent = 7")
    shown = broken.page.locator(f'{REPORT}[aria-label="Check of task silent-side"]')
    shown.get_by_text("Not correct yet").wait_for()
    expect(shown).to_contain_text("a column (Series) is expected", use_inner_text=True)


def test_when_errors_are_shown_then_axe_finds_nothing_and_a_picture_is_kept(
    broken: LabPage, artifacts: Path
) -> None:
    assert broken.axe() == ""
    picture = artifacts / "exercises" / "broken.png"
    broken.screenshot(picture, 1000)
    assert picture.stat().st_size > 10_000
