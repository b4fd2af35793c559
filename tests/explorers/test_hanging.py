"""What a verdict hangs on: the verdict, its statistic, and the rows that turn it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from tests.explorers.hands import choose, controls, words
from tests.explorers.stage import Stage, sentence
from trilateral import evidence, explorers
from trilateral.evidence.sensitivity import BASES, Setting, trials
from trilateral.evidence.sensitivity.counts import CONTACT, SAILS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from trilateral.parts import Part

LESSONS: Final = [("summit",), ("coercion",), ("start", "catalyst", "synthesis")]
PANE: Final = 647
"""Pixels of a notebook that a laptop of 1366 by 768 shows."""
MARK: Final = "\u25b2 Changes it:"
# Every way to set the controls, with the height of what is seen together then.
HEIGHTS: Final = """(part) => {
  const lists = [...part.querySelectorAll("select")];
  const low = part.querySelector("input");
  const found = [];
  const each = (select, then) => [...select.options].map(({value}) => value).forEach((value) => {
    select.value = value;
    select.dispatchEvent(new Event("input"));
    then();
  });
  const look = () => [true, false].forEach((checked) => {
    low.checked = checked;
    low.dispatchEvent(new Event("input"));
    const top = part.querySelector(".said").getBoundingClientRect().top;
    const {bottom} = part.querySelector(":scope > .view").getBoundingClientRect();
    found.push([Math.round(bottom - top), `${lists.at(-1).value} ${checked}`]);
  });
  lists.reduceRight((then, list) => () => each(list, then), look)();
  return found.sort(([one], [other]) => other - one);
}"""
lessons = pytest.mark.parametrize("names", LESSONS, ids="+".join)


@cache
def part(*names: str) -> Part:
    return explorers.hangs_on(*names)


@lessons
def test_when_a_lesson_has_claims_then_each_can_be_chosen_and_says_its_verdict(
    names: tuple[str, ...],
) -> None:
    ledger = {c.id: c for c in evidence.claims() if {c.id, c.lesson} & set(names)}
    offered = next(c for c in controls(part(*names)) if c["name"] == "claim")["options"]

    assert {key for key, _ in offered} == set(ledger)
    for claim in ledger.values():
        shown = choose(part(*names), claim=claim.id)
        assert f"The verdict is “{claim.verdict}”." in shown.sentence
        assert claim.overturned_by in shown.words
        if claim.id not in BASES:
            assert "and not on a count or a test" in shown.sentence
            assert all(reference.table in shown.words for reference in claim.evidence)


@pytest.mark.parametrize("rule", SAILS.rules)
def test_when_the_sails_are_shown_then_the_rows_that_turn_the_test_are_marked(rule: str) -> None:
    shown = choose(part("summit"), claim="top-down-mandate", measure="sails", rule=f"sails/{rule}")
    setting = Setting(rule)
    reading = SAILS.read(evidence.load, setting)
    tried = trials(SAILS, evidence.load, setting)
    listed, whole = shown.html.split("Row by row: ")

    assert f"{reading.numbers}: {reading.says}." in shown.sentence
    assert f"{sum(each.turns for each in tried)} rows would each change" in shown.sentence
    assert whole.count("<code>") == len(tried)
    assert whole.count(MARK) == sum(each.turns for each in tried)
    groups = {(t.change.how, t.change.why, t.reading) for t in tried if t.turns}
    assert listed.count(MARK) == len(groups)


def test_when_low_confidence_is_switched_off_then_the_counts_follow() -> None:
    for low in (True, False):
        shown = choose(part("coercion"), claim="increasing-coercion", measure="contact", low=low)
        reading = CONTACT.read(evidence.load, Setting(low=low))
        left = "" if low else ", low confidence left out"
        assert f"{reading.numbers}{left}: {reading.says}." in shown.sentence
        assert "No single row would change the verdict." in shown.sentence


def test_when_one_row_carries_a_verdict_then_the_sentence_names_it() -> None:
    shown = choose(part("start", "catalyst", "synthesis"), claim="fourteen-hundred")

    assert "One row would change the verdict: Balikatan 2026." in shown.sentence


@pytest.mark.browser
@lessons
def test_when_any_choice_is_made_then_the_explorer_fits_a_laptop(
    front: Page, names: tuple[str, ...]
) -> None:
    front.set_viewport_size({"width": 900, "height": PANE})
    found = Stage(front).show(part(*names)).evaluate(HEIGHTS)

    assert len(found) == len(part(*names).data["views"].split(" "))
    assert [each for each in found if each[0] > PANE] == []


@pytest.mark.browser
def test_when_the_keyboard_is_used_then_a_row_that_turns_the_test_is_reached(front: Page) -> None:
    shown: Locator = Stage(front).show(part("summit"))
    shown.get_by_label("Counted by").focus()
    front.keyboard.press("ArrowDown")
    reading = SAILS.read(evidence.load, Setting("unnumbered"))

    assert reading.numbers in sentence(shown)
    assert MARK in words(shown.locator(".view").inner_html())
