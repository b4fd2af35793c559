"""Run an assignment in this process, with other answers in the place of the solution's.

Only for an instructor's own course: what is run is not confined.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trilateral.assignments.cells import ANSWERS, Role, read, role
from trilateral.tasks import Task, define
from trilateral.tasks.execution import execute
from trilateral.tasks.practice import worked
from trilateral.tasks.raised import Log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.assignments.corpus import Answer
    from trilateral.tasks import Result
    from trilateral.tasks.raised import Halt


@dataclass(frozen=True)
class Checkpoint:
    """A check of an assignment, with what the notebook holds when a learner gets there."""

    task: Task
    cell: NotebookNode
    before: dict[str, Any]
    """The notebook's names before the task's own answer."""
    halts: Mapping[str, Halt]
    """The cells that had stopped by then, by what they had not set."""
    own: str
    """The solution's code for this task."""
    result: Result

    def names(self, code: str) -> tuple[dict[str, Any], Mapping[str, Halt]]:
        """Return the notebook's names after another answer, and which cells have stopped."""
        namespace, log = dict(self.before), Log()
        log.halts.update(self.halts)
        _run(code, namespace, log, "answer")
        return namespace, log.halts

    def mark(self, code: str) -> Result:
        """Return the result of another answer, given in the place of the notebook's own."""
        namespace, halts = self.names(code)
        task = define(self.cell.source, namespace, self.task.definition.id)
        return task.mark(namespace, halts=halts)


def checkpoints(path: Path, answers: Mapping[str, str] | None = None) -> Iterator[Checkpoint]:
    """Run a notebook from top to bottom and yield each check in turn.

    Parameters
    ----------
    path
        A solution or an exercise.
    answers
        Code by task, in the place of the notebook's own.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    log = Log()
    waiting: list[NotebookNode] = []
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        if role(cell) in ANSWERS:
            waiting.append(cell)
        elif role(cell) is Role.CHECK:
            before, halts = dict(namespace), dict(log.halts)
            own = "\n".join(worked(each.source) for each in waiting)
            task = cell.metadata.nbgrader.grade_id
            code = (answers or {}).get(task)
            for source in [code] if code is not None else [each.source for each in waiting]:
                _run(source, namespace, log, f"{task}-answer")
            made = define(cell.source, namespace, cell.id)
            marked = made.mark(namespace, halts=log.halts)
            yield Checkpoint(made, cell, before, halts, own, marked)
            waiting = []
        else:
            _run(cell.source, namespace, log, cell.id)


def after(path: Path, task: str, answer: Answer) -> Checkpoint:
    """Return the check of a task where earlier tasks have the answers that `answer` asks for."""
    own = {point.task.definition.id: point.own for point in checkpoints(path)}
    points = checkpoints(path, {**answer.earlier, task: answer.source(own[task])})
    return next(point for point in points if point.task.definition.id == task)


def isolated(path: Path, answers: dict[str, Any]) -> dict[str, Result]:
    """Mark answers where only the notebook's given cells have run, as grading does."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    checks = {}
    for cell in read(path).cells:
        if role(cell) is Role.GIVEN:
            execute(ast.parse(cell.source), cell.source, namespace, cell.id)
        if role(cell) is Role.CHECK:
            task = define(cell.source, dict(namespace), cell.id)
            checks[task.definition.id] = task.mark(answers)
    return checks


def _run(source: str, namespace: dict[str, Any], log: Log, name: str) -> None:
    """Run one cell, and continue where it raises."""
    try:
        execute(ast.parse(source), source, namespace, name)
    except Exception as error:  # noqa: BLE001 -- an answer may raise anything
        log.stopped(error, source, name, namespace)
    else:
        log.ended(source, name)
