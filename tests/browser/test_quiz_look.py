"""How a quiz looks: to axe, in every theme, and on a narrow page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_quiz_mouse import answer_wrongly
from tests.tiers import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.harness.page import Theme
    from tests.browser.harness.quiz import Opener, QuizPage

pytestmark = pytest.mark.browser

_OUT = """root => [...root.querySelectorAll('*')].filter(node => node.offsetParent
  && !node.closest('.spoken, .scroll')
  && node.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
  .map(node => node.outerHTML.slice(0, 80))"""
_SMALL = """root => [...root.querySelectorAll('button, select, label, summary, input[type=text]')]
  .filter(node => node.offsetParent).map(node => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([node, box]) => `${node.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)"""
_SIDEWAYS = "node => node.scrollWidth > node.clientWidth + 1"


def colourings(shown: QuizPage, theme: Theme) -> Iterator[str]:
    """Show the quiz in a theme, and after light in the system's forced colours; name each."""
    shown.lab.set_theme(theme)
    yield theme
    if theme == "light":
        shown.page.emulate_media(forced_colors="active")
        yield "forced"
        shown.page.emulate_media(forced_colors="none")


def violations(shown: QuizPage, theme: Theme) -> dict[str, str]:
    """Return what axe finds, by the colouring."""
    found = {each: shown.lab.axe(".trilateral") for each in colourings(shown, theme)}
    return {colouring: report for colouring, report in found.items() if report}


def fits(shown: QuizPage) -> None:
    """See that nothing is cut or too small to tap; 683 is a laptop's screen at 200 %."""
    shown.root.locator("details").evaluate_all("nodes => nodes.forEach(n => { n.open = true; })")
    for width in (360, 683, 1600):
        shown.lab.resize(width)
        assert shown.root.evaluate(_OUT) == [], width
        assert shown.root.evaluate(_SMALL) == [], width
        assert not shown.root.evaluate(_SIDEWAYS), width


@pytest.mark.parametrize("theme", tiers(["light", "dark"], "light"))
def test_when_a_quiz_is_looked_at_then_axe_finds_nothing_before_and_after_answering_and_it_fits(
    quizzes: Opener, artifacts: Path, theme: Theme
) -> None:
    shown = quizzes.open(theme)
    assert violations(shown, theme) == {}
    answer_wrongly(shown)
    shown.item("one").locator(".hint").click()
    assert violations(shown, theme) == {}
    for form in shown.root.locator("form").all():
        form.locator(".check").click()
    assert violations(shown, theme) == {}
    for colouring in colourings(shown, theme):
        shown.keep_picture(artifacts / f"quiz-sample-{colouring}.png")
    fits(shown)
    shown.keep_picture(artifacts / f"quiz-sample-{theme}-360.png", 360)


@pytest.mark.parametrize("lesson", tiers(["01_summit", "03_coercion"]))
def test_when_the_page_is_narrow_then_nothing_scrolls_sideways_and_targets_are_24(
    quizzes: Opener, artifacts: Path, lesson: str
) -> None:
    shown = quizzes.open(lesson=lesson)
    fits(shown)
    shown.keep_picture(artifacts / f"quiz-{lesson}-360.png", 360)
