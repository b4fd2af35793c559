from __future__ import annotations

import re

import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.explorers import Explorer, clause_finder, source_cards, which_instrument
from trilateral.explorers.access.clauses import BLANK, OTHERS

SITUATIONS = [str(key) for key in evidence.load("situations")["id"]]
PROVISIONS = {row["id"]: row for _, row in evidence.load("raa_provisions").fillna("").iterrows()}


def chosen(explorer: Explorer, **values: str) -> Explorer:
    explorer.values = {**explorer.values, **values}
    return explorer


def words(html: str) -> str:
    text = re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").replace("&amp;", "&")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_when_a_situation_is_chosen_then_its_answer_is_the_provision_s_row(situation: str) -> None:
    row = evidence.load("situations").set_index("id").loc[situation]

    shown = chosen(clause_finder(), situation=situation)

    assert str(row["not_answered"]) in words(shown.html)
    for key in row["provision_ids"]:
        provision = PROVISIONS[key]
        assert provision["what_it_does"] in words(shown.html)
        assert all(provision[column] in words(shown.html) for column in OTHERS)
    blanks = sum(PROVISIONS[k][c] == "" for k in row["provision_ids"] for c in OTHERS)
    assert shown.html.count(BLANK) == blanks


def test_when_the_record_is_silent_then_the_finder_says_so() -> None:
    near = chosen(clause_finder(), situation="driving-licence")
    direct = chosen(clause_finder(), situation="shell-casing")

    assert "No provision in this record speaks" in near.html
    assert "No provision in this record speaks" not in direct.html
    assert "article XX)" in direct.summary


def test_when_situations_are_filtered_then_the_choice_follows() -> None:
    finder = chosen(clause_finder("shell-casing"), which="near")

    assert {key for key, _ in finder.options["situation"]} == {
        "customs-vehicle",
        "driving-licence",
        "weapons-on-base",
        "fuel-tax",
        "radio",
    }
    assert finder.values["situation"] == "customs-vehicle"


@pytest.mark.parametrize(
    ("activity", "treaty"),
    [
        ("ms-01", "was not yet under negotiation"),
        ("ja06", "was being negotiated"),
        ("ja11", "was signed but not in force"),
        ("balikatan-2025", "was signed but not in force"),
        ("ja27", "was in force"),
        ("ms-23", "was in force"),
        ("balikatan-2026", "was in force"),
    ],
)
def test_when_an_activity_is_chosen_then_the_sentence_says_where_the_treaty_stood(
    activity: str, treaty: str
) -> None:
    assert treaty in which_instrument(activity).summary


def test_when_balikatan_2025_is_chosen_then_each_instrument_has_its_state_on_that_date() -> None:
    text = words(which_instrument("balikatan-2025").html)

    assert "Signed on 8 July 2024; in force only from 11 September 2025" in text
    assert "(Philippines and United States) In force since 1 June 1999" in text
    assert "(Japan and Philippines) Not yet: signed on 15 January 2026" in text
    assert "no date of entry into force in the record" in text
    assert "The RAA was not yet in force" in text
    assert "An agreement in force is not yet permission" in text


def test_when_a_party_took_no_part_then_its_agreements_are_not_shown() -> None:
    text = words(which_instrument("ja11").html)

    assert "United States" not in text
    assert "Reciprocal Access Agreement (Japan and Philippines)" in text


def test_when_only_a_month_is_known_then_no_day_is_claimed() -> None:
    text = words(which_instrument("balikatan-2014").html)

    assert "Signed on 28 April 2014; in force only from June 2014" in text
    assert "from April 2026" in which_instrument("ms-27").summary


def test_when_the_group_changes_then_the_first_activity_of_it_is_shown() -> None:
    shown = chosen(which_instrument("ms-01"), group="balikatan")

    assert shown.values["activity"] == "balikatan-2012"
    assert all(key.startswith("balikatan-") for key, _ in shown.options["activity"])


def test_when_sources_are_set_side_by_side_then_title_and_date_are_shown() -> None:
    text = words(str(source_cards("bworld-2025-08-12-raa", "mb-2025-09-10-eif").data))

    assert "12 August 2025 PHL-Japan RAA takes effect in September" in text
    assert "10 September 2025" in text
    with pytest.raises(EvidenceError):
        source_cards("no-such-source")
