"""Real assignments with answers from their corpus: marks equal those computed without isolation."""

from __future__ import annotations

import copy
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from tests.grading.small_course import submit
from tests.tasks.proof import ROOT, SOLUTIONS, checkpoints, corpus
from trilateral.assignments import read
from trilateral.assignments.cells import grade_id
from trilateral.grading.course import find_course
from trilateral.grading.engine import Settings, run
from trilateral.grading.limits import Limits
from trilateral.grading.submission import Submission
from trilateral.tasks.variants import LEARNER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

EACH = 4
"""Submissions of each assignment; `benchmarks/grading.py` has more."""


def deviations(solution: Path) -> Iterator[tuple[str, str]]:
    """Yield a task and another answer to it, one of each task before a second of any."""
    by_task = [
        [(task, answer.code) for answer in (*answers.wrong, *answers.right)]
        for task, answers in corpus(solution).items()
    ]
    for round_ in zip_longest(*by_task):
        yield from filter(None, round_)


def with_answer(
    notebook: NotebookNode, solution: NotebookNode, task: str, code: str
) -> NotebookNode:
    """Return a notebook with the solution's answers, but for one task's."""
    made = copy.deepcopy(notebook)
    right = {grade_id(cell): cell.source for cell in solution.cells}
    for cell in made.cells:
        name = grade_id(cell)
        if name == f"{task}-answer":
            cell.source = code
        elif name.endswith("-answer"):
            cell.source = right[name]
    return made


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.parent.name)
def test_when_corpus_answers_are_graded_then_marks_equal_those_without_isolation(
    solution: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = solution.parent.name
    course = find_course(ROOT, Limits())
    release = course.assignments[name].release
    expected: dict[str, dict[str, float]] = {}
    submissions = []
    for number, (task, code) in zip(range(EACH), deviations(solution), strict=False):
        learner = f"learner-{number}"
        monkeypatch.setenv(LEARNER, learner)
        whole = with_answer(read(solution), read(solution), task, code)
        reference = submit(tmp_path / "reference", learner, whole)
        expected[learner] = {
            one.task.definition.id: one.result.points for one in checkpoints(reference)
        }
        path = submit(
            tmp_path / "submitted", learner, with_answer(release, read(solution), task, code)
        )
        submissions.append(Submission(learner, name, path))
    report = run(course, submissions, tmp_path / "journal.jsonl", Settings(Limits(), 2))
    found = {
        graded.learner: {mark.task: mark.points for mark in graded.marks if mark.points is not None}
        for graded in report.graded
    }
    assert found == expected
    assert not any(graded.mended or graded.incidents for graded in report.graded)
