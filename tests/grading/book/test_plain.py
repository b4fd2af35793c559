"""What a learner is called never runs in the instructor's browser, and stays what it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.small_course import submission, submit
from trilateral.cli import app
from trilateral.grading.book.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

LESS = "\N{FULLWIDTH LESS-THAN SIGN}"
AND = "\N{FULLWIDTH AMPERSAND}"
SCRIPT = "<script>ran=1</script>"
PICTURE = "<img src=x onerror=ran=1>"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("O'Brien", "O'Brien"),
        ("Ana <3", "Ana <3"),
        ("a < b > c", "a < b > c"),
        ("AT&T & Söhne", "AT&T & Söhne"),
        ('Ann "Annie"', 'Ann "Annie"'),
        ("Bô Nguyễn", "Bô Nguyễn"),
        (SCRIPT, f"{LESS}script>ran=1{LESS}/script>"),
        ("<!--", f"{LESS}!--"),
        ("<?x", f"{LESS}?x"),
        ("&lt;b&gt;", f"{AND}lt;b{AND}gt;"),
        ("&#60;b", f"{AND}#60;b"),
        ("Ann\x1b[2K\n\u202e", "Ann\\x1b[2K\\n\\u202e"),
        ("<" * 300, "<" * 199 + "…"),
    ],
)
def test_when_a_name_is_shown_in_html_then_only_what_makes_html_is_replaced(
    name: str, kept: str
) -> None:
    assert plain(name) == kept
    assert plain(kept) == kept


def people(place: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(place / "gradebook.db")) as database:
        return database.execute(
            "SELECT id, first_name, last_name, email FROM student ORDER BY id"
        ).fetchall()


def test_when_names_and_ids_are_html_then_the_gradebook_has_none_old_rows_included(
    tmp_path: Path,
) -> None:
    place = small_course.write_course(tmp_path)
    roster = place / "roster.csv"
    roster.write_text(
        f"id,first_name,last_name,email\nann,{SCRIPT},O'Brien <3,{PICTURE}@x.org\nbob,Bob,Ray,b@x\n"
    )
    for learner in ("ann", "bob", PICTURE):
        submit(place / "submitted", learner, submission())
    grade = ["grade", str(place / "submitted"), "--workers", "1"]
    told = CliRunner().invoke(app, grade)
    assert told.exit_code == 1  # a folder is skipped
    assert f"{PICTURE}/ps: not an assignment" in told.stdout
    ann = (
        "ann",
        f"{LESS}script>ran=1{LESS}/script>",
        "O'Brien <3",
        f"{LESS}img src=x onerror=ran=1>@x.org",
    )
    assert people(place) == [ann, ("bob", "Bob", "Ray", "b@x")]
    with closing(sqlite3.connect(place / "gradebook.db")) as database:
        database.execute(
            "UPDATE student SET first_name = ?, lms_user_id = ? WHERE id = 'ann'", (SCRIPT, SCRIPT)
        )
        for table, column in (("student", "id"), ("submitted_assignment", "student_id")):
            database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = 'bob'", (PICTURE,))  # noqa: S608
        database.commit()
    assert CliRunner().invoke(app, ["feedback", str(place)]).exit_code == 0
    assert ann in people(place)
    with closing(sqlite3.connect(place / "gradebook.db")) as database:
        assert "<" not in "".join(database.iterdump()).replace("<3", "")
        marks = database.execute(
            "SELECT count(*) FROM submitted_assignment JOIN student"
            " ON student.id = submitted_assignment.student_id"
        ).fetchall()
    assert marks == [(2,)]
