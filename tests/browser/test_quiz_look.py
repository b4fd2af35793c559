"""How a quiz looks: to axe, in every theme, and on a narrow page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.quiz import WRONG, send_wrong_answers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.harness.quiz import Opener, QuizPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_when_checked_by_axe_then_nothing_is_found_before_and_after_answering(
    quizzes: Opener, artifacts: Path, colours: str
) -> None:
    shown = quizzes.open("dark" if colours == "dark" else "light")
    if colours == "forced":
        shown.page.emulate_media(forced_colors="active")
    assert shown.lab.axe(".tq") == ""
    send_wrong_answers(quizzes.folder)
    shown.lab.run_all()
    shown.item("one").locator(".tq-outcome strong").wait_for()
    assert shown.lab.axe(".tq") == ""
    for name in WRONG:
        before = shown.said()
        shown.item(name).locator(".tq-check").press("Enter")
        shown.next_said(before)
    assert shown.root.locator(".tq-end:visible").count() == len(WRONG)
    assert shown.lab.axe(".tq") == ""
    shown.keep_picture(artifacts / f"quiz-sample-{colours}.png")


def test_when_the_page_is_320_pixels_wide_then_nothing_sticks_out_and_targets_are_24(
    quiz: QuizPage, tmp_path: Path
) -> None:
    send_wrong_answers(tmp_path)
    quiz.lab.run_all()
    quiz.root.evaluate("node => { node.style.width = '320px'; }")
    out = quiz.root.evaluate(
        """root => [...root.querySelectorAll('*')].filter(node => node.offsetParent
          && !node.closest('.tq-status, .tq-scroll')
          && node.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
          .map(node => node.outerHTML.slice(0, 80))"""
    )
    assert out == []
    small = quiz.root.evaluate(
        """root => [...root.querySelectorAll('button, select, label, summary, input[type=text]')]
          .filter(node => node.offsetParent).map(node => [node, node.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24)
          .map(([node, box]) => `${node.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_when_a_quiz_is_shown_twice_then_each_label_leads_to_a_field_of_its_own_question(
    quizzes: Opener,
) -> None:
    shown = quizzes.open(times=2)
    assert shown.root.count() == 2
    strays = shown.root.locator("label").evaluate_all(
        """labels => labels.filter(label => label.control?.form !== label.closest('form'))
          .map(label => label.textContent)"""
    )
    assert strays == []
