"""The chart that an item asks to read, in the quizzes that the course ships."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.harness.quiz import Opener
from tests.tiers import tiers
from trilateral.charts.theme import DARK_BACKGROUND, LIGHT_BACKGROUND
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.harness.page import Theme
    from tests.browser.harness.quiz import QuizPage
    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSONS: Final = ("00_start_here", "01_summit", "03_coercion", "04_capabilities")
GROUNDS: Final[dict[Theme, str]] = {"light": LIGHT_BACKGROUND, "dark": DARK_BACKGROUND}
_COMMONEST: Final = """async address => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const paper = new OffscreenCanvas(image.width, image.height).getContext('2d');
  paper.drawImage(image, 0, 0);
  const {data} = paper.getImageData(0, 0, image.width, image.height);
  const count = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour =
      [...data.subarray(at, at + 3)].map(part => part.toString(16).padStart(2, '0')).join('');
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  return '#' + [...count].sort((one, other) => other[1] - one[1])[0][0];
}"""


def grounds(quiz: QuizPage) -> set[str]:
    """Return the colours that most of each chart has on the screen."""
    shots = []
    for chart in quiz.root.locator(".chart img:visible").all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_js_property("complete", value=True)
        shots.append(chart.screenshot())
    addresses = [f"data:image/png;base64,{base64.b64encode(shot).decode()}" for shot in shots]
    return {quiz.page.evaluate(_COMMONEST, address) for address in addresses}


def charts_of(lesson: str) -> int:
    return sum(item.chart is not None for item in load_lesson(lesson).bank.firsts)


@pytest.fixture(scope="module", params=tiers(LESSONS, "03_coercion"))
def lesson(request: pytest.FixtureRequest) -> str:
    """Name a lesson whose quiz has charts, and one whose quiz has none."""
    return str(request.param)


@pytest.fixture(scope="module")
def shown(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory, lesson: str
) -> Iterator[QuizPage]:
    """Show a lesson's quiz, once for all tests of it."""
    opener = Opener(browser, server, tmp_path_factory.mktemp("bank"))
    yield opener.open(lesson=lesson)
    opener.close()


def test_when_the_theme_changes_then_the_charts_follow_without_a_kernel(
    shown: QuizPage, lesson: str
) -> None:
    themes: tuple[Theme, ...] = ("light", "dark", "light")
    for theme in themes:
        shown.lab.set_theme(theme)
        expect(shown.root.locator(".chart img:visible")).to_have_count(charts_of(lesson))
        assert grounds(shown) == ({GROUNDS[theme]} if charts_of(lesson) else set())


def test_when_a_dark_page_is_printed_then_its_charts_are_drawn_for_paper(
    shown: QuizPage, lesson: str
) -> None:
    shown.lab.set_theme("dark")
    shown.page.emulate_media(media="print")
    display = "nodes => nodes.map(node => [node.className, getComputedStyle(node).display])"
    pictures = shown.root.locator(".chart img").evaluate_all(display)
    shown.page.emulate_media(media="screen")
    assert pictures == [["light", "block"], ["dark", "none"]] * charts_of(lesson)


def test_when_a_shipped_quiz_is_shown_then_axe_finds_nothing_and_its_charts_are_there(
    shown: QuizPage, lesson: str
) -> None:
    expect(shown.root.locator("form")).to_have_count(len(load_lesson(lesson).bank.firsts))
    shown.root.locator("details").evaluate_all("nodes => nodes.forEach(n => { n.open = true; })")
    for theme in GROUNDS:
        shown.lab.set_theme(theme)
        pictures = shown.root.locator(".chart img:visible")
        expect(pictures).to_have_count(charts_of(lesson))
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            picture.evaluate("node => node.decode()")
            assert picture.evaluate("node => node.naturalWidth") > 100
        assert shown.lab.axe(".trilateral") == "", theme


@pytest.mark.matrix
def test_when_a_shipped_quiz_is_shown_then_pictures_of_it_are_kept(
    shown: QuizPage, artifacts: Path, lesson: str
) -> None:
    for theme in GROUNDS:
        shown.lab.set_theme(theme)
        for width in (1280, 800):
            picture = artifacts / f"quiz-{lesson}-{theme}-{width}.png"
            shown.keep_picture(picture, width)
            assert picture.stat().st_size > 10_000
