"""One warm process for all tests of grading, and a way to grade one submission with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.grading import small_course
from trilateral.grading.confinement import layers
from trilateral.grading.course import Course, find_course
from trilateral.grading.limits import MIB, Limits
from trilateral.grading.processes import Warm
from trilateral.grading.submission import Submission
from trilateral.grading.unit import Bench, grade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.results import Graded, Mark

LIMITS = Limits(
    cell=0.5,
    grace=0.3,
    whole=8.0,
    patience=2.5,
    memory=256 * MIB,
    file=MIB,
    folder=4 * MIB,
    entries=200,
)


@dataclass(frozen=True)
class Classroom:
    """A course, its submissions' folder, and a warm process to grade them."""

    course: Course
    submitted: Path
    bench: Bench

    def grade(self, notebook: NotebookNode | bytes, learner: str = "ann") -> Graded:
        path = small_course.submit(self.submitted, learner, notebook)
        one = Submission(learner, small_course.NAME, path)
        return grade(self.bench, self.course.assignments[small_course.NAME], one)

    def shown(self, graded: Graded) -> list[str]:
        """Return what the cells of a graded submission put out."""
        assert self.bench.keep
        path = self.bench.keep / graded.learner / graded.assignment / f"{graded.assignment}.ipynb"
        if not path.is_file():
            return []
        cells = json.loads(path.read_text())["cells"]
        return [json.dumps(output) for cell in cells for output in cell.get("outputs", [])]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return the small course, in a folder of its own."""
    return find_course(small_course.write_course(tmp_path), LIMITS)


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    if any(layer.missing for layer in layers()):
        pytest.skip("this system lacks a layer of confinement")
    folder = small_course.write_course(tmp_path_factory.mktemp("course"))
    course = find_course(folder, LIMITS)
    name = small_course.NAME
    warm = Warm({name: course.solution(name)}, [course.release(name)])
    submitted = folder / "submitted"
    submitted.mkdir()
    work = tmp_path_factory.mktemp("work")
    yield Classroom(course, submitted, Bench(warm, LIMITS, keep=folder / "graded", work=work))
    warm.close()


def mark(graded: Graded, task: str) -> Mark:
    """Return the mark of one task."""
    return next(one for one in graded.marks if one.task == task)
