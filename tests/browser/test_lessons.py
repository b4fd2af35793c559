"""Each lesson in a real JupyterLab, with every request to elsewhere refused.

One of them is in the first tier, with more to it: ``test_opening.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.page import LabPage, Theme
from tests.browser.harness.whole import (
    dead_in_charts,
    dead_in_explorers,
    see_charts_drawn,
    stray_labels,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

ROOT = Path(__file__).parents[2]
LESSONS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
THEMES: tuple[Theme, ...] = ("light", "dark")
CASES = [(lesson, theme) for lesson in LESSONS for theme in THEMES]

in_one_theme = pytest.mark.parametrize(  # a theme does not change what a control does
    "case", [c for c in CASES if c[1] == "light"], ids="-".join, indirect=True, scope="module"
)


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def case(request: pytest.FixtureRequest) -> tuple[str, Theme]:
    """Name a lesson and a theme."""
    lesson, theme = request.param
    return lesson, theme


@pytest.fixture(scope="module")
def lesson(browser: Browser, server: Server, case: tuple[str, Theme]) -> Iterator[LabPage]:
    """Give a lesson that was opened and run whole, once for all tests of it."""
    name, theme = case
    page = LabPage.new(browser, server, theme)
    page.open(f"notebooks/{name}.ipynb")
    page.run_all()
    yield page
    page.close()


def test_when_a_lesson_is_run_then_no_cell_fails(lesson: LabPage) -> None:
    assert lesson.errors() == []


def test_when_a_lesson_is_run_then_each_chart_is_drawn(lesson: LabPage) -> None:
    see_charts_drawn(lesson)


@in_one_theme
def test_when_a_chart_has_controls_then_each_changes_its_sentence(
    lesson: LabPage,
) -> None:
    assert dead_in_charts(lesson) == []


@in_one_theme
def test_when_an_explorer_has_controls_then_each_changes_its_sentence(
    lesson: LabPage,
) -> None:
    assert dead_in_explorers(lesson) == []


@in_one_theme
def test_when_explorers_share_a_page_then_each_label_leads_to_a_control_of_its_own_explorer(
    lesson: LabPage,
) -> None:
    assert stray_labels(lesson) == []


def test_when_a_lesson_is_shown_then_axe_finds_no_violation_in_its_outputs(
    lesson: LabPage,
) -> None:
    violations = lesson.axe()
    assert not violations, violations


@pytest.mark.parametrize("width", [1280, 800])
def test_when_a_lesson_is_shown_then_its_picture_is_kept(
    lesson: LabPage, case: tuple[str, Theme], width: int, artifacts: Path
) -> None:
    name, theme = case
    picture = artifacts / "lessons" / f"{name}-{theme}-{width}.png"
    lesson.screenshot(picture, width)
    assert picture.stat().st_size > 10_000


def test_when_a_lesson_was_used_then_nothing_was_asked_of_the_network(lesson: LabPage) -> None:
    assert lesson.refused == []
    assert lesson.console == []
