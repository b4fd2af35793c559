"""A lesson in the oldest JupyterLab that the course promises to work in, as the lock has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness.page import VEGALITE, LabPage
from tests.browser.harness.quiz import QuizPage
from tests.browser.harness.quiz_answers import choose
from tests.browser.harness.server import copy_course, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

ROOT = Path(__file__).parents[2]
ITEM = "coercion-silence-before"


@pytest.fixture(scope="module")
def server(oldest: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    course = copy_course(ROOT, tmp_path_factory.mktemp("course"))
    with serve(course, tmp_path_factory.mktemp("home"), oldest) as running:
        yield running


@pytest.fixture(scope="module")
def lesson(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give lesson 03, run whole."""
    page = LabPage.new(browser, server)
    page.open("notebooks/03_coercion.ipynb")
    page.run_all()
    yield page
    page.close()


def test_when_the_environment_is_made_then_the_lab_is_the_oldest_promised(lesson: LabPage) -> None:
    assert lesson.page.evaluate("() => window.jupyterapp.version").startswith("4.2.")


def test_when_a_lesson_is_run_there_then_each_cell_works_and_each_chart_is_drawn(
    lesson: LabPage,
) -> None:
    assert lesson.errors() == []
    charts = lesson.charts()
    assert len(charts) == sum(VEGALITE in data for data in lesson.outputs()) > 0
    for chart in charts:
        assert chart.locator("svg.marks :is(path, text)").count() > 0


def test_when_a_quiz_is_answered_there_then_its_feedback_is_said_and_shown(lesson: LabPage) -> None:
    quiz = QuizPage(lesson)
    for option, verdict in {"low": "Not correct", "starts": "Correct"}.items():
        quiz.enter(ITEM)
        choose(quiz, ITEM, option)
        assert verdict in quiz.check(ITEM)
    expect(quiz.item(ITEM)).to_have_attribute("data-tone", "right")
    expect(
        quiz.item(ITEM).get_by_text("Silence before its start is not a sign of calm.")
    ).to_be_visible()


def test_when_a_lesson_was_used_there_then_nothing_went_wrong_in_the_page(
    lesson: LabPage, artifacts: Path
) -> None:
    lesson.screenshot(artifacts / "lessons" / "03_coercion-oldest.png")
    assert lesson.refused == []
    assert lesson.console == []
