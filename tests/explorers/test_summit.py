from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.explorers.hands import choose
from trilateral import evidence, explorers
from trilateral.explorers.summit import OLDER

if TYPE_CHECKING:
    import pandas as pd

PROMISES = evidence.load("summit_commitments")
PILLARS = ["", *PROMISES["pillar"].cat.categories]
OUTCOMES = ["", *PROMISES["follow_through"].cat.categories]
TRACKER = explorers.commitments()


def chosen(pillar: str, outcome: str) -> pd.DataFrame:
    rows = PROMISES if not pillar else PROMISES[PROMISES["pillar"] == pillar]
    return rows if not outcome else rows[rows["follow_through"] == outcome]


@pytest.mark.parametrize("pillar", PILLARS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_when_field_and_outcome_are_chosen_then_each_promise_of_the_table_is_shown(
    pillar: str, outcome: str
) -> None:
    rows = chosen(pillar, outcome)
    shown = choose(TRACKER, pillar=pillar, outcome=outcome)
    text = unescape(shown.html)
    assert shown.html.count("<details>") == len(rows)
    assert all(promise in text for promise in rows["commitment"])
    number = re.match(r"(\d+|No) promise", shown.sentence)
    assert number is not None
    assert number[1] == (str(len(rows)) if len(rows) else "No")


def test_when_a_promise_is_shown_then_so_are_its_note_and_each_source() -> None:
    row = PROMISES[PROMISES["id"] == "sc05"].iloc[0]
    text = choose(TRACKER, pillar="maritime").html
    assert row["follow_through_note"] in unescape(text)
    assert all(evidence.source(s).link in text for s in row["source_ids"])
    assert "10 December 2024" in text


def test_when_only_the_month_is_known_then_no_day_is_shown() -> None:
    shown = choose(TRACKER, pillar="digital_tech", outcome="delivered")
    assert "Latest date on record October 2024 " in shown.words


def test_when_no_trace_was_found_then_the_sentence_does_not_call_it_broken() -> None:
    assert "none says that it was dropped" in choose(TRACKER, outcome="unknown").sentence


def test_when_a_promise_is_said_to_be_older_than_the_summit_then_its_note_says_so() -> None:
    notes = PROMISES.set_index("id")["follow_through_note"]
    earlier = re.compile(r"predates the summit|second such drill after .* 2023")
    assert all(earlier.search(notes[key]) for key in OLDER)
