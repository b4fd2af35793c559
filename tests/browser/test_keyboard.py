"""A lesson worked through by keyboard alone: JupyterLab must leave the learner's keys to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness.controls import EXPLORER
from tests.browser.harness.page import CHART, OPEN, PATIENCE, LabPage
from tests.browser.harness.still import settled
from tests.tiers import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSON = "notebooks/03_coercion.ipynb"
_SHORTCUTS = ("b", "a", "x", "d", "d", "m", "y", "j", "k")
"""Letters that add, cut, delete or change cells in JupyterLab's command mode."""


@pytest.fixture(scope="module", params=tiers(["as saved", "run whole"], "as saved"))
def lesson(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give lesson 03 as it opens where no kernel may start, and run whole."""
    if request.param == "run whole":
        page = LabPage.new(browser, server)
        page.open(LESSON)
        page.run_all()
    else:
        page = settled(browser, server, LESSON)
        page.page.locator(f"{CHART} select").first.wait_for(state="attached")
    page.page.evaluate(OPEN)
    yield page
    page.close()


def _sentence(part: Locator) -> str:
    return part.locator("[role=status]").first.text_content() or ""


def _changed(part: Locator, before: str) -> None:
    """Wait until a chart or an explorer says something other than `before`."""
    said = part.locator("[role=status]").first
    expect(said).not_to_have_text(before, timeout=PATIENCE)


def _tab_to(page: LabPage, target: Locator, *, most: int = 60) -> None:
    """Press Tab until `target` has the focus."""
    for _ in range(most):
        page.page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {target} within {most} presses.")


def test_when_a_charts_list_is_used_by_keyboard_then_the_chart_follows_and_no_cell_changes(
    lesson: LabPage,
) -> None:
    chart = lesson.page.locator(CHART).filter(has=lesson.page.locator("select")).first
    selects = chart.locator("select")
    cells = [cell["id"] for cell in lesson.cells()]
    before = _sentence(chart)
    selects.first.focus()
    _tab_to(lesson, selects.nth(2))
    lesson.page.keyboard.press("ArrowDown")
    for key in _SHORTCUTS:
        lesson.page.keyboard.press(key)
    lesson.page.keyboard.press("Home")
    lesson.page.keyboard.press("ArrowDown")
    _changed(chart, before)
    assert [cell["id"] for cell in lesson.cells()] == cells


def test_when_a_charts_box_is_ticked_by_keyboard_then_the_sentence_follows(
    lesson: LabPage,
) -> None:
    chart = lesson.page.locator(CHART).filter(has=lesson.page.locator("select")).first
    before = _sentence(chart)
    chart.locator("select").last.focus()
    _tab_to(lesson, chart.locator("input[type=checkbox]").first)
    lesson.page.keyboard.press("Space")
    _changed(chart, before)


def test_when_an_explorer_is_used_by_keyboard_then_it_follows_and_no_cell_changes(
    lesson: LabPage,
) -> None:
    explorer = lesson.page.locator(f"{EXPLORER}.explorer").last
    cells = [cell["id"] for cell in lesson.cells()]
    before = _sentence(explorer)
    explorer.locator("select").first.focus()
    _tab_to(lesson, explorer.locator("select").nth(1))
    lesson.page.keyboard.press("ArrowDown")
    for key in _SHORTCUTS:
        lesson.page.keyboard.press(key)
    lesson.page.keyboard.press("End")
    _changed(explorer, before)
    assert [cell["id"] for cell in lesson.cells()] == cells
