"""Every kind of item, answered in a real JupyterLab with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.quiz import has_focus
from tests.browser.harness.quiz_answers import ANSWERS

if TYPE_CHECKING:
    from tests.browser.harness.quiz import QuizPage

pytestmark = pytest.mark.browser


def test_when_each_type_is_answered_by_keyboard_alone_then_it_is_said_and_lab_does_nothing(
    quiz: QuizPage,
) -> None:
    before = quiz.cells()
    for number, (name, answer) in enumerate(ANSWERS.items(), start=1):
        quiz.enter(name)
        answer(quiz)
        said = quiz.check(name)
        assert said.startswith(f"Question {number}: Correct."), name
        assert quiz.item(name).get_attribute("data-tone") == "right"
    assert quiz.cells() == before


def test_when_letters_and_arrows_are_pressed_in_a_control_then_the_notebook_stays(
    quiz: QuizPage,
) -> None:
    before = quiz.cells()
    for name in ANSWERS:
        quiz.enter(name)
        quiz.press("Tab")
        quiz.press("ArrowDown", "ArrowUp", *"abxydd", "Home", "End", "Shift+ArrowDown")
        assert quiz.item(name).evaluate("node => node.contains(document.activeElement)"), name
    assert quiz.cells() == before


def test_when_enter_is_pressed_in_a_text_field_then_it_checks_and_the_focus_stays(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    ANSWERS["how-many"](quiz)
    before = quiz.said()
    quiz.press("Enter")
    assert quiz.next_said(before).startswith("Question 3: Correct.")
    assert has_focus(quiz.item("how-many").locator("input[type=text]"))
