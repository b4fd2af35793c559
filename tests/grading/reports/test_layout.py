"""Which column of a platform's file is an assignment's, and how many points it has."""

from __future__ import annotations

import pytest

from tests.grading.classroom import NAME
from trilateral.grading.errors import GradingError
from trilateral.grading.reports.filling import Filling
from trilateral.grading.reports.layout import layout, titles_of
from trilateral.grading.reports.table_file import number, parse

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,{}\n"


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ("03_coercion (17)", "03_coercion (17)"),
        ("Exercise 03 Coercion (17)", "Exercise 03 Coercion (17)"),
        ("Exercise 03: coercion (17)", "Exercise 03: coercion (17)"),
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
        ("03_coercion Final Score", None),
        ("03_coercion (Real),03_coercion (Percentage)", "03_coercion (Real)"),
        ("03_coercion (Real),03_coercion (Feedback)", "03_coercion (Real)"),
        ("03_coercion [Total Pts: 26 Score] |5,03_coercion [Total Pts: 26 Letter] |6", "|5"),
    ],
)
def test_when_an_export_names_an_assignment_then_its_column_is_used_unless_unclear(
    titles: str, title: str | None
) -> None:
    cells = parse(("\ufeff" + HEADER.format(titles)).encode(), "like.csv").cells
    places = layout("like.csv", cells, [NAME], {})
    if title is None:
        assert not places.marks
        assert f"{NAME}: like.csv has" in places.unclear[0]
    else:
        assert cells[0][places.marks[NAME]].endswith(title)


def test_when_a_column_is_given_then_it_is_used_and_a_strange_one_is_refused() -> None:
    cells = parse(HEADER.format("Other (17)").encode(), "like.csv").cells
    assert layout("like.csv", cells, [NAME], {NAME: "Other (17)"}).marks == {NAME: 5}
    with pytest.raises(GradingError, match=r"no column 'Another'. It has: Student, ID, "):
        layout("like.csv", cells, [NAME], {NAME: "Another"})


def test_when_a_column_is_given_badly_then_it_says_how() -> None:
    assert titles_of([f"{NAME}=Coercion (1)"]) == {NAME: "Coercion (1)"}
    with pytest.raises(GradingError, match="Write it as"):
        titles_of(["Coercion"])


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Maximum grade,9.00", 0),
        ('Maximum grade,"9,00"', 0),
        ("Maximum grade,30.00", 1),
        ("Scale,Not yet", 0),
        ("Maximum grade,1e999", 0),
    ],
)
def test_when_the_list_is_a_worksheet_then_its_maximum_is_compared(column: str, said: int) -> None:
    head, _, cell = column.partition(",")
    text = f"Identifier,Full name,Status,Grade,{head}\nParticipant 4711,Ada Lovelace,,,{cell}\n"
    file = parse(text.encode(), "x")
    places = layout("x", file.cells, [NAME], {})
    assert places.marks == {NAME: 3}
    assert len(list(Filling(file, (), places).notices({NAME: 9.0}))) == said


@pytest.mark.parametrize(
    ("text", "value"),
    [("18", 18.0), ("18,5", 18.5), ("85%", 85.0), ("EX", None), ("nan", None), ("1e999", None)],
)
def test_when_a_cell_holds_a_number_then_it_is_read(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("content", ["é,1".encode("latin-1"), "Student,ID".encode("utf-16-le")])
def test_when_a_file_has_unknown_letters_then_it_says_what_to_do(content: bytes) -> None:
    with pytest.raises(GradingError, match="Export it again as CSV"):
        parse(content, "like.csv")
