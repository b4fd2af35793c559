"""Files that Canvas and Moodle import, and what they must never hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.grading.classroom import ADA, BO, CLASS, NAME, course, graded
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook_entries import Entry, Held
from trilateral.grading.lms import Marks, Platform, Sheet, safe, sheet
from trilateral.grading.lms_columns import given as titles_given
from trilateral.grading.lms_columns import titles_like
from trilateral.grading.roster import Learner, Roster, write_roster

GOLDEN = Path(__file__).parent / "golden"
CY = Learner("cy", "=cmd|' /C calc'!A0", 'O"Neil, Jr', "cy@school.example", "cy", "0014", "103")
DEE = Learner("dee", "Dee", "@Sum", "dee@school.example", "dee", "0015", "104")
TITLE = {NAME: "Coercion (4711)"}


def entry(learner: str, *points: float | None, penalty: float = 0.0) -> Entry:
    names = ("one", "two", "why")
    held = zip(names, points, (2, 3, 4), strict=True)
    return Entry(
        learner,
        NAME,
        tuple(Held(task, got, of, waiting=got is None) for task, got, of in held),
        penalty,
    )


CLASSMATES = Roster([ADA, BO, CY, DEE])
ENTRIES = (entry("ada", 2, 1.5, 4), entry("bo", 2, 3, None), entry("cy", 0, 0, 0, penalty=1))
"""Ada is done, Bo waits for a mark, Cy earned nothing, Dee handed nothing in."""


def made(platform: Platform, roster: Roster = CLASSMATES, **more: object) -> Sheet:
    titles = more.pop("titles", TITLE if platform == "canvas" else {NAME: "Coercion"})
    return sheet(platform, Marks(roster, ENTRIES, titles, **more))  # type: ignore[arg-type]  # a table of fields


@pytest.mark.parametrize("platform", ["canvas", "moodle", "csv"])
def test_when_marks_are_exported_then_the_file_is_as_agreed(platform: Platform) -> None:
    golden = (GOLDEN / f"{platform}.csv").read_bytes().decode()
    assert made(platform).text == golden


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_when_a_file_could_not_be_read_then_its_zero_is_named() -> None:
    unread = {("cy", NAME): "The file is empty.", ("eve", NAME): "Not in the gradebook."}
    (told,) = set(made("canvas", unread=unread).problems) - set(made("canvas").problems)
    assert told == f"cy: {NAME} could not be read, so 0.00 is written. The file is empty."


@pytest.mark.parametrize("platform", ["canvas", "moodle"])
def test_when_a_mark_is_missing_then_the_cell_is_empty_and_zero_is_zero(platform: Platform) -> None:
    table = rows(made(platform).text)
    place = 5
    marks = {row[0]: row[place] for row in table if row[0] in ("ada", "bo", "cy", "dee")} or {
        row[1]: row[place] for row in table[2:]
    }
    assert list(marks.values()) == ["7.50", "", "0.00", ""]


def test_when_the_points_so_far_are_asked_for_then_they_are_given_and_named() -> None:
    made_so = made("canvas", partial=True)
    assert rows(made_so.text)[3][5] == "5.00"
    assert "points so far" in made_so.problems[0]


@given(st.text(max_size=30))
def test_when_a_name_could_be_a_formula_then_it_is_none(name: str) -> None:
    assert not safe(name).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(max_size=20), st.text(max_size=20))
def test_when_names_are_odd_then_the_table_keeps_its_form(first: str, last: str) -> None:
    roster = Roster([Learner("ada", first, last, username="ada", canvas_id="1")])
    for platform, width in (("canvas", 6), ("moodle", 7), ("csv", 9)):
        table = rows(made(platform, roster).text)  # type: ignore[arg-type]  # a table of platforms
        assert {len(row) for row in table} == {width}


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Coercion", "makes a new assignment"),
        ("Current Score (12)", "drops a column"),
        ("Final Grade of us (12)", "drops a column"),
    ],
)
def test_when_canvas_would_misread_a_title_then_it_is_said(title: str, said: str) -> None:
    assert said in " ".join(made("canvas", titles={NAME: title}).problems)


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        (Roster([ADA, BO]), "cy: is not in the roster"),
        (Roster([Learner("ada", "Ada", "L"), BO, CY]), "ada: the roster has not"),
        (Roster([ADA, Learner("bo", canvas_id="101"), CY]), "shares 101"),
        (Roster([ADA, BO, Learner("cy", sis_login_id="=1+1")]), "looks like a formula"),
    ],
)
def test_when_a_learner_cannot_be_told_then_they_are_left_out_and_named(
    roster: Roster, said: str
) -> None:
    result = made("canvas", roster)
    assert said in " ".join(result.problems)
    assert len(rows(result.text)) < 2 + len(CLASSMATES.learners)


def test_when_moodle_lacks_an_identifier_for_some_then_it_is_said() -> None:
    roster = Roster([ADA, BO, Learner("cy", email="cy@school.example")])
    assert "username: 1 have none" in " ".join(made("moodle", roster).problems)


HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,{}\n"


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        ("03_coercion (17)", "03_coercion (17)"),
        ("Exercise 03 Coercion (17)", "Exercise 03 Coercion (17)"),
        ("03 coercion (17),03 coercion retake (18)", "03 coercion (17)"),
        ("A 03 coercion (17),B 03 coercion (18)", None),
        ("Other (17)", None),
    ],
)
def test_when_an_export_names_an_assignment_then_its_title_is_used_unless_unclear(
    tmp_path: Path, titles: str, found: str | None
) -> None:
    file = tmp_path / "like.csv"
    file.write_text("\ufeff" + HEADER.format(titles), encoding="utf-8")
    assert titles_like(file, [NAME]).get(NAME) == found


def test_when_a_column_is_given_badly_then_it_says_how() -> None:
    assert titles_given([f"{NAME}=Coercion (1)"]) == {NAME: "Coercion (1)"}
    with pytest.raises(GradingError, match="Write it as"):
        titles_given(["Coercion"])


def _class(folder: Path) -> list[str]:
    course(folder)
    (folder / "graded").mkdir()
    text = json.dumps(graded("ada").plain()) + "\n" + json.dumps(graded("bo", None).plain()) + "\n"
    (folder / "graded" / "journal.jsonl").write_text(text, encoding="utf-8")
    write_roster(
        Roster([Learner("ada", "Ada", "Lovelace"), *CLASS.learners[1:]]), folder / "roster.csv"
    )
    like = folder / "canvas-export.csv"
    line = '"Lovelace, Ada",101,s1,lovelace,A,\n'
    like.write_text(HEADER.format("03_coercion (17)") + line, encoding="utf-8")
    return ["export", str(folder), "--lms", "canvas", "--like", str(like)]


def test_when_it_is_a_dry_run_then_nothing_is_written_and_what_is_wrong_is_said(
    tmp_path: Path,
) -> None:
    done = CliRunner().invoke(app, [*_class(tmp_path), "--dry-run"])
    assert done.exit_code == 1
    assert "bo: 03_coercion waits for a mark of one, why; left empty." in done.output
    assert not list(tmp_path.glob("marks-*"))


def test_when_marks_are_exported_then_canvas_knows_everybody(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*_class(tmp_path), "--partial", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["marks"] == 2
    table = rows((tmp_path / "marks-canvas.csv").read_text(encoding="utf-8"))
    assert table[0][5] == "03_coercion (17)"
    assert table[2] == ["Lovelace, Ada", "101", "s1", "lovelace", "A", "5.00"]


def test_when_learners_go_by_canvas_number_and_there_is_no_roster_then_they_are_found(
    tmp_path: Path,
) -> None:
    words = _class(tmp_path)
    (tmp_path / "roster.csv").unlink()
    text = json.dumps(graded("101").plain()) + "\n"
    (tmp_path / "graded" / "journal.jsonl").write_text(text, encoding="utf-8")
    CliRunner().invoke(app, [*words, "--partial"])
    table = rows((tmp_path / "marks-canvas.csv").read_text(encoding="utf-8"))
    assert table[2] == ["Lovelace, Ada", "101", "s1", "lovelace", "A", "5.00"]


def test_when_an_assignment_is_unknown_then_the_use_is_wrong(tmp_path: Path) -> None:
    words = [*_class(tmp_path), "--assignment", "nothing"]
    assert CliRunner().invoke(app, words).exit_code == 2
