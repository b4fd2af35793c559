"""A class whose answers are the corpus's, and the marks they get where nothing is isolated."""

from __future__ import annotations

import ast
import copy
import os
import warnings
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.grading.small_course import write
from tests.tasks.proof import ROOT, SOLUTIONS
from trilateral.assignments import Role, read, role
from trilateral.assignments.cells import grade_id
from trilateral.assignments.choosers import handed_in
from trilateral.assignments.corpus import corpus
from trilateral.tasks import define
from trilateral.tasks.execution import execute
from trilateral.tasks.variants import LEARNER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from nbformat import NotebookNode

    from trilateral.assignments.corpus import Answer

_MOST = max(len(a.right) + len(a.wrong) for path in SOLUTIONS for a in corpus(path).values())
LEARNERS = tuple(f"learner-{number}" for number in range(1 + _MOST))
"""As many as a task has answers, at most, and one who gives none: each answer is handed in."""


@dataclass(frozen=True)
class Handed:
    """One submission: for each task an answer of the corpus, or the solution's."""

    learner: str
    assignment: str
    given: Mapping[str, Answer]
    """The answers of the corpus that are in it, by task."""
    right: frozenset[str]
    """The tasks whose answer is right by itself."""

    @property
    def answers(self) -> dict[str, str]:
        """The code of those answers."""
        return {task: answer.code for task, answer in self.given.items()}

    @property
    def solution(self) -> Path:
        """The file of the assignment with its hidden tests."""
        return ROOT / "solutions" / self.assignment / f"{self.assignment}.ipynb"

    def submit(self, folder: Path, *, typed: bool = False) -> Path:
        """Write the submission into nbgrader's tree.

        Choices stand in outputs alone, as a learner hands them in. `typed`, they are in the cells
        as values, too, for a program that knows nothing of the outputs.
        """
        name = f"{self.assignment}.ipynb"
        release = read(ROOT / "exercises" / self.assignment / name)
        made = with_answers(release, read(self.solution), self.answers)
        for cell, original in zip(made.cells, release.cells, strict=True):
            if role(cell) is Role.CHOICE and not typed:
                cell.source = original.source
        return write(made, folder / self.learner / self.assignment / name)

    def marks(self) -> dict[str, float]:
        """Return the points of each task where answers and checks run in one namespace, here."""
        solution = read(self.solution)
        with (
            patch.dict(os.environ, {LEARNER: self.learner}),
            redirect_stdout(None),
            warnings.catch_warnings(action="ignore"),
        ):
            return dict(_marks(with_answers(solution, solution, self.answers)))

    def promised(self, task: str, points: float, possible: float) -> bool:
        """Return whether these points are what the corpus says about an answer by itself."""
        if task in self.right:
            return points == possible
        exactly = self.given[task].points
        return points < possible if exactly is None else points == exactly


def whole_class() -> list[Handed]:
    """Return a submission of each learner to each assignment.

    A learner is right in some tasks and wrong in others, and in each in another way than the
    learner before.
    """
    return [_handed(solution, number) for solution in SOLUTIONS for number in range(len(LEARNERS))]


def _handed(solution: Path, number: int) -> Handed:
    given, right = {}, set()
    for place, (task, known) in enumerate(corpus(solution).items()):
        choice = (number + place) % (1 + len(known.right) + len(known.wrong))
        if choice:
            given[task] = (*known.right, *known.wrong)[choice - 1]
        if choice <= len(known.right):
            right.add(task)
    return Handed(LEARNERS[number], solution.parent.name, given, frozenset(right))


def deviations(solution: Path) -> Iterator[tuple[str, str]]:
    """Yield a task and another answer to it, one of each task before a second of any."""
    by_task = [
        [(task, answer.code) for answer in (*answers.wrong, *answers.right)]
        for task, answers in corpus(solution).items()
    ]
    for round_ in zip_longest(*by_task):
        yield from filter(None, round_)


def with_answers(
    notebook: NotebookNode, solution: NotebookNode, answers: Mapping[str, str]
) -> NotebookNode:
    """Return a notebook with `answers` by task, and the solution's to all other tasks."""
    made = copy.deepcopy(notebook)
    right = {grade_id(cell): cell.source for cell in solution.cells}
    for cell in made.cells:
        name = grade_id(cell)
        if name.endswith("-answer"):
            cell.source = answers.get(name.removesuffix("-answer"), right[name])
    return handed_in(made)


def _marks(notebook: NotebookNode) -> Iterator[tuple[str, float]]:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        if role(cell) is Role.CHECK:
            task = define(cell.source, namespace, cell.id)
            yield task.definition.id, task.mark(namespace).points
        elif cell.cell_type == "code":
            with suppress(Exception):  # a notebook continues after a cell that stops
                execute(ast.parse(cell.source), cell.source, namespace, cell.id)
