"""What an exercise is handed out with where a learner chooses: the part itself, ready to use.

So a choice can be made, and is kept, before any cell has run and without a kernel.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, cast

from nbformat.v4 import new_output

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.assignments.errors import AssignmentError
from trilateral.parts import MIME
from trilateral.tasks.chooser import Chooser
from trilateral.tasks.execution import execute

if TYPE_CHECKING:
    from nbformat import NotebookNode

STUB: Final = "# YOUR CODE HERE"
"""What nbgrader puts in the place of a solution, by ``nbgrader_config.py``."""


def lay_out(exercise: NotebookNode) -> None:
    """Show the part of each cell that a learner chooses in, and ask for no code there.

    Raises
    ------
    AssignmentError
        A cell makes no part of its own task.
    """
    cells = [cell for cell in exercise.cells if role(cell) in (Role.GIVEN, Role.CHOICE)]
    if all(role(cell) is Role.GIVEN for cell in cells):
        return
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells:
        if role(cell) is Role.CHOICE:
            lines = cell.source.splitlines()
            cell.source = "\n".join(line for line in lines if line.strip() != STUB)
            cell.metadata["editable"] = False
        if cell.cell_type == "code":
            execute(ast.parse(cell.source), cell.source, namespace, grade_id(cell))
        if role(cell) is Role.CHOICE:
            cell.outputs = [_shown(grade_id(cell), namespace)]


def _shown(cell: str, namespace: dict[str, Any]) -> NotebookNode:
    for value in namespace.values():
        if isinstance(value, Chooser) and cell == f"{value.task}-answer":
            part = value.part
            data = {MIME: part.payload, "text/html": part.as_html, "text/plain": repr(part)}
            return cast("NotebookNode", new_output("execute_result", data=data))
    message = f"{cell}: this cell makes no part by `sort` or `order` with the id of its task."
    raise AssignmentError(message)
