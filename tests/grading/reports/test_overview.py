"""One line for each learner: what an instructor sees of a class at a glance."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import CLASS, NAME, course, graded, journal
from trilateral.cli import app
from trilateral.grading.book.entries import Entry
from trilateral.grading.intake import receipts
from trilateral.grading.intake.receipts import Receipt, digest
from trilateral.grading.people.roster import Learner, Roster, write_roster
from trilateral.grading.reports.overview import is_late

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "04_power"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a class: Ada late and repaired, Bo with Ada's file, Cy with the bare exercise."""
    course(tmp_path, NAME, OTHER)
    people = [*CLASS.learners, Learner("cy"), Learner("dee"), Learner("eve")]
    write_roster(Roster(people), tmp_path / "roster.csv")
    bare = digest((tmp_path / "exercises" / NAME / f"{NAME}.ipynb").read_bytes())
    journal(
        tmp_path,
        graded("ada", repairs=("one: a check came back.",)),
        graded("bo", 0),
        graded("cy", sha256=bare),
        graded("dee", sha256=bare),
        replace(graded("ada", sha256="c" * 64), assignment=OTHER),
    )
    when = datetime(2026, 3, 1, tzinfo=UTC)
    place = tmp_path / "submitted" / "ada" / NAME
    place.mkdir(parents=True)
    receipts.write(Receipt("ada", NAME, "a" * 64, 9, "ada.ipynb", when, when, late=True), place)
    return tmp_path


def lines(folder: Path, *more: str) -> dict[str, dict[str, Any]]:
    done = CliRunner().invoke(app, ["overview", str(folder), "--json", *more])
    assert done.exit_code == 0, done.output
    return {one["learner"]: one for one in json.loads(done.stdout)}


def test_when_a_class_is_seen_at_a_glance_then_each_learner_has_one_line(folder: Path) -> None:
    told = lines(folder)
    assert list(told) == ["ada", "bo", "cy", "dee", "eve"]
    ada = told["ada"]
    assert (ada["handed"], ada["late"]) == ([NAME, OTHER], [NAME])
    assert (ada["points"], ada["possible"]) == (10, 18)
    assert ada["waiting"] == [f"{NAME} why", f"{OTHER} why"]
    assert ada["repaired"] == [f"{NAME}: one: a check came back."]
    assert ada["alike"] == [f"bo ({NAME})"]
    assert told["bo"]["alike"] == [f"ada ({NAME})"]
    assert not told["cy"]["alike"]  # the exercise as handed out is nobody's work
    assert not told["eve"]["handed"]


def test_when_one_assignment_is_asked_for_then_the_rest_is_left_out(folder: Path) -> None:
    told = lines(folder, "--assignment", OTHER)
    assert (told["ada"]["points"], told["ada"]["alike"], told["ada"]["late"]) == (5, [], [])
    assert not told["bo"]["handed"]
    done = CliRunner().invoke(app, ["overview", str(folder), "--assignment", "nothing"])
    assert done.exit_code == 2


def test_when_a_group_handed_in_one_file_then_nobody_copied(folder: Path) -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    for learner in ("ada", "bo"):
        place = folder / "submitted" / learner / NAME
        place.mkdir(parents=True, exist_ok=True)
        receipts.write(Receipt(learner, NAME, "a" * 64, 9, "team.ipynb", when), place)
    assert not lines(folder)["ada"]["alike"]


@pytest.mark.parametrize(
    ("timed", "late", "platform", "expected"),
    [
        (True, 60.0, None, True),
        (True, 0.0, True, False),  # more time was given
        (False, 0.0, True, True),
        (False, 0.0, None, False),
    ],
)
def test_when_a_due_date_is_known_then_it_says_who_was_late_and_else_the_platform(
    *, timed: bool, late: float, platform: bool | None, expected: bool
) -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    receipt = Receipt("ada", NAME, "a" * 64, 9, "x.ipynb", when, late=platform)
    assert is_late(receipt, Entry("ada", NAME, (), late=late, timed=timed)) == expected


def test_when_it_is_read_on_a_screen_then_it_is_a_table_with_a_sum(folder: Path) -> None:
    done = CliRunner().invoke(app, ["overview", str(folder), "--assignment", NAME])
    head, ada, *_ = done.stdout.splitlines()
    assert head.split("  ")[0] == "learner"
    assert ada.split() == ["ada", "1", "of", "1", "1", "5", "of", "9", "1", "1", "bo"]
    assert "5 learners: 1 without graded work, 1 late, 4 waiting" in done.stdout
