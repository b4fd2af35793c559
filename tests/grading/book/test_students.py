"""People in formgrader: by their names, whole or in two, and never by a comma alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grading.classroom import course, graded, journal
from trilateral.grading.book.gradebook import opened
from trilateral.grading.book.sync import class_work
from trilateral.grading.people.roster import Learner, Roster, write_roster

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = {
    "in one": (
        Learner("ana", name="Ana María Santos-Reyes, Jr."),
        (None, "Ana María Santos-Reyes, Jr."),
    ),
    "in two": (Learner("ana", "Ana", "Reyes"), ("Ana", "Reyes")),
    "one name": (Learner("ana", "Binti"), ("Binti", None)),
    "no name": (Learner("ana"), (None, None)),
}


@pytest.mark.parametrize(("learner", "names"), PEOPLE.values(), ids=PEOPLE)
def test_when_a_learner_has_a_name_then_formgrader_has_it_and_nothing_else(
    tmp_path: Path, learner: Learner, names: tuple[str | None, str | None]
) -> None:
    place = journal(course(tmp_path), graded("ana"))
    write_roster(Roster([learner]), place / "roster.csv")
    class_work(place, place, "export")
    with opened(place, place) as book:
        student = book.nbgrader.find_student("ana")
        assert (student.first_name, student.last_name) == names
