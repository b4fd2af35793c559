"""The right answer to each item of the sample bank, given with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.browser.harness.quiz import has_focus

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.harness.quiz import QuizPage


def choose(quiz: QuizPage, name: str, value: str) -> None:
    """Go to the options of an item of single choice, and to one of them."""
    options = quiz.item(name).locator(".lines input")
    chosen = quiz.item(name).locator(".lines input:checked")
    quiz.tab_to(chosen if chosen.count() else options.first)
    quiz.arrow_to(quiz.item(name).locator(f'.lines input[value="{value}"]'))


def answer_choice(quiz: QuizPage) -> None:
    """Answer by the arrow keys."""
    choose(quiz, "one", "a")


def answer_multiple(quiz: QuizPage) -> None:
    """Tick by the space bar."""
    boxes = quiz.item("some").locator("input[type=checkbox]")
    for value in boxes.evaluate_all("nodes => nodes.map(node => node.value)"):
        if value in "ab":
            quiz.tab_to(quiz.item("some").locator(f'input[value="{value}"]'))
            quiz.press("Space")


def answer_numeric(quiz: QuizPage) -> None:
    """Type a number."""
    quiz.tab_to(quiz.item("how-many").locator("input[type=text]"))
    quiz.press(*"1,180")


def answer_text(quiz: QuizPage) -> None:
    """Type a short form."""
    quiz.tab_to(quiz.item("name-it").locator("input[type=text]"))
    quiz.press(*"raa")


def answer_ordering(quiz: QuizPage) -> None:
    """Use the buttons for the first two entries and the position list for the third."""
    entry = quiz.item("in-order").locator("li")
    for place, name in enumerate("wx"):
        up = quiz.item("in-order").locator(f'li[data-part="{name}"] button').first
        quiz.enter("in-order")
        quiz.tab_to(up)
        while entry.nth(place).get_attribute("data-part") != name:
            quiz.press("Space")
            assert has_focus(up)
    quiz.enter("in-order")
    quiz.tab_to(quiz.item("in-order").locator('li[data-part="y"] select'))
    quiz.press("3")
    assert entry.evaluate_all("nodes => nodes.map(n => n.dataset.part).join('')") == "wxyz"


def answer_matching(quiz: QuizPage) -> None:
    """Press the arrow down to each choice: letters typed slowly begin a new word each.

    Rows are taken as they stand, since each learner's order is mixed and Tab only goes forward.
    """
    choices = {"r1": "m1", "r2": "m2"}
    fields = quiz.item("pairs").locator("select")
    for row in fields.evaluate_all("nodes => nodes.map(node => node.dataset.part)"):
        choice = choices[row]
        field = quiz.item("pairs").locator(f'select[data-part="{row}"]')
        quiz.tab_to(field)
        for _ in range(4):
            if field.input_value() != choice:
                quiz.press("ArrowDown")
        assert field.input_value() == choice


ANSWERS: Final[dict[str, Callable[[QuizPage], None]]] = {
    "one": answer_choice,
    "some": answer_multiple,
    "how-many": answer_numeric,
    "in-order": answer_ordering,
    "pairs": answer_matching,
    "name-it": answer_text,
}
