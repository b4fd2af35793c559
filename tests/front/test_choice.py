"""Rows to sort or to put in order, by keyboard, on a blank page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.explorers.stage import Stage
from trilateral.tasks import order, sort

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROWS = {"one": "First", "two": "Second", "three": "Third"}
FOCUSED = "node => node === document.activeElement"


def test_when_a_row_is_moved_by_keyboard_then_the_order_is_kept_and_the_button_has_the_focus(
    front: Page,
) -> None:
    part = Stage(front).show(order("o", "Which?", ends=("best", "worst"), rows=ROWS).part)
    expect(part.get_by_role("status")).to_have_text("No order chosen yet.")
    down = part.get_by_role("button", name="Move down: First")
    down.focus()
    front.keyboard.press("Enter")
    front.keyboard.press("Enter")
    assert down.evaluate(FOCUSED)
    front.keyboard.press("Enter")  # at the end already
    kept = front.evaluate("window.choices")
    assert kept[:2] == [["two", "one", "three"], ["two", "three", "one"]]
    assert kept[-1] == ["two", "three", "one"]
    assert part.locator("li span").all_text_contents() == ["Second", "Third", "First"]
    expect(part.get_by_role("status")).to_have_text("Row 3 of 3 now: First")


def test_when_an_order_stands_as_it_should_then_a_button_keeps_it(front: Page) -> None:
    part = Stage(front).show(order("o", "Which?", ends=("best", "worst"), rows=ROWS).part)
    part.get_by_role("button", name="Keep this order").press("Enter")
    assert front.evaluate("window.choices") == [list(ROWS)]


def test_when_an_answer_is_taken_back_then_its_row_is_open_again(front: Page) -> None:
    answers = {"yes": "Yes", "no": "No"}
    part = Stage(front).show(sort("s", "Is it?", answers=answers, rows=ROWS).part)
    part.get_by_label("First").select_option("yes")
    part.get_by_label("Second").select_option("no")
    part.get_by_label("First").select_option("")
    assert front.evaluate("window.choices") == [
        {"one": "yes"},
        {"one": "yes", "two": "no"},
        {"two": "no"},
    ]
    expect(part.get_by_role("status")).to_have_text("1 of 3 rows have an answer.")


def test_when_there_is_no_notebook_then_the_page_says_that_nothing_is_kept(front: Page) -> None:
    part = Stage(front).show(sort("s", "Is it?", answers=ROWS, rows=ROWS).part, writes=False)
    part.get_by_label("First").select_option("one")
    expect(part.get_by_role("alert")).to_contain_text("Not saved")
