"""A learner sketches with the keyboard alone, commits, looks, and meets it again at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.harness.page import LabPage
from trilateral.evidence import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSON: Final = "notebooks/03_coercion.ipynb"
WIDTHS: Final = (1366, 360)
_PLACE = """name => window.jupyterapp?.shell.currentWidget?.content?.widgets
  ?.findIndex(cell => cell.model.id === name) + 1"""
_SHOW = """place => window.jupyterapp.shell.currentWidget.content.scrollToItem(place, 'start')"""
_LINES = "node => node.clientHeight / parseFloat(getComputedStyle(node).lineHeight)"
_WIDER = "node => node.scrollWidth - node.clientWidth"


@pytest.fixture
def lab(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Open the lesson as somebody who has never been here."""
    lab = LabPage.new(browser, server)
    lab.page.set_viewport_size({"width": WIDTHS[0], "height": 768})
    lab.page.goto(server.url(LESSON))
    lab.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    lab.page.wait_for_function(_PLACE, arg="by-quarter")
    lab.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    yield lab
    lab.close()


def shown(lab: LabPage, name: str) -> Locator:
    """Scroll to a cell by its id, and return it."""
    place = lab.page.wait_for_function(_PLACE, arg=name).json_value() - 1
    lab.page.evaluate(_SHOW, place)
    return lab.page.locator(f'.jp-Cell[data-windowed-list-index="{place}"]')


def test_when_bars_are_set_by_keyboard_then_they_stand_beside_the_record_and_come_back(
    lab: LabPage, artifacts: Path
) -> None:
    asked = shown(lab, "by-quarter")
    part = asked.locator(".predict.closed")
    part.wait_for()
    expect(asked.locator(".vega-embed")).to_be_hidden()
    given, first, second = part.get_by_role("slider").all()
    expect(given).to_be_disabled()
    part.screenshot(path=artifacts / "predict" / "sketch-asked.png")
    first.focus()
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
    pressed = int(quantity("incidents-2023").text) + 3  # the bar begins at the year that is given
    expect(first).to_have_attribute("aria-valuetext", f"{pressed} incidents")
    lab.page.keyboard.press("Tab")
    expect(second).to_be_focused()
    lab.page.keyboard.press("ArrowLeft")
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")

    part = asked.locator(".predict")
    expect(part.get_by_role("row").first).to_contain_text(f"2024: {pressed}, 2025: 27 incidents")
    expect(part.get_by_role("row").last).to_contain_text(
        f"27 {quantity('incidents-2025').text}", use_inner_text=True
    )
    expect(asked.locator(".vega-embed")).to_be_visible()

    back = shown(lab, "predicted").locator(".part.predicted")
    back.get_by_text("You made 1 of 3 predictions.").wait_for()
    kept, *others = back.locator("ol > li").all()
    expect(kept).to_contain_text(f"2024: {pressed}, 2025: 27 incidents")
    for other in others:
        expect(other).to_contain_text("Not predicted yet.")
        expect(other).not_to_contain_text("The evidence says")
    for theme in ("light", "dark"):
        lab.set_theme(theme)
        for width in WIDTHS:
            lab.page.set_viewport_size({"width": width, "height": 768})
            assert back.evaluate(_WIDER) <= 0
            bar = kept.locator(".sketched td[data-head=Record]").last
            assert bar.evaluate(_LINES) < 2  # the number is beside its bar
            back.screenshot(path=artifacts / "predict" / f"predicted-{theme}-{width}.png")
