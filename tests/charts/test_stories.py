from __future__ import annotations

import re

import pytest

from trilateral import evidence
from trilateral.charts.stories import EVENTS, events, order

STORIES = evidence.load("stories").set_index("id")["name"]


@pytest.mark.parametrize("story", STORIES.index)
def test_when_a_story_has_a_row_of_strokes_then_each_is_an_event_of_its_claims_and_none_twice(
    story: str,
) -> None:
    rows = {
        (each.table, row["id"])
        for claim in evidence.claims(story)
        for each in claim.evidence
        for row in each.rows
        if each.table in EVENTS and each.key != "*"
    }
    assert len(events().query("story == @STORIES[@story]")) == len(rows)


def test_when_the_chart_is_described_then_its_counts_are_those_of_the_table() -> None:
    table = order().table
    for name, rows in table.groupby("story"):
        early = sum(when < "2025-01-01" for when in rows["when"])
        said = f"{name}, {early} of {len(rows)}, the first in {rows['when'].min()[:4]}"
        assert said in order().description


def test_when_stories_are_drawn_then_each_reaches_back_before_2025() -> None:
    pairs = re.findall(r", (\d+) of (\d+)", order().description)
    assert len(pairs) == len(STORIES)
    assert all(0 < int(early) < int(every) for early, every in pairs)
