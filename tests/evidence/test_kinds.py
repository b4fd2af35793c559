"""Mistakes of the kinds that the look-ups found, where a rule can see them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import pytest

from trilateral.evidence import Evidence

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    name: str
    table: str
    row: str
    cells: dict[str, str]
    column: str
    rule: str


CASES = [
    Case(
        "event-after-all-its-sources",
        "diplomatic_events", "de27", {"date": "2031"},
        "date", "all its sources are older",
    ),
    Case(
        "incident-after-all-its-sources",
        "incidents", "inc-2025-08-11-scarborough",
        {"source_ids": "mb-20250622-bfar"},
        "date", "all its sources are older",
    ),
    Case(
        "step-after-all-its-sources",
        "summit_commitments", "sc02",
        {"source_ids": "mb-2025-06-04-pcg"},
        "follow_through_date", "all its sources are older",
    ),
    Case(
        "weekly-count-of-one-day",
        "ccg_presence", "prs-2024-02-26-02-26-scarborough-shoal-ccg-ships",
        {"note": "Philippine Navy/AFP count; weekly snapshot"},
        "note", "a count of one day is called weekly",
    ),
    Case(
        "tactic-that-no-account-has",
        "incidents", "inc-2023-08-05-second-thomas", {"tactics": "water_cannon;blocking;flares"},
        "tactics", "neither account nor note mentions flares",
    ),
    Case(
        "contact-that-the-note-denies",
        "incidents", "inc-2025-04-07-zambales", {"tactics": "collision;close_manoeuvre"},
        "tactics", "the row says that there was no contact",
    ),
    Case(
        "injured-though-nobody-was-hurt",
        "incidents", "inc-2023-10-22-second-thomas", {"ph_injured": "2"},
        "ph_injured", "the note says that nobody was hurt",
    ),
    Case(
        "zero-where-none-were-reported",
        "incidents", "inc-2025-02-18-scarborough", {"ph_injured": "0"},
        "ph_injured", "only that no injuries were reported",
    ),
    Case(
        "hull-left-out",
        "incidents", "inc-2024-08-19-sabina", {"prc_units": "CCG 3104"},
        "prc_units", "the account names 21551",
    ),
    Case(
        "agency-left-out",
        "incidents", "inc-2024-12-04-sabina", {"prc_agency": "ccg"},
        "prc_agency", "a unit of plan",
    ),
    Case(
        "denial-of-nothing",
        "incidents", "inc-2025-09-16-scarborough", {"prc_account": ""},
        "prc_account", "the other account denies something",
    ),
    Case(
        "delivered-on-no-day",
        "summit_commitments", "sc03", {"follow_through_date": ""},
        "follow_through_date", "delivered, and no day is given",
    ),
    Case(
        "status-that-has-moved-on",
        "summit_commitments", "sc26", {"follow_through_date": "2025-02-07"},
        "follow_through_date", "the note has a later step, May 2026",
    ),
    Case(
        "look-up-of-no-row",
        "lookups", "sc01", {"row": "sc99"},
        "row", "no row of summit_commitments has this id",
    ),
    Case(
        "corrected-of-no-kind",
        "lookups", "sc01", {"kinds": ""},
        "kinds", "a row has kinds of mistake when it was corrected",
    ),
]  # fmt: skip


def change(path: Path, key: str, cells: dict[str, str]) -> int:
    """Write `cells` into the row called `key` and return the line it is on."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    name = "row" if "row" in rows[0] else "id"
    number = next(number for number, row in enumerate(rows) if row[name] == key)
    rows[number] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return number + 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_when_a_row_says_something_against_itself_then_the_check_tells(
    data: Path, case: Case
) -> None:
    line = change(data / f"{case.table}.csv", case.row, case.cells)

    found = [
        problem
        for problem in Evidence(data).check()
        if problem.column == case.column and case.rule in problem.rule
    ]

    assert [problem.row for problem in found] == [line]
    assert all(problem.remedy for problem in found)


@pytest.mark.parametrize(
    "cells",
    [
        {"follow_through_note": "No second summit appears in any source up to June 2027."},
        {"follow_through_note": "Met on 12 May 2026.", "follow_through_date": "2026-05"},
        {"follow_through": "delivered", "follow_through_note": "Met again in June 2026."},
    ],
    ids=["the-end-of-a-search", "the-month-of-the-step", "steps-after-delivery"],
)
def test_when_a_note_has_no_later_step_then_the_check_is_silent(
    data: Path, cells: dict[str, str]
) -> None:
    change(data / "summit_commitments.csv", "sc26", cells)

    assert Evidence(data).check() == []
