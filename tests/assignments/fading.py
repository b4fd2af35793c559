"""How much help a task of an exercise begins with."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import Role, grade_id, role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

Help = Literal["full", "partly", "none"]
HELP: Final[tuple[Help, ...]] = ("full", "partly", "none")

_CALLED: Final[dict[Help, str]] = {"full": "full help", "partly": "partial help", "none": "no help"}
_ADVICE: Final[dict[Help, str]] = {
    "full": "give it an example",
    "partly": "begin its answer, with `...` where something is missing",
}


def steps_back(order: Mapping[str, Help]) -> list[str]:
    """Return where a task has less help than the next one, and what to do."""
    return [
        f"{task} ({_CALLED[here]}) is before {later} ({_CALLED[there]}): move it "
        f"{'to the end' if here == 'none' else 'below'}, or {_ADVICE[there]}"
        for (task, here), (later, there) in itertools.pairwise(order.items())
        if HELP.index(here) > HELP.index(there)
    ]


def missing(order: Mapping[str, Help]) -> list[str]:
    """Return which kinds of help no task of an exercise has."""
    return [f"no task has {_CALLED[level]}" for level in HELP if level not in order.values()]


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
