"""One warm process for all tests of grading, and a way to grade one submission with it."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.grading import small_course
from tests.grading.confined import LACKING, WHY
from trilateral.grading.limits import MIB, Limits
from trilateral.grading.run.bench import Bench
from trilateral.grading.run.course import Course, find_course
from trilateral.grading.run.unit import grade
from trilateral.grading.sandbox.processes import Warm
from trilateral.grading.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.results import Grading, Mark

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

    def grade(
        self,
        notebook: NotebookNode | bytes,
        learner: str = "ann",
        beside: tuple[str, ...] = (),
    ) -> Grading:
        path = small_course.submit(self.submitted, learner, notebook)
        one = Submission(learner, small_course.NAME, path, beside)
        return grade(self.bench, self.course.assignments[small_course.NAME], one)

    def shown(self, graded: Grading) -> list[str]:
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


LANDLOCK = "TRILATERAL_TEST_LANDLOCK"
"""Names the version of Landlock that the fork server is to see."""
_PYTHON = sys.executable
_OLDER = """#!{python}
import os, runpy, sys
server = ["-P", "-m", "trilateral.grading.sandbox"]
if sys.argv[1:4] != server:  # a kernel, say
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
from trilateral.grading.sandbox.confinement import landlock
known = landlock.version()
landlock.version = lambda: min(known, {version})
del sys.argv[1:4]
runpy.run_module(server[-1], run_name="__main__", alter_sys=True)
"""


def see_older_landlock(folder: Path, version: int) -> None:
    """Have this process start the fork server with a Python that sees an older kernel."""
    python = folder / "python"
    python.write_text(_OLDER.format(python=_PYTHON, version=version), encoding="utf-8")
    python.chmod(0o755)
    sys.executable = str(python)


@contextmanager
def opened(place: Path, change: Callable[[str], str] = str) -> Iterator[Classroom]:
    """Open a classroom below `place`, in which each cell of the small course is changed."""
    if LACKING:
        pytest.skip(WHY)
    if version := os.environ.get(LANDLOCK):
        see_older_landlock(place, int(version))
    folder = small_course.write_course(place / "course", change)
    course = find_course(folder, LIMITS)
    name = small_course.NAME
    warm = Warm({name: course.solution(name)}, [course.release(name)])
    submitted, work = folder / "submitted", place / "work"
    submitted.mkdir()
    work.mkdir()
    try:
        yield Classroom(course, submitted, Bench(warm, LIMITS, keep=folder / "graded", work=work))
    finally:
        warm.close()


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with opened(tmp_path_factory.mktemp("classroom")) as made:
        yield made


def mark(graded: Grading, task: str) -> Mark:
    """Return the mark of one task."""
    return next(one for one in graded.marks if one.task == task)
