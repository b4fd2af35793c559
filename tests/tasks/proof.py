"""Run an assignment in this process, with other answers in the place of the solution's."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict

from trilateral.assignments import Role, read, role
from trilateral.tasks import Task, define
from trilateral.tasks.definition import execute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from trilateral.tasks import Result

ROOT = Path(__file__).parents[2]
SOLUTIONS = sorted((ROOT / "solutions").glob("[0-9]*/*.ipynb"))


class Answer(BaseModel):
    """One answer of the corpus."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    code: str
    says: str = ""
    """A piece of the message that a wrong answer must get."""
    points: float | None = None
    """What a partly right answer earns; less than full points by default."""


class Answers(BaseModel):
    """What the corpus holds for one task."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    right: list[Answer]
    wrong: list[Answer]


def corpus(solution: Path) -> dict[str, Answers]:
    """Return the answers that stand beside a solution, by task."""
    file = solution.parent / "corpus.yaml"
    plain = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    return {name: Answers.model_validate(answers) for name, answers in plain.items()}


@dataclass(frozen=True)
class Checkpoint:
    """A check of an assignment, with what the notebook holds when a learner gets there."""

    task: Task
    cell: NotebookNode
    before: dict[str, Any]
    """The notebook's names before the task's own answer."""
    result: Result

    def mark(self, code: str) -> Result:
        """Return the result of another answer, given in the place of the notebook's own."""
        namespace = dict(self.before)
        execute(ast.parse(code), code, namespace, "answer")
        return define(self.cell.source, namespace, self.task.definition.id).mark(namespace)


def checkpoints(path: Path) -> Iterator[Checkpoint]:
    """Run a notebook from top to bottom and yield each check in its turn."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    before = dict(namespace)
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        if role(cell) is Role.CHECK:
            task = define(cell.source, namespace, cell.id)
            yield Checkpoint(task, cell, before, task.mark(namespace))
            continue
        if role(cell) is Role.ANSWER:
            before = dict(namespace)
        execute(ast.parse(cell.source), cell.source, namespace, cell.id)


def isolated(path: Path, answers: dict[str, Any]) -> dict[str, Result]:
    """Mark answers where only the notebook's given cells have run, as grading does."""
    given: dict[str, Any] = {"__name__": "__main__"}
    found = {}
    for cell in read(path).cells:
        if role(cell) is Role.GIVEN:
            execute(ast.parse(cell.source), cell.source, given, cell.id)
        if role(cell) is Role.CHECK:
            task = define(cell.source, dict(given), cell.id)
            found[task.definition.id] = task.mark(answers)
    return found
