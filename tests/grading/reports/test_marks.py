"""The class's marks as a plain table, and what it must never hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.grading.classroom import ADA, BO, NAME
from trilateral.grading.book.entries import Entry, Grade
from trilateral.grading.people.cells import safe
from trilateral.grading.people.roster import Learner, Roster
from trilateral.grading.reports.marks import MarkTable
from trilateral.grading.reports.notices import lines

GOLDEN = Path(__file__).parent / "golden"
CY = Learner("cy", "=cmd|' /C calc'!A0", 'O"Neil, Jr', "cy@school.example", "cy", "0014", "103")
DEE = Learner("dee", "Dee", "@Sum", "dee@school.example", "dee", "0015", "104")


def entry(learner: str, *points: float | None, penalty: float = 0.0) -> Entry:
    names = ("one", "two", "why")
    held = zip(names, points, (2, 3, 4), strict=True)
    return Entry(
        learner,
        NAME,
        tuple(Grade(task, got, of, waiting=got is None) for task, got, of in held),
        penalty,
    )


CLASSMATES = Roster([ADA, BO, CY, DEE])
ENTRIES = (entry("ada", 2, 1.5, 4), entry("bo", 2, 3, None), entry("cy", 0, 0, 0, penalty=1))
"""Ada is done, Bo waits for a mark, Cy earned nothing, Dee handed nothing in."""


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_when_marks_are_written_then_the_table_is_as_agreed() -> None:
    golden = (GOLDEN / "marks.csv").read_bytes().decode()
    assert MarkTable(CLASSMATES, ENTRIES).plain() == golden


def test_when_a_file_could_not_be_read_then_it_has_no_mark_and_is_named() -> None:
    unreadable = {("cy", NAME): "The file is empty.", ("eve", NAME): "Not in the gradebook."}
    marks = MarkTable(CLASSMATES, ENTRIES, unreadable=unreadable)
    told = set(marks.notices()) - set(MarkTable(CLASSMATES, ENTRIES).notices())
    assert [one.text for one in told] == [
        f"cy: {NAME} could not be read, so it has no mark. The file is empty."
    ]
    assert marks.score("cy", NAME) is None


def test_when_a_person_marked_what_could_not_be_read_then_that_mark_stands() -> None:
    held = (Grade("one", 2, 2, waiting=False, manual=True),)
    marks = MarkTable(CLASSMATES, [Entry("cy", NAME, held)], unreadable={("cy", NAME): "Empty."})
    assert marks.score("cy", NAME) == 2.0


def test_when_a_mark_is_missing_then_the_cell_is_empty_and_zero_is_zero() -> None:
    marks = MarkTable(CLASSMATES, ENTRIES)
    assert [marks.score(one.id, NAME) for one in CLASSMATES.learners] == [7.5, None, 0.0, None]


def test_when_the_points_so_far_are_asked_for_then_they_are_given_and_named() -> None:
    marks = MarkTable(CLASSMATES, ENTRIES, partial=True)
    assert marks.score("bo", NAME) == 5.0
    assert "points so far" in marks.notices()[0].text


@given(st.text(max_size=30))
def test_when_a_name_could_be_a_formula_then_it_is_none(name: str) -> None:
    assert not safe(name).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(max_size=20), st.text(max_size=20))
def test_when_names_are_odd_then_the_table_keeps_its_form(first: str, last: str) -> None:
    roster = Roster([Learner("ada", first, last, username="ada", canvas_id="1")])
    table = rows(MarkTable(roster, ENTRIES).plain())
    assert {len(row) for row in table} == {9}


def test_when_many_wait_then_there_is_one_line_and_json_has_each() -> None:
    many = [entry(f"n{number:02}", 2, 3, None) for number in range(40)]
    notices = MarkTable(Roster(), many).notices()
    (line,) = lines(notices)
    assert line.startswith("40 learners (n00, n01, n02 and 37 more): 03_coercion waits for")
    assert len(notices) == 40
