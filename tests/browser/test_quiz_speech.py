"""What a quiz says aloud, and what it writes beside a field, as an item goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.quiz_answers import choose

if TYPE_CHECKING:
    from tests.browser.harness.quiz import QuizPage

pytestmark = pytest.mark.browser


def test_when_wrong_then_hint_then_right_then_each_step_is_said(quiz: QuizPage) -> None:
    quiz.enter("one")
    choose(quiz, "one", "b")
    quiz.tab_to(quiz.item("one").locator(".tq-sure input").first)
    quiz.arrow_to(quiz.item("one").locator('.tq-sure input[value="sure"]'))
    assert quiz.check("one") == "Question 1: Not correct. You have 1 more try. On b."
    assert quiz.item("one").locator('input[value="sure"]').is_checked()
    before = quiz.said()
    hint = quiz.item("one").locator(".tq-hint")
    quiz.tab_to(hint)
    quiz.press("Enter")
    assert quiz.next_said(before) == "Question 1: Look again."
    assert hint.inner_text() == "Hint 2 of 2"
    quiz.enter("one")
    choose(quiz, "one", "a")
    assert quiz.check("one").startswith("Question 1: Correct.")
    assert "marked for review" in quiz.item("one").locator(".tq-outcome").inner_text()
    before = quiz.said()
    quiz.press("Enter")
    assert quiz.next_said(before) == "This question is finished."


def test_when_a_number_cannot_be_read_then_the_field_says_so_and_keeps_what_was_typed(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    field = quiz.item("how-many").locator("input[type=text]")
    quiz.tab_to(field)
    quiz.press(*"many")
    assert "Could not read “many” as a number" in quiz.check("how-many")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "many"
    described = str(field.get_attribute("aria-describedby")).split()
    assert any("Could not read" in quiz.page.locator(f"#{name}").inner_text() for name in described)
