"""A quiz answered with the mouse: shown wherever it is open, and kept without a kernel."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.quiz.samples import ITEMS, write_bank
from trilateral.quiz import Review

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

    from tests.browser.harness.quiz import Opener, QuizPage

pytestmark = pytest.mark.browser

RECORDS: Final = "**/trilateral/records*"
UNSAVED: Final = "Kept in this browser"


def answer_wrongly(shown: QuizPage) -> None:
    """Answer every item wrongly by mouse, once."""
    shown.item("one").get_by_text("Option b").first.click()
    for name in ("a", "c"):
        shown.item("some").get_by_text(f"Option {name}").first.click()
    shown.item("how-many").locator("input[type=text]").fill("1400")
    shown.item("in-order").locator('[data-part="w"] select').select_option("4")
    shown.item("pairs").locator('select[data-part="r1"]').select_option("m3")
    shown.item("pairs").locator('select[data-part="r2"]').select_option("m2")
    shown.item("name-it").locator("input[type=text]").fill("visiting forces")
    for item in ITEMS:
        shown.item(item["id"]).locator(".check").click()


def test_when_every_item_is_answered_twice_then_the_explanations_come_and_all_is_kept(
    quiz: QuizPage,
) -> None:
    answer_wrongly(quiz)
    assert set(quiz.tones()) <= {"wrong", "partly"}
    expect(quiz.root.locator(".end:visible")).to_have_count(0)
    expect(quiz.item("how-many").locator(".note")).to_contain_text(
        "That is the later number.", use_inner_text=True
    )
    expect(quiz.item("some").locator(".line", has_text="Option c")).to_contain_text(
        "On c.", use_inner_text=True
    )
    for form in quiz.root.locator("form").all():
        form.locator(".check").click()
    expect(quiz.root.locator(".end:visible")).to_have_count(len(ITEMS))
    quiz.reload()
    expect(quiz.root.locator(".end:visible")).to_have_count(len(ITEMS))
    expect(quiz.item("one").locator('input[value="b"]')).to_be_checked()
    quiz.item("one").get_by_text("Option a").first.click(force=True)  # finished: nothing changes
    expect(quiz.item("one").locator('input[value="b"]')).to_be_checked()


def test_when_a_quiz_is_open_twice_then_an_answer_shows_in_both(twins: list[QuizPage]) -> None:
    one, other = twins
    one.item("one").get_by_text("Option a").first.click()
    one.item("one").locator(".check").click()
    expect(other.item("one")).to_have_attribute("data-tone", "right")
    expect(other.item("one").locator('input[value="a"]')).to_be_checked()
    strays = one.page.locator(".trilateral .part.quiz label").evaluate_all(
        """labels => labels.filter(label => label.control?.form !== label.closest('form'))
          .map(label => label.textContent)"""
    )
    assert strays == []


def test_when_the_server_does_not_answer_then_it_is_said_beside_the_button_until_it_does(
    quiz: QuizPage,
) -> None:
    quiz.page.route(RECORDS, lambda route: route.abort())
    item = quiz.item("one")
    item.get_by_text("Option a").first.click()
    item.locator(".check").click()
    expect(item).to_have_attribute("data-tone", "right")
    expect(item.locator(".buttons")).to_contain_text(UNSAVED)
    expect(quiz.root.get_by_text(UNSAVED)).to_have_count(1)
    quiz.page.unroute(RECORDS)
    expect(quiz.root.get_by_text(UNSAVED)).to_have_count(0)
    quiz.reload()
    expect(quiz.item("one")).to_have_attribute("data-tone", "right")


def test_when_an_answer_is_sent_then_it_holds_no_more_than_was_done(quiz: QuizPage) -> None:
    sent: list[str] = []

    def note(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fallback()

    quiz.page.route(RECORDS, note)
    quiz.item("one").get_by_text("Option b").first.click()
    quiz.item("one").locator(".check").click()
    quiz.delivered()
    quiz.page.unroute(RECORDS, note)
    (statement,) = (each for text in sent if text for each in json.loads(text)["statements"])
    assert statement["result"]["response"] == "b"
    assert "Option a" not in json.dumps(statement)


@pytest.mark.matrix  # ``test_home.py`` reviews what was missed, and ``tests/quiz`` what is due
def test_when_something_was_missed_then_the_review_knows_it(
    quizzes: Opener, tmp_path: Path
) -> None:
    earlier = quizzes.sample()
    write_bank(tmp_path, [{**ITEMS[0], "id": "later"}], "99_zzz")
    shown = quizzes.show(earlier, Review("99_zzz", folder=tmp_path))
    review = shown.page.locator(".part.review")
    expect(review).to_contain_text("Nothing to review now")

    quiz = shown.page.locator(".part.quiz")
    quiz.locator('form[data-item="one"]').get_by_text("Option b").first.click()
    quiz.locator('form[data-item="one"] .check').click()
    again = review.locator('form[data-item="one"]')
    again.get_by_text("Option a").first.click()
    again.locator(".check").click()
    expect(again).to_have_attribute("data-tone", "right")
    expect(quiz.locator('form[data-item="one"]')).to_have_attribute("data-tone", "wrong")
    shown.reload()
    expect(again).to_have_attribute("data-tone", "right")
