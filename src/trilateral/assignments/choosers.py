"""What an exercise is handed out with where a learner chooses: the part itself, ready to use.

So a choice can be made, and is kept, before any cell has run and without a kernel. A solution has
its choices as values in its cells, and is marked like any other submission once they are in its
outputs.
"""

from __future__ import annotations

import ast
import copy
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast

from nbformat.v4 import new_output

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.assignments.errors import AssignmentError
from trilateral.parts import MIME
from trilateral.parts.choices import KEY, Choice, sound
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
    code = [cell.id for cell in exercise.cells if cell.cell_type == "code"]
    for cell in cells:
        if role(cell) is Role.CHOICE:
            lines = cell.source.splitlines()
            cell.source = "\n".join(line for line in lines if line.strip() != STUB)
            cell.metadata["editable"] = False
        if cell.cell_type == "code":
            execute(ast.parse(cell.source), cell.source, namespace, grade_id(cell))
        if role(cell) is Role.CHOICE:
            # Numbered as by a run of all cells: nothing else has outputs.
            cell.execution_count = code.index(cell.id) + 1
            cell.outputs = [_output(grade_id(cell), namespace, cell.execution_count)]


def handed_in(solution: NotebookNode) -> NotebookNode:
    """Return a solution as a learner would hand it in: what it chooses is in its outputs.

    Parameters
    ----------
    solution
        Its cells may have other answers than its own. It must be trusted: they are parsed.
    """
    made = copy.deepcopy(solution)
    for cell in made.cells:
        if role(cell) is Role.CHOICE and (choice := _assigned(cell.source)):
            marks = {"kind": "choice", "id": grade_id(cell).removesuffix("-answer"), KEY: choice}
            cell.outputs = [new_output("display_data", data={MIME: marks})]
    return made


def _assigned(source: str) -> Choice | None:
    """Return the choice that a cell ends up with, where it is written out as a value."""
    choice = None
    for line in ast.parse(source).body:
        if isinstance(line, ast.Assign):
            with suppress(ValueError):  # it makes the part
                choice = sound(ast.literal_eval(line.value))
    return choice


def _output(cell: str, namespace: dict[str, Any], count: int) -> NotebookNode:
    for value in namespace.values():
        if isinstance(value, Chooser) and cell == f"{value.task}-answer":
            part = value.part
            data = {MIME: part.payload, "text/html": part.as_html, "text/plain": repr(part)}
            output = new_output("execute_result", data=data, execution_count=count)
            return cast("NotebookNode", output)
    message = f"{cell}: this cell does not call `sort` or `order` with the id of its task."
    raise AssignmentError(message)
