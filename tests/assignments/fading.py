"""How much help a task of an exercise begins with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import Role, grade_id, role

if TYPE_CHECKING:
    from nbformat import NotebookNode

Help = Literal["full", "partly", "none"]
HELP: Final[tuple[Help, ...]] = ("full", "partly", "none")


def levels(exercise: NotebookNode) -> dict[str, Help]:
    """Return the help of each task with checks, in order.

    ``full``
        A worked example above it: a given cell called ``-example``, or a block of code in its text.
    ``partly``
        None, but lines of the answer itself, with gaps (``...``) to fill.
    ``none``
        Nothing but the names of the answers.
    """
    found: dict[str, Help] = {}
    since: list[NotebookNode] = []
    for cell in exercise.cells:
        since.append(cell)
        if role(cell) is Role.CHECK:
            found[grade_id(cell)] = _help(since)
            since = []
    return found


def _help(cells: list[NotebookNode]) -> Help:
    if any(map(_is_example, cells)):
        return "full"
    begun = (_has_gap_beside_the_answers(cell) for cell in cells if role(cell) is Role.ANSWER)
    return "partly" if any(begun) else "none"


def _is_example(cell: NotebookNode) -> bool:
    if cell.cell_type == "markdown":
        return "```python" in cell.source
    return role(cell) is Role.GIVEN and cell.id.endswith("-example")


def _has_gap_beside_the_answers(cell: NotebookNode) -> bool:
    lines = ast.parse(cell.source).body
    rest = [line for line in lines if not _is_blank(line)]
    return bool(rest) and any(
        isinstance(node, ast.Constant) and node.value is ...
        for line in lines
        for node in ast.walk(line)
    )


def _is_blank(line: ast.stmt) -> bool:
    """Return whether a line is ``name = ...``."""
    return (
        isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Constant)
        and line.value.value is ...
    )
