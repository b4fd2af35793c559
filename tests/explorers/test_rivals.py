"""The three other stories, and the rows behind their claims."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.explorers.hands import choose
from trilateral import evidence, explorers
from trilateral.errors import EvidenceError
from trilateral.explorers.rivals import SAID

if TYPE_CHECKING:
    from collections.abc import Hashable

STORIES: dict[str, dict[Hashable, Any]] = {
    row["id"]: row for row in evidence.load("stories").to_dict("records")
}
OTHERS = [story for story in STORIES if story != evidence.ARTICLE]
CLAIMS = [claim for story in OTHERS for claim in evidence.claims(story)]


@pytest.mark.parametrize("story", OTHERS)
def test_when_a_story_is_chosen_then_its_chain_its_works_and_its_gap_are_there(story: str) -> None:
    view = choose(explorers.stories(), story=story)
    said, html, shown = view.sentence, view.html, unescape(view.html)

    assert f"{len(evidence.claims(story))} claims" in said
    places = [shown.index(claim.claim) for claim in evidence.claims(story)]
    assert places == sorted(places)
    assert STORIES[story]["leaves_out"][1:] in said
    assert all(evidence.source(each).link in html for each in STORIES[story]["source_ids"])


@pytest.mark.parametrize("story", OTHERS)
def test_when_a_story_is_read_then_neither_verdicts_nor_its_own_expectation_are_given_away(
    story: str,
) -> None:
    for part in (explorers.stories(), explorers.bearing(story)):
        saved = str(part._repr_mimebundle_())
        assert not [claim.id for claim in CLAIMS if claim.why in saved]
        assert STORIES[story]["expects"] not in saved


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_when_a_claim_is_chosen_then_each_of_its_rows_is_there_once_in_order_of_time(
    claim: evidence.Claim,
) -> None:
    view = choose(explorers.bearing(claim.story), claim=claim.id)
    said, html = view.sentence, view.html

    few = [each for each in claim.evidence if each.table in SAID and each.key != "*"]
    assert html.count("<details>") == sum(len(each.rows) for each in few)
    whole = {each.table for each in claim.evidence} - {each.table for each in few}
    assert all(f"the whole table {table}" in said for table in whole)
    years = [int(year) for year in re.findall(r"<strong>[^<]*(20\d\d)</strong>", html)]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("claim", "answers"),
    [
        ("circles-washington-leads", ["Four more EDCA sites", "Kishida and Marcos open RAA talks"]),
        ("brakes-arms-exports", ["The Takaichi cabinet dropped", "were decided by cabinet alone"]),
        ("taiwan-us-strait", ["NMESIS, Basco, Batan Island", "Typhon, Laoag"]),
    ],
)
def test_when_a_lesson_asks_who_took_a_step_then_the_rows_answer(
    claim: str, answers: list[str]
) -> None:
    story = claim.partition("-")[0]
    shown = choose(explorers.bearing(story), claim=claim).words
    assert [words for words in answers if words not in shown] == []


def test_when_rows_are_told_then_each_table_has_its_words() -> None:
    tables = {each.table for claim in CLAIMS for each in claim.evidence if len(each.rows) <= 20}
    assert tables <= set(SAID)
    for table, (named, texts) in SAID.items():
        assert {*re.findall(r"\{(\w+)\}", named), *texts} <= set(evidence.load(table).columns)


def test_when_a_story_is_not_there_then_the_nearest_is_named() -> None:
    with pytest.raises(EvidenceError, match="Did you mean taiwan"):
        explorers.bearing("taiwann")
