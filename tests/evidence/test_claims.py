from __future__ import annotations

import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.evidence.claims import Reference, resolve


def resolved(item: str) -> tuple[Reference, ...]:
    return resolve(item, evidence.tables(), evidence.default().rows)


def test_when_the_ledger_is_read_then_each_claim_rests_on_rows() -> None:
    claims = evidence.ledger()

    assert len(claims) == len(evidence.load("claims"))
    assert all(reference.rows for claim in claims for reference in claim.evidence)
    assert all(claim.source_ids for claim in claims)


@pytest.mark.parametrize("story", evidence.load("stories")["id"])
def test_when_a_story_is_asked_for_then_its_claims_come_in_the_order_of_the_ledger(
    story: str,
) -> None:
    rows = evidence.load("claims").query("story == @story")

    assert [claim.id for claim in evidence.claims(story)] == rows["id"].tolist()
    assert {claim.story for claim in evidence.claims(story)} == {story}


def test_when_no_story_is_named_then_the_claims_are_those_of_the_article() -> None:
    assert evidence.claims() == evidence.claims(evidence.ARTICLE)
    assert len(evidence.claims()) < len(evidence.ledger())


def test_when_a_story_is_not_there_then_the_nearest_is_named() -> None:
    with pytest.raises(EvidenceError, match="Did you mean circles"):
        evidence.claims("circle")


@pytest.mark.parametrize(
    "story", evidence.load("stories").to_dict("records"), ids=lambda story: str(story["id"])
)
def test_when_a_story_is_told_then_it_says_whose_it_is_and_its_claims_have_verdicts_of_many_kinds(
    story: dict[str, object],
) -> None:
    ids = story["source_ids"]
    assert isinstance(ids, tuple)
    others = story["id"] != evidence.ARTICLE
    assert len(ids) >= (4 if others else 1)  # a story of our making would rest on one text or none
    assert len({claim.verdict for claim in evidence.claims(str(story["id"]))}) >= 3


@pytest.mark.parametrize(
    ("item", "table", "column", "values"),
    [
        ("balikatan:2025", "balikatan", "year", {2025}),
        ("diplomatic_events:de27", "diplomatic_events", "id", {"de27"}),
        ("defense_budgets:JP", "defense_budgets", "country", {"JP"}),
        ("legal_concepts:Sea denial", "legal_concepts", "term", {"Sea denial"}),
        ("defense_budgets:JP:2025:initial", "defense_budgets", "amount_local", {8.4748}),
    ],
)
def test_when_a_reference_names_a_key_then_its_rows_are_found(
    item: str, table: str, column: str, values: set[object]
) -> None:
    (reference,) = resolved(item)

    assert reference.table == table
    assert {row[column] for row in reference.rows} == values


def test_when_a_reference_is_a_year_then_all_rows_of_that_year_are_found() -> None:
    (reference,) = resolved("incidents:2025")

    years = evidence.load("incidents")["date"].dt.year
    assert len(reference.rows) == (years == 2025).sum()


def test_when_a_reference_is_a_star_then_whole_tables_are_found() -> None:
    (reference,) = resolved("incidents:*")

    assert len(reference.rows) == len(evidence.load("incidents"))
    everything = {reference.table for reference in resolved("*")}
    about_rows = {"known_gaps", "lookups", "second_coding", "sources", "stories", "weak_hosts"}
    assert everything == set(evidence.tables()) - {"claims", "weighing"} - about_rows


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("incident:2025", "no table is called 'incident'. Did you mean incidents"),
        ("incidents:2062", "no row of incidents has the key '2062'"),
        ("balikatan:JP", "no row of balikatan has the key 'JP'"),
        ("diplomatic_events:de00", "has the key 'de00'. Did you mean de"),
    ],
)
def test_when_a_reference_points_to_nothing_then_it_is_an_error(item: str, said: str) -> None:
    with pytest.raises(EvidenceError, match="evidence") as error:
        resolved(item)

    assert said in str(error.value)
