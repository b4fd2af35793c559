from __future__ import annotations

import pytest

from tests.explorers.hands import choose, controls, on_offer, words
from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.explorers import clause_finder, source_cards, which_instrument
from trilateral.explorers.access.clauses import BLANK, OTHERS

SITUATIONS = [str(key) for key in evidence.load("situations")["id"]]
PROVISIONS = {row["id"]: row for _, row in evidence.load("raa_provisions").fillna("").iterrows()}
FINDER = clause_finder()
INSTRUMENTS = which_instrument()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_when_a_situation_is_chosen_then_its_answer_is_the_provision_s_row(situation: str) -> None:
    row = evidence.load("situations").set_index("id").loc[situation]

    shown = choose(FINDER, situation=situation)

    first, *more = row["provision_ids"]
    assert str(row["not_answered"]) in shown.words
    assert PROVISIONS[first]["what_it_does"] in shown.sentence
    assert PROVISIONS[first]["what_it_does"] not in shown.words  # nothing is said twice
    assert all(PROVISIONS[key]["what_it_does"] in shown.words for key in more)
    for key in row["provision_ids"]:
        assert all(PROVISIONS[key][column] in shown.words for column in OTHERS)
    blanks = sum(PROVISIONS[k][c] == "" for k in row["provision_ids"] for c in OTHERS)
    assert shown.html.count(BLANK) == blanks


def test_when_the_record_is_silent_then_the_finder_says_so() -> None:
    silent = "No provision in this record covers this situation"

    assert silent in choose(FINDER, situation="driving-licence").sentence
    assert silent not in choose(FINDER, situation="shell-casing").sentence
    assert "(article XX)" in choose(FINDER, situation="shell-casing").sentence


def test_when_situations_are_filtered_then_the_choice_follows() -> None:
    shown = choose(clause_finder("shell-casing"), which="near")

    assert set(on_offer(controls(FINDER)[1], {"which": "near"})) == {
        "customs-vehicle",
        "driving-licence",
        "weapons-on-base",
        "fuel-tax",
        "radio",
    }
    assert shown.settled["situation"] == "customs-vehicle"


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
    assert treaty in choose(INSTRUMENTS, activity=activity).sentence


def test_when_balikatan_2025_is_chosen_then_each_instrument_has_its_state_on_that_date() -> None:
    shown = choose(INSTRUMENTS, activity="balikatan-2025")

    assert "Signed on 8 July 2024; in force only from 11 September 2025" in shown.words
    assert "(Philippines and United States) In force since 1 June 1999" in shown.words
    assert "(Japan and Philippines) Not yet: signed on 15 January 2026" in shown.words
    assert "no date of entry into force in the record" in shown.words
    assert "The RAA was not yet in force" in shown.words
    assert "An agreement in force is not yet permission" in shown.words


def test_when_a_party_took_no_part_then_its_agreements_are_not_shown() -> None:
    text = choose(INSTRUMENTS, activity="ja11").words

    assert "United States" not in text
    assert "Reciprocal Access Agreement (Japan and Philippines)" in text


def test_when_only_a_month_is_known_then_no_day_is_claimed() -> None:
    text = choose(INSTRUMENTS, activity="balikatan-2014").words

    assert "Signed on 28 April 2014; in force only from June 2014" in text
    assert "from April 2026" in choose(INSTRUMENTS, activity="ms-27").sentence


def test_when_the_group_changes_then_the_first_activity_of_it_is_shown() -> None:
    shown = choose(which_instrument("ms-01"), group="balikatan")

    assert shown.settled["activity"] == "balikatan-2012"
    listed = on_offer(controls(INSTRUMENTS)[1], {"group": "balikatan"})
    assert all(key.startswith("balikatan-") for key in listed)


def test_when_sources_are_set_side_by_side_then_title_and_date_are_shown() -> None:
    text = words(str(source_cards("bworld-2025-08-12-raa", "mb-2025-09-10-eif").data))

    assert "12 August 2025 PHL-Japan RAA takes effect in September" in text
    assert "10 September 2025" in text
    with pytest.raises(EvidenceError):
        source_cards("no-such-source")
