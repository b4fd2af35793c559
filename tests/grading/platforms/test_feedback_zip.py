"""Feedback in the zip that Moodle and Canvas take back."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, graded, journal
from trilateral.cli import app
from trilateral.grading.intake import receipts
from trilateral.grading.intake.receipts import Receipt
from trilateral.grading.people.roster import Learner, Roster, read_roster, write_roster

HERE = Path(__file__).parent
OTHER = "01_summit"
TAKEN = zipfile.ZipFile(HERE / "moodle/moodle51-feedback.zip").namelist()
"""What the real Moodle attached, 12 of 12."""


def hand_in(folder: Path, learner: str, source: str, name: str = NAME) -> None:
    place = folder / "submitted" / learner / name
    place.mkdir(parents=True)
    (place / f"{name}.ipynb").write_bytes(b"{}")
    when = datetime(2026, 3, 1, tzinfo=UTC)
    receipts.write(Receipt(learner, name, "b" * 64, 2, source, when), place)


def made(folder: Path, platform: str, *more: str) -> tuple[zipfile.ZipFile, str]:
    done = CliRunner().invoke(app, ["feedback", str(folder), "--zip", platform, *more])
    assert done.exit_code in (0, 1), done.output
    return zipfile.ZipFile(folder / f"feedback-{NAME}-{platform}.zip"), done.stdout


def test_when_moodle_gets_its_zip_then_each_page_is_where_the_real_one_looked_for_it(
    tmp_path: Path,
) -> None:
    course(tmp_path)
    roster = read_roster(HERE / "moodle/moodle51-worksheet.csv")
    people = {one.participant: one for one in roster.learners}
    write_roster(roster, tmp_path / "roster.csv")
    whose = {people[name.rsplit("_", 2)[0].rsplit("_", 1)[1]].id: name for name in TAKEN}
    for learner, name in whose.items():
        folder = name.partition("/")[0]
        hand_in(tmp_path, learner, f"{folder}/work/03_coercion.ipynb")
    journal(tmp_path, *map(graded, whose))
    archive, said = made(tmp_path, "moodle")
    assert sorted(archive.namelist()) == sorted(TAKEN)
    assert "12 pages in" in said
    for learner, name in whose.items():
        text = archive.read(name).decode()
        mine = next(one for one in people.values() if one.id == learner)
        assert "5 of 9 points" in text
        assert mine.email not in text
        assert "default-src 'none'" in text


@pytest.mark.parametrize("flat", [True, False])
def test_when_several_assignments_are_graded_then_no_page_shows_another(
    tmp_path: Path, *, flat: bool
) -> None:
    course(tmp_path, NAME, OTHER)
    sign = "_" if flat else "/"
    for name, number in ((NAME, 4), (OTHER, 9)):
        hand_in(tmp_path, "ada", f"Ada L_{number}_assignsubmission_file{sign}x.ipynb", name)
    journal(tmp_path, graded("ada"), replace(graded("ada"), assignment=OTHER))
    archive, _ = made(tmp_path, "moodle")
    (name,) = archive.namelist()
    assert name == "Ada L_4_assignsubmission_file/feedback.html"
    assert OTHER not in archive.read(name).decode()
    other = zipfile.ZipFile(tmp_path / f"feedback-{OTHER}-moodle.zip")
    assert other.namelist() == ["Ada L_9_assignsubmission_file/feedback.html"]
    assert NAME not in other.read(other.namelist()[0]).decode()


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("Team Alpha, 1_1_assignsubmission_file/x.ipynb", "is another name, such as a group's"),
        ("ada_03_coercion.ipynb", "Moodle did not put this person's number in the file's name"),
    ],
)
def test_when_the_number_may_be_a_groups_then_no_person_gets_the_page(
    tmp_path: Path, source: str, why: str
) -> None:
    course(tmp_path)
    write_roster(Roster([Learner("ada", "Ada", "Lovelace")]), tmp_path / "roster.csv")
    hand_in(tmp_path, "ada", source)
    journal(tmp_path, graded("ada"))
    archive, said = made(tmp_path, "moodle")
    assert archive.namelist() == []
    assert why in said


def test_when_a_group_is_credited_then_none_of_them_is_taken_for_its_number(tmp_path: Path) -> None:
    course(tmp_path)
    for learner in ("ada", "bo"):
        hand_in(tmp_path, learner, "Team_1_assignsubmission_file/x.ipynb")
    journal(tmp_path, graded("ada"), graded("bo"))
    archive, said = made(tmp_path, "moodle")
    assert archive.namelist() == []
    assert "2 learners (ada, bo): not in the zip: it came from a group" in said


def test_when_marking_is_blind_then_the_participants_number_is_enough(tmp_path: Path) -> None:
    course(tmp_path)
    hand_in(tmp_path, "Participant_39", "Participant_39_assignsubmission_file/x.ipynb")
    journal(tmp_path, graded("Participant_39"))
    archive, _ = made(tmp_path, "moodle")
    assert archive.namelist() == ["Participant_39_assignsubmission_file/feedback.html"]


def test_when_canvas_gets_its_zip_then_each_page_is_a_notebook_called_as_the_work_was(
    tmp_path: Path,
) -> None:
    course(tmp_path)
    names = {
        "702": "oneilsiobhán_702_88002_03_coercion.ipynb",
        "709": "smithalexjr_LATE_709_88009_03_coercion.ipynb",
        "anon_x1": "anon_x1_88010_03_coercion.ipynb",
    }
    for learner, name in names.items():
        hand_in(tmp_path, learner, f"download/{name}")
    evil = "<script>alert(1)</script>\n\n\n<img src=x>"
    journal(tmp_path, *(graded(one, incidents=(evil,)) for one in names))
    archive, _ = made(tmp_path, "canvas", "--assignment", NAME)
    assert archive.namelist() == sorted(names.values(), key=list(names.values()).index)
    for name in names.values():
        notebook = nbformat.reads(archive.read(name).decode(), as_version=4)
        nbformat.validate(notebook)
        (cell,) = notebook.cells
        assert "5 of 9 points" in cell.source
        assert "\n\n" not in cell.source
        assert "<script" not in cell.source
    assert json.loads(archive.read(names["702"]))["nbformat"] == 4
