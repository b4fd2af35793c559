"""More time for one learner: nbgrader's late policy counts from the later due date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.grading.classroom import CLASS, NAME, course, graded, journal
from trilateral.grading.book.extensions import extensions
from trilateral.grading.book.gradebook import opened
from trilateral.grading.book.sync import class_work
from trilateral.grading.errors import GradingError
from trilateral.grading.people.roster import write_roster

if TYPE_CHECKING:
    from pathlib import Path


def class_with_late_work(place: Path) -> None:
    """Write a class of two who handed in a day after the due date, which takes all points off."""
    journal(course(place), graded("ada"), graded("bo"))
    write_roster(CLASS, place / "roster.csv")
    for learner in ("ada", "bo"):
        folder = place / "submitted" / learner / NAME
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    class_work(place, place, "export")
    settings = place / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with opened(place, place) as book:
        book.nbgrader.find_assignment(NAME).duedate = datetime(2026, 3, 1, 10)  # noqa: DTZ001
        book.nbgrader.db.commit()


def late(place: Path) -> dict[str, tuple[float, float]]:
    """Return how late each is, in hours, and the points left."""
    work = class_work(place, place, "export")
    return {one.learner: (one.late / 3600, one.points) for one in work.entries}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (f"ada,{NAME},1,", (0, 5)),
        ("Ada Lovelace,,,24", (0, 5)),
        (f"ada@school.example,{NAME},0.5,6", (6, 0)),
        (f"ada,{NAME},0,", (24, 0)),
    ],
)
def test_when_a_learner_has_more_time_then_the_late_policy_counts_from_it(
    tmp_path: Path, line: str, after: tuple[float, float]
) -> None:
    class_with_late_work(tmp_path)
    assert late(tmp_path) == {"ada": (24, 0), "bo": (24, 0)}
    (tmp_path / "extensions.csv").write_text(f"learner,assignment,days,hours\n{line}\n")
    assert late(tmp_path) == {"ada": after, "bo": (24, 0)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("learner,assignment,days\neve,,1\n", "line 2: 'eve' matches none of the learners"),
        (
            "learner,assignment,days\nada,04_x,1\n",
            f"line 2: no assignment '04_x'; there are {NAME}",
        ),
        ("learner,days\nada,soon\n", "line 2: write the days or hours as a number"),
        ("learner,days\nada,-1\n", "line 2: write the days or hours as a number"),
        ("learner,days\nada,nan\n", "line 2: write the days or hours as a number"),
        ("who,when\nada,1\n", "must name the columns learner, assignment, days, hours"),
    ],
)
def test_when_a_line_cannot_be_meant_then_it_is_named(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "extensions.csv").write_text(text)
    with pytest.raises(GradingError, match=why):
        extensions(tmp_path, CLASS, {NAME})


def test_when_there_is_no_file_then_nobody_has_more_time(tmp_path: Path) -> None:
    assert extensions(tmp_path, CLASS, {NAME}) == {}
    (tmp_path / "extensions.csv").write_text("learner,days\nada,2\n")
    assert extensions(tmp_path, CLASS, {NAME}) == {("ada", NAME): timedelta(days=2)}
