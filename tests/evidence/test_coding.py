"""How incidents are counted: each tactic in one family, each family by one rule."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from trilateral import evidence, paths
from trilateral.errors import EvidenceError
from trilateral.evidence import Evidence, coding

ROOT = Path(__file__).parents[2]


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


def test_when_a_tactic_is_in_no_family_then_it_is_an_error_and_not_contact() -> None:
    row = pd.DataFrame(
        {"tactics": [("drone",)], "date": [pd.Timestamp("2024-02-29")], "confidence": ["low"]}
    )
    with pytest.raises(EvidenceError, match="'drone' does not belong to any family"):
        coding.coded(row)


def with_drone(data: Path) -> None:
    """Give the vocabulary a tactic that no family holds, and an incident that tactic."""
    package = data / "datapackage.json"
    text = package.read_text("utf-8")
    known = re.search(r'\{\s*"value": "water_cannon",', text)
    assert known
    word = '{"value": "drone", "label": "a drone"}, '
    package.write_text(text[: known.start()] + word + text[known.start() :], "utf-8")
    table = data / "incidents.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if ",shadowing," in line)
    lines[at] = lines[at].replace(",shadowing,", ",shadowing;drone,")
    table.write_text("".join(lines), "utf-8")


def test_when_a_word_gets_no_family_then_the_table_says_where_and_what_to_do(data: Path) -> None:
    with_drone(data)
    problem = Evidence(data).check()[0]
    assert (problem.file, problem.column) == ("data/incidents.csv", "tactics")
    assert "the tactic drone does not belong to any family" in str(problem)
    assert "evidence/coding.py" in str(problem)
    with pytest.raises(EvidenceError, match="drone does not belong to any family"):
        Evidence(data).load("incidents")


def test_when_a_word_gets_no_family_then_tidy_stops_and_says_so(data: Path) -> None:
    with_drone(data)
    course = data.parent
    for part in ("notebooks", "src"):
        (course / part).symlink_to(ROOT / part)
    verb = ["tidy", "--check", "--no-execute", "notebooks/03_coercion.ipynb"]
    tidied = subprocess.run(
        [sys.executable, "-c", "from trilateral.cli import app; app()", *verb],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(course / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tidied.returncode == 1
    assert "data/incidents.csv" in tidied.stderr
    assert "the tactic drone does not belong to any family" in tidied.stderr


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
