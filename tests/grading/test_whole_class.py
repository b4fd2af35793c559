"""A class with all assignments and every answer of the corpus, handed to the verb."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.grading.corpus_class import LEARNERS, whole_class
from tests.tasks.proof import ROOT, SOLUTIONS
from tests.tiers import tiers
from trilateral.assignments import read
from trilateral.assignments.cells import assignment_tasks
from trilateral.assignments.corpus import corpus
from trilateral.grading.book.gradebook import opened

BUILT_ON_EARLIER = {
    ("00_start_here", "news-share"),
    ("02_access", "by-kind"),
    ("02_access", "wait-chart"),
    ("03_coercion", "years-apart"),
    ("03_coercion", "chart"),
    ("05_synthesis", "rates-apart"),
    ("05_synthesis", "rates-chart"),
}
"""Tasks whose answers use an earlier task's, so that a wrong one before costs points here too."""

THIRD = 3
"""In the first tier each third submission is graded: four or five to each assignment."""

Marks = dict[tuple[str, str], dict[str, float]]
"""Points by learner and assignment, and by task."""


def test_when_the_class_is_made_then_every_answer_of_the_corpus_is_handed_in() -> None:
    known = {
        (solution.parent.name, task, answer)
        for solution in SOLUTIONS
        for task, answers in corpus(solution).items()
        for answer in (*answers.right, *answers.wrong)
    }
    handed = whole_class()
    assert len(handed) == len(SOLUTIONS) * len(LEARNERS)
    assert {(one.assignment, *item) for one in handed for item in one.given.items()} == known


@pytest.mark.parametrize("step", tiers([1, THIRD], THIRD), ids=["each learner", "each third"])
def test_when_a_class_is_graded_then_marks_equal_those_of_the_corpus(
    step: int, tmp_path: Path
) -> None:
    handed = whole_class()[::step]
    for one in handed:
        one.submit(tmp_path / "submitted")
    program = str(Path(sys.executable).parent / "trilateral")
    verb = [program, "grade", str(tmp_path / "submitted"), "--json"]
    with subprocess.Popen(verb, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        expected = {(one.learner, one.assignment): one.marks() for one in handed}
        out, err = running.communicate(timeout=1200)
    assert running.returncode == 0, err
    graded = json.loads(out)["graded"]
    assert _marks(graded) == expected
    assert not any(one["mended"] or one["incidents"] for one in graded)
    assert _in_the_gradebook(tmp_path) == expected
    for one in handed:
        possible = {step.id: step.points for step in assignment_tasks(read(one.solution))}
        for task, points in expected[one.learner, one.assignment].items():
            if (one.assignment, task) not in BUILT_ON_EARLIER:
                assert one.promised(task, points, possible[task]), (one.assignment, task)


def _marks(graded: list[dict[str, Any]]) -> Marks:
    return {
        (one["learner"], one["assignment"]): {
            mark["task"]: mark["points"] for mark in one["marks"] if mark["points"] is not None
        }
        for one in graded
    }


def _in_the_gradebook(folder: Path) -> Marks:
    with opened(folder, ROOT) as book:
        return {
            (entry.learner, entry.assignment): {
                held.task: held.points for held in entry.tasks if held.points is not None
            }
            for entry in book.entries()
        }
