"""What a learner says in lesson 00 is met again in lesson 05, and the brief opens offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.controls import EXPLORER
from tests.browser.harness.page import LabPage
from tests.browser.harness.server import copy_course, serve
from trilateral import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def fresh(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Server]:
    """Start JupyterLab for a learner who has said nothing yet."""
    course = copy_course(pytestconfig.rootpath, tmp_path_factory.mktemp("course"))
    with serve(course, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def rated(browser: Browser, fresh: Server) -> None:
    """Rate a link in lesson 00 by keyboard alone, then stop its kernel."""
    lab = LabPage.new(browser, fresh)
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    claim_map = explorer(lab, "The claim map: how sure you are")
    claim_map.get_by_role("radio", name="Mandate: the summit").focus()
    for _ in range(2):
        lab.page.keyboard.press("ArrowRight")
    claim_map.get_by_text("Catalyst: coercion. You have rated 0 of its 5").wait_for()
    claim_map.get_by_label("without the coercion at sea").focus()
    for _ in range(4):  # from “not rated” over three lower steps
        lab.page.keyboard.press("ArrowDown")
    claim_map.get_by_text("You have rated 1 of its 5 statements, 75 % on average").wait_for()
    lab.close()


@pytest.fixture(scope="module")
def lesson(browser: Browser, fresh: Server, rated: None) -> Iterator[LabPage]:  # noqa: ARG001 -- it comes after
    """Open lesson 05 in a kernel of its own and run it."""
    lab = LabPage.new(browser, fresh)
    lab.open("notebooks/05_synthesis.ipynb")
    lab.run_all()
    yield lab
    lab.close()


def explorer(lab: LabPage, title: str) -> Locator:
    return lab.page.locator(f'{EXPLORER}[aria-label="{title}"]')


def test_when_lesson_00_was_rated_before_a_restart_then_lesson_05_shows_it(lesson: LabPage) -> None:
    again = explorer(lesson, "The claim map again: how sure you are now")
    again.get_by_role("radio", name="Catalyst: coercion").check()
    again.get_by_label("without the coercion at sea").select_option("25")

    again.get_by_text("Of 1 rated twice, your confidence rose in 0, fell in 1").wait_for()
    again.get_by_role("img", name="Catalyst: coercion: before 75 %, now 25 %").wait_for()


def test_when_a_brief_is_written_then_it_opens_offline_with_chart_and_sources(
    lesson: LabPage, browser: Browser, fresh: Server
) -> None:
    weigher = explorer(lesson, "The evidence weigher")
    weigher.get_by_label("“The article's chain” is the main cause").select_option("0.2")
    weigher.get_by_text("1 of 16 pieces weighed").wait_for()
    form = explorer(lesson, "Your brief")
    form.get_by_label("What would change your mind?").fill("An order from before 2023 <script>")
    form.get_by_role("button", name="Write my brief").click()
    form.get_by_text("Your brief is written: my_brief.html").wait_for()

    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(_brief(fresh.course).as_uri())

    assert page.get_by_role("img", name="The article's chain").is_visible()
    assert page.get_by_text("An order from before 2023 <script>").is_visible()
    for source in ("gma-2024-04-17-bk24", "dailyalpha-2026-04"):
        assert page.get_by_text(evidence.source(source).title).last.is_visible()
    assert len(asked) == 1
    context.close()


def test_when_the_explorers_are_in_use_then_axe_finds_no_violation(lesson: LabPage) -> None:
    assert lesson.axe(EXPLORER) == ""
    assert lesson.errors() == []
    assert (lesson.refused, lesson.console) == ([], [])


def _brief(course: Path) -> Path:
    return course / "notebooks" / "my_brief.html"
