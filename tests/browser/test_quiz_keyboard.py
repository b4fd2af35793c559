"""Every kind of item, answered by keyboard alone without a kernel, and the words about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness.quiz import has_focus
from tests.browser.harness.quiz_answers import ANSWERS, choose
from tests.explorers.stage import Stage
from tests.quiz.samples import ITEMS, write_bank
from trilateral.quiz import Quiz

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.harness.quiz import QuizPage

pytestmark = pytest.mark.browser


def test_when_each_type_is_answered_by_keyboard_alone_then_it_is_said_and_kept(
    quiz: QuizPage,
) -> None:
    before = quiz.cells()
    for number, (name, answer) in enumerate(ANSWERS.items(), start=1):
        quiz.enter(name)
        answer(quiz)
        assert quiz.check(name).startswith(f"Question {number}: Correct."), name
        expect(quiz.item(name)).to_have_attribute("data-tone", "right")
    assert quiz.cells() == before

    quiz.reload()
    expect(quiz.root.locator('form[data-tone="right"]')).to_have_count(len(ANSWERS))
    assert quiz.tones() == ["right"] * 6
    expect(quiz.item("one").locator('input[value="a"]')).to_be_checked()
    expect(quiz.item("how-many").locator("input[type=text]")).to_have_value("1,180")
    entries = quiz.item("in-order").locator(".order > li")
    assert entries.evaluate_all("nodes => nodes.map(n => n.dataset.part).join('')") == "wxyz"
    assert quiz.item("pairs").locator("select").first.input_value() in ("m1", "m2")


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


def test_when_a_chord_is_pressed_in_a_control_then_the_front_end_gets_it(quiz: QuizPage) -> None:
    quiz.enter("how-many")
    field = quiz.item("how-many").locator("input[type=text]")
    quiz.tab_to(field)
    saves = re.compile(r"/api/contents/notebooks/quiz_sample_\d+\.ipynb")
    quiz.press(*"12", "Control+z")
    assert field.input_value() != "12"
    with quiz.page.expect_request(lambda r: r.method == "PUT" and bool(saves.search(r.url))):
        quiz.press("Control+s")
    assert has_focus(field)


def test_when_enter_is_pressed_in_a_text_field_then_it_checks_and_the_focus_stays(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    ANSWERS["how-many"](quiz)
    quiz.press("Enter")
    assert quiz.said().startswith("Question 3: Correct.")
    assert has_focus(quiz.item("how-many").locator("input[type=text]"))


def test_when_wrong_then_hint_then_right_then_each_step_is_said(quiz: QuizPage) -> None:
    one = quiz.item("one")
    quiz.enter("one")
    choose(quiz, "one", "b")
    quiz.tab_to(one.locator(".sure input").first)
    quiz.arrow_to(one.locator('.sure input[value="sure"]'))
    assert quiz.check("one") == "Question 1: Not correct. You have one more try. On b."
    expect(one.locator(".end")).to_be_hidden()
    hint = one.locator(".hint")
    for number, said in enumerate(("Look again.", "Count them."), start=1):
        expect(hint).to_have_text(f"Hint {number} of 2", use_inner_text=True)
        quiz.tab_to(hint)
        quiz.press("Enter")
        assert quiz.said() == f"Question 1: {said}"
    expect(hint).to_have_text("No more hints", use_inner_text=True)
    expect(hint).to_have_attribute("aria-disabled", "true")
    quiz.enter("one")
    choose(quiz, "one", "a")
    assert quiz.check("one").startswith("Question 1: Correct.")
    expect(one.locator(".outcome")).to_contain_text("marked for review", use_inner_text=True)
    expect(one.locator(".end")).to_contain_text("Because it is so.", use_inner_text=True)
    quiz.press("Enter")
    assert quiz.said() == "This question is finished."
    quiz.reload()
    expect(hint).to_have_text("No more hints", use_inner_text=True)
    assert one.locator(".hints li").all_inner_texts() == ["Look again.", "Count them."]


def test_when_a_number_cannot_be_read_then_the_field_says_so_and_no_try_is_used(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    item = quiz.item("how-many")
    field = item.locator("input[type=text]")
    quiz.tab_to(field)
    quiz.press(*"many")
    assert "Could not read “many” as a number" in quiz.check("how-many")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("many")
    described = str(field.get_attribute("aria-describedby")).split()
    assert any("Could not read" in quiz.page.locator(f"#{name}").inner_text() for name in described)
    expect(item).to_have_attribute("data-tone", "open")
    field.fill("1180")
    assert "Correct." in quiz.check("how-many")
    assert field.get_attribute("aria-invalid") is None
    expect(item.locator(".problem")).to_be_hidden()


def test_when_an_item_has_no_hints_then_it_has_no_button_for_them(
    front: Page, tmp_path: Path
) -> None:
    write_bank(tmp_path, ITEMS)
    part = Quiz("99_sample", folder=tmp_path)
    for item in part.data["items"]:
        item["hints"] = []
    shown = Stage(front).show(part)
    expect(shown.locator("form")).to_have_count(len(ITEMS))
    expect(shown.locator("button.hint")).to_have_count(0)
