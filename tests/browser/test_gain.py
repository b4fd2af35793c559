"""The test before and after the course, by keyboard: with a kernel that dies, and without any.

In the first tier ``test_alive.py`` answers a case, and ``tests/quiz/test_before_after.py`` has the
rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.harness.server import copy_course, serve
from tests.browser.harness.still import look, settled
from tests.browser.test_alive import DELIVERED, kill_kernel
from trilateral.quiz.bank import BEFORE_AFTER, SingleChoice
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.page import LabPage

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

ITEMS = {item.id: item for item in load_lesson(BEFORE_AFTER).bank.items}
FIRST, LAST = "notebooks/00_start_here.ipynb", "notebooks/06_another_story.ipynb"
RIGHT = {"before": 4, "after": 11}
"""How many of the first cases are answered rightly."""


def part_of(lab: LabPage) -> Locator:
    """Return the part, with the focus just before its first case, as Tab would put it there."""
    part = lab.page.locator(".trilateral section.part.gain")
    part.locator(".said").wait_for()
    part.locator(".said").focus()
    return part


def press(lab: LabPage, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        lab.page.keyboard.press(key)


def answer(lab: LabPage, part: Locator, *, right: bool) -> str:
    """Answer the case that is asked, by keyboard alone; say that one is sure; return its id."""
    form = part.locator("form:visible")
    expect(form).to_have_count(1)
    name = form.get_attribute("data-item") or ""
    item = ITEMS[name]
    assert isinstance(item, SingleChoice)
    values = form.locator(".lines input").evaluate_all("all => all.map(one => one.value)")
    place = next(n for n, value in enumerate(values) if (value in item.key) == right)
    press(lab, "Tab", *(["ArrowDown"] * place or ["Space"]))
    expect(form.locator(f'.lines input[value="{values[place]}"]')).to_be_checked()
    press(lab, "Tab", "ArrowDown", "ArrowDown", "Tab", "Enter")
    expect(part.locator(f'form[data-item="{name}"]')).to_be_hidden()
    return name


def take(lab: LabPage, occasion: str, cases: range) -> list[str]:
    """Answer some cases, and see that nothing tells whether an answer is right."""
    part = part_of(lab)
    names = []
    for place in cases:
        names.append(answer(lab, part, right=place < RIGHT[occasion]))
        if place < len(ITEMS) // 2 - 1:
            expect(part.locator(".said")).to_have_text(f"{place + 1} of 12 answers are saved.")
            expect(part.locator("form:visible")).to_be_focused()
            expect(part).not_to_contain_text("orrect")
    return names


def test_when_both_tests_are_taken_by_keyboard_then_the_gain_is_shown_at_the_end(
    browser: Browser, tmp_path: Path
) -> None:
    course = copy_course(ROOT, tmp_path / "course")
    with serve(course, tmp_path / "home") as server:
        lab = look(browser, server, FIRST, kernels=True)
        first = take(lab, "before", range(6))
        kill_kernel(lab)
        lab.page.wait_for_function(DELIVERED)
        lab.page.context.close()

        lab = look(browser, server, FIRST)
        first += take(lab, "before", range(6, 12))
        part = part_of(lab)
        expect(part.locator(".said")).to_contain_text("All 12 answers are saved.")
        expect(part).not_to_contain_text("orrect")
        lab.page.wait_for_function(DELIVERED)
        lab.page.context.close()

        lab = settled(browser, server, LAST)
        second = take(lab, "after", range(12))
        part = part_of(lab)
        said = "Before the course you had 4 of 12 right, after it 11: 7 more."
        expect(part.locator(".said")).to_contain_text(said)
        cells = part.locator("td:not(:empty)").all_inner_texts()
        assert cells == ["4 of 12", "11 of 12", "4 of 12", "11 of 12"]
        expect(part.locator("ul").first).to_have_text(ITEMS[second[-1]].objective)
        press(lab, "Tab", "Tab", "Enter")  # the link to the other test, then the fold
        expect(part.locator("form:visible")).to_have_count(12)
        expect(part.locator("form:visible").last).to_contain_text("Not correct.")
        assert lab.axe(".trilateral .gain, .trilateral section.gain") == ""
        lab.page.wait_for_function(DELIVERED)
        lab.page.context.close()
        assert LAST not in [each["path"] for each in server.ask("/api/sessions")]

        lab = look(browser, server, FIRST)
        part = part_of(lab)
        expect(part.locator(".said")).to_contain_text(said)
        part.locator("summary").first.press("Enter")
        expect(part.locator("form:visible").first).to_contain_text("Correct.")
        lab.page.context.close()

    forms = [
        {item.form_of is None for name, item in ITEMS.items() if name in names}
        for names in (first, second)
    ]
    assert sorted(map(sorted, forms)) == [[False], [True]]
