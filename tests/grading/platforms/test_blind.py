"""Blind marking: people by number for one assignment, and the class's list as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import CLASS, course, graded, journal, written, zipped
from tests.grading.platforms.shapes import MOODLE, collected
from trilateral.cli import app
from trilateral.grading.book.sync import class_work
from trilateral.grading.people.roster import hidden, read_roster, unnamed, write_roster

if TYPE_CHECKING:
    from pathlib import Path

ZIP, WORKSHEET = MOODLE / "moodle51-blind.zip", MOODLE / "moodle51-blind-worksheet.csv"
NUMBERS = {"28", "29", "30", "32", "34", "36", "37", "39"}


@pytest.mark.parametrize("listed", [True, False])
def test_when_marking_is_blind_then_eight_of_eight_are_collected_by_number(
    tmp_path: Path,
    listed: bool,  # noqa: FBT001 -- a list or none
) -> None:
    report = collected(ZIP, tmp_path, WORKSHEET if listed else None)
    assert {one.receipt.learner for one in report.arrivals} == {f"Participant_{n}" for n in NUMBERS}
    assert not report.unmatched
    absent = {one.participant for one in report.absent["01_summit"]}
    assert absent == ({"27", "31", "33", "35", "38"} if listed else set())


def test_when_marking_is_blind_then_the_classs_own_list_stays(tmp_path: Path) -> None:
    write_roster(CLASS, tmp_path / "roster.csv")
    before = (tmp_path / "roster.csv").read_bytes()
    words = ["collect", str(ZIP), "--to", str(tmp_path / "submitted")]
    for more in ([], ["--roster", str(WORKSHEET)]):
        done = CliRunner().invoke(app, [*words, *more, "--json"])
        told = json.loads(done.stdout)
        assert done.exit_code == 0, done.output
        assert len(told["collected"]) == 8
        assert told["absent"] == {"01_summit": told["absent"]["01_summit"] if more else []}
        assert (tmp_path / "roster.csv").read_bytes() == before


def test_when_another_course_has_that_number_then_it_belongs_to_nobody(tmp_path: Path) -> None:
    source = zipped(
        tmp_path / "a.zip", {"Participant_4_assignsubmission_file/03_coercion.ipynb": written(1)}
    )
    report = collected(source, tmp_path / "to", MOODLE / "moodle51-worksheet.csv")
    assert [one.receipt.learner for one in report.arrivals] == ["Participant_4"]


def test_when_canvas_hides_names_then_its_word_is_the_learner(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"LATE_anon_Xy12z_55_03_coercion.ipynb": written(1)})
    report = collected(source, tmp_path / "to", CLASS)
    assert [(one.receipt.learner, one.receipt.late) for one in report.arrivals] == [
        ("anon_Xy12z", True)
    ]
    assert unnamed("anon_Xy12z")


def test_when_a_list_is_blind_then_it_is_known_as_such() -> None:
    people = read_roster(WORKSHEET)
    assert people.is_blind
    assert all(unnamed(one.id) == one for one in people.learners)


def test_when_blind_work_is_graded_then_it_is_in_the_class_beside_the_named(
    tmp_path: Path,
) -> None:
    place = course(tmp_path)
    journal(place, graded("ada"), graded("Participant_39"), graded("anon_Xy12z"))
    for roster in (False, True):
        if roster:
            write_roster(CLASS, place / "roster.csv")
        work = class_work(place, place, "export")
        assert {one.learner for one in work.entries} == {"ada", "Participant_39", "anon_Xy12z"}
        assert work.roster.by_id["Participant_39"] == hidden("39")
        assert ("bo" in work.roster.by_id) == roster
    side = class_work(place, place, "export", WORKSHEET)
    assert side.rows["Participant_39"] == 8
    assert not side.strangers
