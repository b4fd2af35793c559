"""The claim map: confidence in lesson 00 and in lesson 05."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorers.stage import Stage, sentence
from trilateral import evidence, explorers
from trilateral.charts.chain import LINKS
from trilateral.explorers.ratings import STEPS, statements

if TYPE_CHECKING:
    from playwright.sync_api import Page

COMPARE = """async (pairs) => {
  const {compare} = await import("/parts/rate/core.js");
  return pairs.map(([before, now]) =>
    compare(new Map(Object.entries(before)), new Map(Object.entries(now))));
}"""


def test_when_the_map_is_made_then_each_claim_and_each_link_can_be_rated() -> None:
    keys = [statement["key"] for statement in statements()]

    assert len(keys) == len(set(keys)) == len(evidence.claims()) + len(LINKS)


def test_when_verdicts_are_sent_then_only_at_the_end_and_folded() -> None:
    early, late = (explorers.rate(when).data["statements"] for when in ("before", "after"))

    assert not any("verdict" in each for each in early)
    assert all(each["verdict"].startswith("<details>") for each in late if "verdict" in each)
    assert sum("verdict" in each for each in late) == len(evidence.claims())


@pytest.mark.browser
def test_when_confidence_was_given_twice_then_the_sentence_says_how_it_moved(front: Page) -> None:
    cases = [
        ({}, {}, "Nothing was rated in lesson 00, so there is no change to see."),
        ({"a": 5}, {}, "Nothing is rated twice yet, so there is no change to see."),
        (
            {"a": 5, "b": 50, "c": 95, "d": 75},
            {"a": 25, "b": 50, "c": 5},
            "Of 3 rated twice, your confidence rose in 1, fell in 1 and stayed in 1.",
        ),
    ]

    said = front.evaluate(COMPARE, [[before, now] for before, now, _ in cases])

    assert said == [expected for _, _, expected in cases]


@pytest.mark.browser
def test_when_a_link_is_chosen_then_its_statements_and_no_others_are_open(front: Page) -> None:
    part = Stage(front).show(explorers.rate())

    for link, name in LINKS.items():
        part.get_by_role("radio", name=name).check()
        here = [each["words"] for each in statements() if each["link"] == link]
        shown = part.locator(".control.long:visible label").all_text_contents()
        assert shown == here
        assert sentence(part).startswith(f"{name}. You have rated 0 of its {len(here)}")


@pytest.mark.browser
def test_when_lesson_00_was_rated_then_lesson_05_shows_where_the_learner_moved(front: Page) -> None:
    stage = Stage(front, {"confidence/before/link-catalyst": "75"})
    part = stage.show(explorers.rate("after"))
    part.get_by_role("radio", name="Catalyst").check()
    part.get_by_label("without the coercion at sea").select_option("25")

    assert "Of 1 rated twice, your confidence rose in 0, fell in 1" in sentence(part)
    assert "You moved most, from 75 to 25 %, on “Catalyst: coercion” as a cause." in sentence(part)
    row = part.locator("tbody tr", has_text="without the coercion at sea")
    assert row.locator("td").all_text_contents()[1:] == ["75 %", "25 %", "\N{MINUS SIGN}50"]
    picture = part.get_by_role("img").get_attribute("aria-label") or ""
    assert "Catalyst: coercion: before 75 %, now 25 %" in picture
    assert "Mandate" not in picture  # what says nothing is folded
    assert "Not rated yet: 4 of 5." in (part.text_content() or "")
    (statement,) = stage.sent[1:]
    assert statement["object"]["id"].endswith("/confidence/link-catalyst")
    assert statement["context"]["contextActivities"]["parent"][0]["id"].endswith("/occasion/after")


@pytest.mark.browser
def test_when_a_record_holds_no_step_then_it_is_skipped(front: Page) -> None:
    kept = {"confidence/before/link-mandate": "5", "confidence/before/link-outcome": "a lot"}
    part = Stage(front, kept).show(explorers.rate())

    assert "1 of 26 in all" in sentence(part)
    assert part.get_by_label("without the summit").input_value() in STEPS


@pytest.mark.browser
def test_when_a_verdict_is_open_then_a_new_rating_leaves_it_open(front: Page) -> None:
    part = Stage(front).show(explorers.rate("after"))
    fold = part.locator("details").first
    fold.locator("summary").click()
    part.get_by_label("without the summit").select_option("25")

    assert fold.get_attribute("open") is not None
