"""How incidents are counted: each tactic in one family, each family by one rule."""

from __future__ import annotations

import csv
from collections import Counter

import pandas as pd
import pytest

from trilateral import evidence, paths
from trilateral.evidence import coding


def test_when_the_vocabulary_names_a_tactic_then_it_is_in_exactly_one_family() -> None:
    held = Counter(tactic for family in coding.FAMILIES.values() for tactic in family)
    assert set(held) == set(evidence.labels("incidents", "tactics"))
    assert set(held.values()) == {1}


def test_when_a_family_is_counted_then_a_reader_has_a_word_for_it() -> None:
    assert list(coding.LABELS) == list(coding.FAMILIES)
    assert len(set(coding.LABELS.values())) == len(coding.LABELS)


CASES = [
    # tactics, families held, strongest
    (("collision",), {"contact"}, "contact"),
    (("water_cannon", "collision"), {"contact", "water_cannon"}, "contact"),
    (("water_cannon", "shadowing"), {"water_cannon"}, "water_cannon"),
    (("blocking", "other"), {"obstruction"}, "obstruction"),
    (("ramming_alleged",), {"obstruction"}, "obstruction"),
    (("barrier", "laser"), {"obstruction", "devices"}, "obstruction"),
    (("flares",), {"devices"}, "devices"),
    (("boarding_seizure", "helicopter"), {"boarding", "helicopter"}, "boarding"),
    (("shadowing",), {"presence"}, "presence"),
    (("swarming", "shadowing", "other"), {"presence"}, "presence"),
    (("other",), {"presence"}, "presence"),
]


@pytest.mark.parametrize(("tactics", "families", "strongest"), CASES)
def test_when_tactics_are_coded_then_families_and_the_strongest_follow(
    tactics: tuple[str, ...], families: set[str], strongest: str
) -> None:
    row = pd.DataFrame(
        {"tactics": [tactics], "date": [pd.Timestamp("2024-02-29")], "confidence": ["low"]}
    )
    coded = coding.coded(row).iloc[0]
    assert {family for family in coding.FAMILIES if coded[family]} == families
    assert coded["strongest"] == strongest
    assert (coded["year"], coded["month"]) == (2024, pd.Timestamp("2024-02-01"))
    assert bool(coded["low"])


def test_when_the_record_is_coded_then_each_incident_has_a_family_and_stays_as_it_was() -> None:
    incidents = evidence.load("incidents")
    coded = coding.coded(incidents)
    assert coded[list(coding.FAMILIES)].any(axis="columns").all()
    pd.testing.assert_frame_equal(coded[incidents.columns], incidents)


def test_when_presence_is_counted_two_ways_then_both_agree() -> None:
    with (paths.data_dir() / "incidents.csv").open(encoding="utf-8", newline="") as file:
        plain = [set(row["tactics"].split(";")) for row in csv.DictReader(file)]
    active = set(evidence.labels("incidents", "tactics")) - {"shadowing", "swarming", "other"}
    by_hand = sum(not tactics & active for tactics in plain)
    assert coding.coded(evidence.load("incidents"))["presence"].sum() == by_hand
    assert evidence.quantity("incidents-presence-only").value == by_hand


def test_when_the_record_is_thin_then_its_rows_are_of_low_confidence() -> None:
    incidents = evidence.load("incidents")
    late = incidents[incidents["date"] > coding.DENSE_UNTIL]
    assert len(late)
    assert (late["confidence"] == "low").all()
