"""Many submissions to the small course, graded by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.grading.conftest import LIMITS
from tests.grading.small_course import submit
from trilateral.grading.course import find_submissions
from trilateral.grading.engine import Run, Settings, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbformat import NotebookNode

    from trilateral.grading.course import Course
    from trilateral.grading.results import Graded


def graded(  # noqa: PLR0913 -- one for each difference
    course: Course,
    workers: int = 1,
    *,
    to: str = "graded",
    backwards: bool = False,
    done: Callable[[Graded], None] = lambda _: None,
    known: Callable[[int], None] = lambda _: None,
) -> Run:
    submissions, _ = find_submissions(course.folder / "submitted", course)
    if backwards:
        submissions.reverse()
    journal = course.folder / to / "journal.jsonl"
    return run(course, submissions, journal, Settings(LIMITS, workers), done, known=known)


def hand_in(course: Course, learners: Mapping[str, NotebookNode | bytes]) -> None:
    for learner, notebook in learners.items():
        submit(course.folder / "submitted", learner, notebook)
