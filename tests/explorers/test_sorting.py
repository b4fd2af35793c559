from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.explorers.stage import Stage, sentence
from trilateral import evidence
from trilateral.explorers import denial_or_control
from trilateral.explorers.capabilities import ANSWERS, SITUATIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

CORE = """async ([sorting, cases]) => {
  const {marked, sentence} = await import("/parts/sorting/core.js");
  return cases.map((given) => ({
    said: sentence(sorting, given),
    marks: sorting.situations.map((each) => marked(sorting, each, given[each.id] ?? "")),
  }));
}"""


def test_when_the_exercise_is_shown_then_each_answer_occurs_and_the_sources_are_named() -> None:
    assert {situation.answer for situation in SITUATIONS} == set(ANSWERS)
    assert evidence.source("srilanka-mdsl").link in denial_or_control().twin


def test_when_the_page_cannot_sort_then_the_twin_gives_no_answer_away() -> None:
    assert not any(situation.why in denial_or_control().twin for situation in SITUATIONS)


@pytest.mark.browser
def test_when_situations_are_sorted_then_the_learner_hears_how_many_and_why(front: Page) -> None:
    singles = [{s.id: answer} for s in SITUATIONS for answer in ANSWERS]
    whole = [{}, {s.id: s.answer for s in SITUATIONS}]

    found: list[dict[str, Any]] = front.evaluate(
        CORE, [dict(denial_or_control().data), [*singles, *whole]]
    )

    for given, seen in zip(singles, found, strict=False):
        ((key, answer),) = given.items()
        situation = next(each for each in SITUATIONS if each.id == key)
        right = answer == situation.answer
        assert seen["said"] == f"1 of 6 sorted, {int(right)} as the definitions have it."
        (mark,) = (mark for mark in seen["marks"] if mark)
        assert mark["verdict"].startswith("Yes: " if right else f"Not {ANSWERS[answer].lower()}: ")
        assert mark["why"] == situation.why
    assert [seen["said"] for seen in found[-2:]] == [
        "0 of 6 sorted, 0 as the definitions have it.",
        "6 of 6 sorted, 6 as the definitions have it.",
    ]


@pytest.mark.browser
def test_when_a_situation_is_sorted_then_its_reason_is_under_it(front: Page) -> None:
    part = Stage(front).show(denial_or_control())
    part.get_by_label("1. Lorries").select_option("control")

    assert sentence(part) == "1 of 6 sorted, 0 as the definitions have it."
    assert part.locator(".reason:visible").all_text_contents() == [
        f"Not sea control: sea denial. {SITUATIONS[0].why}"
    ]
