"""The cells of an assignment by what they are for, read from nbgrader's metadata (version 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

import nbformat

from trilateral.assignments.errors import AssignmentError
from trilateral.printing import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


class Role(Enum):
    """What a cell is for."""

    GIVEN = "given"
    """Locked code that checks may rely on, such as the imports."""
    ANSWER = "answer"
    """Where a learner writes code."""
    CHOICE = "choice"
    """Where a learner chooses in a part; its code is the exercise's own."""
    CHECK = "check"
    """The task's checks, whose result is the points."""
    WRITTEN = "written"
    """A task that a person marks, with its rubric."""
    OTHER = "other"
    """Everything else; a learner may do with it as they like."""


ANSWERS: Final = (Role.ANSWER, Role.CHOICE)
"""Where a learner answers a task that checks mark."""


@dataclass(frozen=True)
class AssignmentTask:
    """One task of an assignment."""

    id: str
    points: float
    kind: str
    """``automatic`` or ``written``."""


def read(path: Path) -> NotebookNode:
    """Return a notebook.

    Raises
    ------
    AssignmentError
        It is not there, or is not a notebook.
    """
    try:
        return cast("NotebookNode", nbformat.read(path, as_version=4))
    except (OSError, ValueError, nbformat.ValidationError) as error:
        message = f"{path} is not a readable notebook: {one_line(error, 200)}"
        raise AssignmentError(message) from error


def role(cell: NotebookNode) -> Role:
    """Return what a cell is for, whatever a learner did to its source and type."""
    marks = cell.metadata.get("nbgrader", {})
    if not isinstance(marks, dict):
        return Role.OTHER
    if marks.get("task"):
        return Role.WRITTEN
    if marks.get("grade") and not marks.get("solution"):
        return Role.CHECK
    if marks.get("solution"):
        return Role.CHOICE if _is_choice(cell) else Role.ANSWER
    return Role.GIVEN if marks.get("locked") else Role.OTHER


def _is_choice(cell: NotebookNode) -> bool:
    ours = cell.metadata.get("trilateral", {})
    return isinstance(ours, dict) and ours.get("kind") == "choice"


def grade_id(cell: NotebookNode) -> str:
    """Return a cell's name in the gradebook, or an empty text."""
    marks = cell.metadata.get("nbgrader", {})
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""


def assignment_tasks(notebook: NotebookNode) -> list[AssignmentTask]:
    """Return an assignment's tasks in their order.

    They are read from the cells of a source or a release, and from the list that a release
    carries of its own where a learner may have deleted some.
    """
    own = notebook.metadata.get("trilateral", {}).get("tasks")
    if isinstance(own, list):
        return [
            AssignmentTask(str(entry["id"]), float(entry["points"]), str(entry["kind"]))
            for entry in own
        ]
    kinds = {Role.CHECK: "automatic", Role.WRITTEN: "written"}
    return [
        AssignmentTask(grade_id(cell), float(cell.metadata.nbgrader.points), kinds[role(cell)])
        for cell in notebook.cells
        if role(cell) in kinds
    ]
