"""How many of the corpora's answers a learner's own copy does not catch."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.assignments.cells import grade_id, read
from trilateral.assignments.corpus import corpus
from trilateral.assignments.rehearsal import after, checkpoints
from trilateral.tasks import Outcome, define
from trilateral.tasks.foreseen import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.assignments.corpus import Answer
    from trilateral.assignments.rehearsal import Checkpoint


@dataclass(frozen=True)
class Heard:
    """What becomes of one answer of the corpora that is not right."""

    assignment: str
    task: str
    answer: str
    self_study: bool
    """Whether self-study says that something is wrong."""
    hand_out: bool
    """Whether a graded hand-out does."""


@dataclass(frozen=True)
class Unattempted:
    """An answer that raised and was called not attempted."""

    assignment: str
    task: str
    answer: str


def heard(course: Path, hand_out: Path) -> Iterator[Heard]:
    """Yield, for each wrong answer of the corpora, where it is called wrong.

    Parameters
    ----------
    course
        The instructor's course.
    hand_out
        What `release` made of it.
    """
    for solution, exercise in _pairs(course, hand_out):
        cells = {grade_id(cell): cell for cell in exercise.cells}
        answers = corpus(solution)
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            for point in checkpoints(solution):
                task = point.task.definition.id
                if task not in cells:  # of the other track
                    continue
                for answer in answers[task].wrong:
                    yield Heard(
                        solution.stem,
                        task,
                        answer.name,
                        point.mark(answer.code).outcome is not Outcome.CORRECT,
                        _at_home(
                            point, cells[task], answer, hand_out / "exercises" / solution.stem
                        ),
                    )


def unattempted(course: Path) -> Iterator[Unattempted]:
    """Yield each answer of the corpora that raises and is called not attempted."""
    for solution in sorted(course.glob("solutions/*/*.ipynb")):
        points = {point.task.definition.id: point for point in checkpoints(solution)}
        for task, answers in corpus(solution).items():
            for answer in answers.raises:
                if answer.earlier:  # the notebook runs once more, with other answers before
                    result = after(solution, task, answer).result
                else:
                    result = points[task].mark(answer.source(points[task].own))
                if result.outcome is Outcome.NOT_ATTEMPTED:
                    yield Unattempted(solution.stem, task, answer.name)


def _at_home(point: Checkpoint, cell: NotebookNode, answer: Answer, folder: Path) -> bool:
    """Return whether a hand-out calls an answer wrong."""
    names, halts = point.names(answer.code)
    task = define(cell.source, names, point.task.definition.id)
    result = task.mark(names, halts=halts)
    if result.outcome is not Outcome.CORRECT:
        return True
    mistakes = find(task.definition.id, folder)
    answers = {name: names[name] for name in task.definition.answers}
    return mistakes is not None and mistakes.feedback(answers) is not None


def _pairs(course: Path, hand_out: Path) -> Iterator[tuple[Path, NotebookNode]]:
    for exercise in sorted((hand_out / "exercises").glob("*/*.ipynb")):
        yield course / "solutions" / exercise.parent.name / exercise.name, read(exercise)
