"""The track without code: an exercise chosen from its first list to its last by keyboard alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.browser.conftest import ROOT
from tests.browser.harness.page import LabPage
from trilateral.assignments import Role, read, role
from trilateral.assignments.choosers import handed_in
from trilateral.assignments.generate import generate
from trilateral.cli import app
from trilateral.grading.journal import latest
from trilateral.parts.choices import stored

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

LESSONS = sorted(path.name for path in (ROOT / "solutions").glob("[0-9]*"))
FARTHEST = 150
"""Presses of Tab from one control to the next: each source in between is a link."""
ABOVE = "node => !!(document.activeElement.compareDocumentPosition(node) & 2)"
SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"


def on_the_track(folder: Path, lesson: str) -> Path:
    """Make an instructor's course of one lesson, its exercise without code."""
    shutil.copytree(ROOT / "solutions" / lesson, folder / "solutions" / lesson)
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "00_start_here.ipynb", folder / "notebooks")  # a course has it
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    generate(folder, folder / "exercises", [lesson], track="judgement")
    return folder


def reach(lab: LabPage, control: Locator) -> None:
    """Press Tab until a control has the focus, or Shift+Tab where it lies above."""
    above = control.evaluate(ABOVE)
    for _ in range(FARTHEST):
        if control.evaluate("node => node === document.activeElement"):
            return
        lab.page.keyboard.press("Shift+Tab" if above else "Tab")
    pytest.fail(f"Tab does not reach {control}.")


def put_in_order(lab: LabPage, part: Locator, wanted: list[str]) -> None:
    """Move rows up, the first of the wanted order first."""
    for place, row in enumerate(wanted):
        entry = part.locator(f'li[data-row="{row}"]')
        up = entry.locator("button").first
        while entry.evaluate("node => [...node.parentNode.children].indexOf(node)") > place:
            reach(lab, up)
            lab.page.keyboard.press("Enter")
    reach(lab, part.get_by_role("button", name="Keep this order"))
    lab.page.keyboard.press("Enter")


def choose(lab: LabPage, part: Locator, choice: dict[str, str] | list[str]) -> None:
    """Make a choice in one part."""
    if isinstance(choice, list):
        put_in_order(lab, part, choice)
        return
    for field, answer in zip(part.locator("select").all(), choice.values(), strict=True):
        reach(lab, field)
        while field.input_value() != answer:
            lab.page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_an_exercise_without_code_is_done_by_keyboard_then_all_its_choices_earn_their_points(
    browser: Browser, server: Server, tmp_path: Path, lesson: str
) -> None:
    course = on_the_track(tmp_path, lesson)
    file = f"{lesson}/{lesson}.ipynb"
    mine = server.course / "exercises" / file
    mine.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(course / "exercises" / file, mine)
    solution = handed_in(read(course / "solutions" / file))
    right = stored(solution.cells)
    lab = LabPage.new(browser, server)
    lab.open(f"exercises/{file}")
    parts = lab.page.locator(".trilateral .choice").all()
    for part, choice in zip(parts, right.values(), strict=True):
        choose(lab, part, choice)
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function(SAVED)
    lab.close()

    handed = course / "submitted" / "ana" / file
    handed.parent.mkdir(parents=True)
    shutil.copy(mine, handed)
    done = CliRunner().invoke(app, ["grade", str(course / "submitted"), "--workers", "1"])
    assert done.exit_code == 0, done.output
    (graded,) = latest(course / "graded" / "journal.jsonl").values()
    earned = {mark.task: mark.points for mark in graded.marks if mark.points is not None}
    assert earned == {m.task: m.possible for m in graded.marks if m.points is not None}
    assert set(earned) == set(right)
    assert not graded.repairs
    release = read(course / "exercises" / file)
    assert [cell.source for cell in read(mine).cells] == [cell.source for cell in release.cells]
    assert not [cell for cell in release.cells if role(cell) is Role.ANSWER]
