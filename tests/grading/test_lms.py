"""Files that Canvas and Moodle import, and what they must never hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grading.classroom import ADA, BO, NAME
from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook_entries import Entry, Held
from trilateral.grading.lms import Marks, Platform, Sheet, safe, sheet
from trilateral.grading.lms_columns import given as titles_given
from trilateral.grading.lms_columns import titles_like, unlike
from trilateral.grading.roster import Learner, Roster, read_roster
from trilateral.grading.told import lines

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
        ("Exercise 3 (17)", None),
        ("EX 03 (17)", None),
        ("Exercise 13 (5)", None),
        ("Exercise 103 coercion (5)", None),
        ("03 coercionary (5)", None),
        ("Quiz 03 coercion (9)", None),
        ("Quiz 03 coercion (9),Exercise 03 coercion (10)", "Exercise 03 coercion (10)"),
        ("03_coercion,03_coercion", None),
    ],
)
def test_when_an_export_names_an_assignment_then_its_title_is_used_unless_unclear(
    tmp_path: Path, titles: str, found: str | None
) -> None:
    file = tmp_path / "like.csv"
    file.write_text("\ufeff" + HEADER.format(titles), encoding="utf-8")
    assert titles_like(file, [NAME]).get(NAME) == found


@pytest.mark.parametrize(
    ("column", "possible", "said"),
    [
        ("Maximum grade,9.00", {NAME: 9.0}, 0),
        ('Maximum grade,"9,00"', {NAME: 9.0}, 0),
        ("Maximum grade,30.00", {NAME: 9.0}, 1),
        ("Scale,Not yet", {NAME: 9.0}, 0),
        ("Maximum grade,30.00", {NAME: 9.0, "04_capabilities": 27.0}, 0),  # it is not said whose
    ],
)
def test_when_the_list_is_a_worksheet_then_its_maximum_is_compared_and_no_title_asked(
    tmp_path: Path, column: str, possible: dict[str, float], said: int
) -> None:
    file = tmp_path / "worksheet.csv"
    head, _, cell = column.partition(",")
    text = f"Identifier,Full name,Status,Grade,{head}\nParticipant 4711,Ada Lovelace,,,{cell}\n"
    file.write_text(text, encoding="utf-8")
    assert len(list(unlike(file, titles_like(file, possible), possible))) == said
    file.write_text(text.partition("\n")[0], encoding="utf-8")
    assert not list(unlike(file, {}, possible))  # nobody in it


@pytest.mark.parametrize(
    ("encoding", "parted"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16", ",")]
)
def test_when_a_spreadsheet_saved_an_export_then_it_is_read(
    tmp_path: Path, encoding: str, parted: str
) -> None:
    file = tmp_path / "like.csv"
    text = HEADER.format("03_coercion (17)") + "Ada,1,,,A,\n"
    file.write_text(text.replace(",", parted), encoding=encoding)
    assert titles_like(file, [NAME]) == {NAME: "03_coercion (17)"}
    assert [one.canvas_id for one in read_roster(file).learners] == ["1"]


@pytest.mark.parametrize("content", ["é,1".encode("latin-1"), "Student,ID".encode("utf-16-le")])
def test_when_an_export_has_unknown_letters_then_it_says_what_to_do(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "like.csv"
    file.write_bytes(content)
    with pytest.raises(GradingError, match="Save it as CSV in UTF-8"):
        titles_like(file, [NAME])


def test_when_a_column_is_given_badly_then_it_says_how() -> None:
    assert titles_given([f"{NAME}=Coercion (1)"]) == {NAME: "Coercion (1)"}
    with pytest.raises(GradingError, match="Write it as"):
        titles_given(["Coercion"])


def test_when_many_wait_then_there_is_one_line_and_json_has_each() -> None:
    many = [entry(f"n{number:02}", 2, 3, None) for number in range(40)]
    found = sheet("csv", Marks(Roster(), many, {}))
    (line,) = lines(found.told)
    assert line.startswith("40 learners (n00, n01, n02 and 37 more): 03_coercion waits for")
    assert len(found.problems) == 40


def test_when_cells_are_empty_then_it_is_counted_why() -> None:
    found = made("csv")
    assert (found.marks, found.waiting, found.absent) == (2, 1, 1)
