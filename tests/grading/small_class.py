"""Many submissions to the small course, graded by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.grading.conftest import LIMITS
from tests.grading.small_course import submit
from trilateral.grading.run.course import find_submissions
from trilateral.grading.run.engine import Run, run
from trilateral.grading.run.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbformat import NotebookNode

    from trilateral.grading.results import Grading
    from trilateral.grading.run.course import Course


def graded(  # noqa: PLR0913 -- one for each difference
    course: Course,
    workers: int = 1,
    *,
    to: str = "graded",
    backwards: bool = False,
    done: Callable[[Grading], None] = lambda _: None,
    earlier: Callable[[int], None] = lambda _: None,
) -> Run:
    submissions, _ = find_submissions(course.folder / "submitted", course)
    if backwards:
        submissions.reverse()
    journal = course.folder / to / "journal.jsonl"
    return run(course, submissions, journal, Settings(LIMITS, workers), done, earlier=earlier)


def hand_in(course: Course, learners: Mapping[str, NotebookNode | bytes]) -> None:
    for learner, notebook in learners.items():
        submit(course.folder / "submitted", learner, notebook)
