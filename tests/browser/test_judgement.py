"""A task without code: chosen by keyboard, kept by the notebook, graded from the file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from tests.browser.conftest import ROOT
from tests.browser.harness.page import LabPage
from trilateral.assignments import read
from trilateral.cli import app
from trilateral.grading.journal import latest
from trilateral.parts.choices import stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

NAME, TASK = "00_start_here", "claim-or-verdict"
FILE = f"{NAME}/{NAME}.ipynb"
RIGHT = {"measure": "verdict", "laser": "claim", "troops": "claim", "meeting": "evidence"}
REPORT = f'.trilateral-report[aria-label="Check of task {TASK}"]'
ACTIVE = "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.id"
SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"


@pytest.fixture
def exercise(server: Server) -> Path:
    """Give the exercise as handed out, in the learner's course."""
    folder = server.course / "exercises" / NAME
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "exercises" / NAME, folder)
    return folder / f"{NAME}.ipynb"


@pytest.fixture
def lab(browser: Browser, server: Server, exercise: Path) -> Iterator[LabPage]:
    """Give it opened, with nothing run."""
    page = LabPage.new(browser, server)
    page.open(str(exercise.relative_to(server.course)))
    yield page
    page.close()


def rows(lab: LabPage) -> list[Locator]:
    return lab.page.locator(".trilateral .choice").first.locator("select").all()


def press_to(lab: LabPage, key: str, cell: str) -> None:
    """Press a key until the cursor of the notebook is in a cell."""
    for _ in range(90):
        if lab.page.evaluate(ACTIVE) == cell:
            return
        lab.page.keyboard.press(key)
    pytest.fail(f"{key} does not reach {cell}.")


def choose(lab: LabPage) -> None:
    """Choose the right answers: Tab to each list, the arrow keys in it."""
    press_to(lab, "ArrowDown", f"{TASK}-task")
    keyboard = lab.page.keyboard
    for field, answer in zip(rows(lab), RIGHT.values(), strict=True):
        for _ in range(10):
            keyboard.press("Tab")
            if field.evaluate("node => node === document.activeElement"):
                break
        while field.input_value() != answer:
            keyboard.press("ArrowDown")
    keyboard.press("Control+s")
    lab.page.wait_for_function(SAVED)


def command(lab: LabPage, name: str) -> None:
    """Have a command carried out by the palette of JupyterLab, as the keyboard reaches it."""
    keyboard = lab.page.keyboard
    keyboard.press("Control+Shift+C")
    lab.page.locator(".lm-CommandPalette-input:focus").wait_for()
    keyboard.type(name)
    lab.page.locator(".lm-CommandPalette-item.lm-mod-active").filter(has_text=name).wait_for()
    keyboard.press("Enter")


def earns_all(exercise: Path, course: Path) -> None:
    """Hand the exercise in and grade it; nothing but the choices may have changed in it."""
    for room in ("solutions", "exercises"):
        shutil.copytree(ROOT / room / NAME, course / room / NAME)
    (course / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / f"{NAME}.ipynb", course / "notebooks")
    handed_in = course / "submitted" / "ana" / FILE
    handed_in.parent.mkdir(parents=True)
    shutil.copy(exercise, handed_in)
    done = CliRunner().invoke(app, ["grade", str(course / "submitted"), "--workers", "1"])
    assert done.exit_code == 0, done.output
    (graded,) = latest(course / "graded" / "journal.jsonl").values()
    (mark,) = (mark for mark in graded.marks if mark.task == TASK)
    assert (mark.points, mark.standing.value) == (mark.possible, "earned")
    release = read(ROOT / "exercises" / FILE)
    assert [cell.source for cell in read(exercise).cells] == [cell.source for cell in release.cells]


def test_when_a_choice_is_made_by_keyboard_then_it_earns_all_points(
    lab: LabPage, exercise: Path, tmp_path: Path
) -> None:
    assert lab.axe(".trilateral .choice") == ""
    choose(lab)
    assert stored(read(exercise).cells) == {TASK: RIGHT}
    earns_all(exercise, tmp_path)


@pytest.mark.matrix
def test_when_all_is_rerun_and_opened_again_then_the_choice_is_there_and_earns_all_points(
    lab: LabPage, server: Server, exercise: Path, tmp_path: Path
) -> None:
    choose(lab)
    command(lab, "Restart Kernel and Run All Cells")
    lab.page.locator("dialog :focus, .jp-Dialog :focus").wait_for()
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(REPORT)).to_contain_text("No problems found so far")
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function(SAVED)
    lab.open(str(exercise.relative_to(server.course)))
    assert [field.input_value() for field in rows(lab)] == list(RIGHT.values())
    earns_all(exercise, tmp_path)


@pytest.mark.matrix
def test_when_outputs_are_cleared_then_a_rerun_brings_the_choice_back(
    lab: LabPage,
) -> None:
    choose(lab)
    lab.page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    assert rows(lab) == []
    lab.run_all()
    assert [field.input_value() for field in rows(lab)] == list(RIGHT.values())
    expect(lab.page.locator(REPORT)).to_contain_text("No problems found so far")
