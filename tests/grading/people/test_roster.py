"""The class as platforms list it, and as it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import course, written, zipped
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.people.roster import read_roster

if TYPE_CHECKING:
    from pathlib import Path


ROSTERS = {
    "ours": "id,first_name,last_name\nada,Ada,Lovelace\n",
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (9)\n"
        '    Points Possible,,,,,10\n"Lovelace, Ada",101,s1,ada,A,\n'
    ),
    "moodle": "First name,Surname,ID number,Email address,Username\nAda,Lovelace,12,a@b.c,ada\n",
    "moodle's worksheet, with semicolons": (
        "Identifier;Full name;Username\nParticipant 4711;Ada Lovelace;ada\n"
    ),
}


@pytest.mark.parametrize("text", ROSTERS.values(), ids=ROSTERS)
def test_when_a_roster_comes_from_a_platform_then_it_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text("\ufeff" + text, encoding="utf-8")
    (ada,) = read_roster(path).learners
    assert (ada.id, ada.full_name) == ("ada", "Ada Lovelace")


@pytest.mark.parametrize("text", ["id\nada\nADA\n", "what\nx\n", ""])
def test_when_a_roster_is_useless_then_it_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GradingError, match=r"r\.csv"):
        read_roster(path)


def test_when_a_new_roster_comes_then_the_kept_one_follows(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": written(1)})
    roster, to = tmp_path / "class.csv", tmp_path / "work" / "submitted"
    words = ["collect", str(source), "--roster", str(roster), "--to", str(to)]
    kept, old = to.parent / "roster.csv", to.parent / "roster.old.csv"
    said = []
    for people in ("ada\nbo\n", "ada\nbo\ncy\n", "ada\nbo\ncy\n", "ada\ncy\n"):
        roster.write_text("id\n" + people, encoding="utf-8")
        said.append("is updated from" in CliRunner().invoke(app, words).output)
        assert [one.id for one in read_roster(kept).learners] == people.split()
        assert old.exists() == ("bo" not in people)
    assert said == [False, True, False, True]
    assert [one.id for one in read_roster(old).learners] == ["ada", "bo", "cy"]


def test_when_the_verb_prints_json_then_it_tells_of_the_roster(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": written(1)})
    roster, to = tmp_path / "class.csv", tmp_path / "work" / "submitted"
    words = ["collect", str(source), "--to", str(to), "--json"]
    kept, old = to.parent / "roster.csv", to.parent / "roster.old.csv"
    assert json.loads(CliRunner().invoke(app, words).stdout)["roster"] is None
    for people, changed, former in (
        ("ada\nbo\n", True, None),
        ("ada\nbo\n", False, None),
        ("ada\ncy\n", True, str(old)),
    ):
        roster.write_text("id\n" + people, encoding="utf-8")
        told = json.loads(CliRunner().invoke(app, [*words, "--roster", str(roster)]).stdout)
        assert told["roster"] == {"file": str(kept), "changed": changed, "former": former}


def test_when_canvas_lists_its_test_student_then_nobody_is_absent(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    test = '"Student, Test",55,,0a1b2c,A,\n'
    path.write_text(ROSTERS["canvas"] + test, encoding="utf-8")
    assert [one.id for one in read_roster(path).learners] == ["ada"]


def test_when_the_verb_collects_then_it_reports_and_keeps_the_roster(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": written(1)})
    roster = tmp_path / "class.csv"
    roster.write_text(ROSTERS["ours"], encoding="utf-8")
    to = course(tmp_path / "work") / "submitted"
    words = ["collect", str(source), "--roster", str(roster), "--to", str(to), "--json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["collected"][0]["fate"] == "new"
    assert (to.parent / "roster.csv").is_file()
    zipped(source, {"eve_03_coercion.ipynb": written(1)})
    assert CliRunner().invoke(app, ["collect", str(source), "--to", str(to)]).exit_code == 1
    assert CliRunner().invoke(app, [*words, "--assignment", "no"]).exit_code == 2


def test_when_a_quote_is_never_closed_then_its_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text('id,name\nada,Ada\nbo,"Bo\ncy,Cy\n', encoding="utf-8")
    with pytest.raises(GradingError, match=r"class\.csv, line 3: not well-formed CSV"):
        read_roster(path)
