"""A worker for each core: its processes keep to one; else they go where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grading.small_class import graded, hand_in
from tests.grading.small_course import submission
from trilateral.grading.sandbox.cores import cores, shared_out

if TYPE_CHECKING:
    from trilateral.grading.run.course import Course

LOOK = "import os\nprint('runs on', sorted(os.sched_getaffinity(0)))"


@pytest.mark.parametrize(
    ("workers", "given", "kept"),
    [
        (2, (0, 1), (0, 1)),
        (2, (3, 7), (3, 7)),
        (1, (5,), (5,)),
        (1, (0, 1), (None,)),
        (3, (0, 1), (None, None, None)),
    ],
)
def test_when_there_is_a_worker_for_each_core_then_each_keeps_to_its_own(
    workers: int, given: tuple[int, ...], kept: tuple[int | None, ...]
) -> None:
    assert shared_out(workers, given) == kept


@pytest.mark.parametrize("spare", [0, 1], ids=["each core has a worker", "there is room"])
def test_when_a_class_is_graded_then_submissions_run_where_they_are_to(
    course: Course, spare: int
) -> None:
    mine = cores()
    workers = len(mine) + spare
    hand_in(course, {f"learner-{number}": submission(first=LOOK) for number in range(4)})
    graded(course, workers)
    seen = {
        line
        for path in (course.folder / "graded").glob("*/*/*.ipynb")
        for line in path.read_text().splitlines()
        if "runs on [" in line
    }
    allowed = [[core] for core in mine] if not spare else [list(mine)]
    assert seen
    assert all(any(f"runs on {one}" in line for one in allowed) for line in seen)
