"""Each lesson in a real JupyterLab, with every request to elsewhere refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.controls import EXPLORER, WIDGET_CONTROL, dead
from tests.browser.harness.page import VEGALITE, LabPage, Theme
from tests.tiers import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LESSONS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
THEMES: tuple[Theme, ...] = ("light", "dark")
CASES = [(lesson, theme) for lesson in LESSONS for theme in THEMES]
FIRST = [case for case in CASES if case[1] == "light" or case[0] == "01_summit"]
"""Every lesson in light, and one in dark."""

in_one_theme = pytest.mark.parametrize(  # a theme does not change what a control does
    "case", [c for c in CASES if c[1] == "light"], ids="-".join, indirect=True, scope="module"
)


@pytest.fixture(scope="module", params=tiers(CASES, *FIRST), ids="-".join)
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
    charts = lesson.charts()
    assert len(charts) == sum(VEGALITE in data for data in lesson.outputs())
    for chart in charts:
        box = chart.locator(":is(svg.marks, canvas.marks)").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 40
        marks = chart.locator("svg.marks :is(path, text)").count()
        assert marks or chart.locator("canvas").count()


@in_one_theme
def test_when_a_chart_has_controls_then_each_changes_its_sentence(
    lesson: LabPage,
) -> None:
    found = [f"chart {n}: {name}" for n, c in enumerate(lesson.charts(), 1) for name in dead(c)]
    assert not found, f"These controls leave the sentence in their chart as it is: {found}"


@in_one_theme
def test_when_an_explorer_has_controls_then_each_changes_its_sentence(
    lesson: LabPage,
) -> None:
    explorers = lesson.page.locator(EXPLORER).all()
    found = [name for explorer in explorers for name in dead(explorer, WIDGET_CONTROL, seconds=3)]
    assert not found, f"These controls leave their explorer's sentence as it is: {found}"


@in_one_theme
def test_when_explorers_share_a_page_then_each_label_leads_to_a_control_of_its_own_explorer(
    lesson: LabPage,
) -> None:
    strays = lesson.page.locator(f"{EXPLORER} label").evaluate_all(
        """(labels, explorer) => labels
          .filter(label => label.control?.closest(explorer) !== label.closest(explorer))
          .map(label => label.textContent)""",
        EXPLORER,
    )
    assert strays == []


def test_when_a_lesson_is_shown_then_axe_finds_no_violation_in_its_outputs(
    lesson: LabPage,
) -> None:
    violations = lesson.axe()
    assert not violations, violations


@pytest.mark.parametrize("width", tiers([1280, 800], 1280))
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
