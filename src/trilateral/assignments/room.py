"""How many tasks with code an exercise may have, and which exercises have room for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import Role, read, role
from trilateral.assignments.errors import AssignmentError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

MOST: Final = 8
"""Tasks with code in an exercise; choices and written tasks come on top."""


def code_checks(notebook: NotebookNode) -> list[int]:
    """Return the places of the check cells of the tasks with code, in order."""
    checks: list[int] = []
    is_choice = False
    for place, cell in enumerate(notebook.cells):
        kind = role(cell)
        if kind is Role.CHECK:
            if not is_choice:
                checks.append(place)
            is_choice = False
        elif kind is Role.CHOICE:
            is_choice = True
    return checks


def require_room(solution: Path, notebook: NotebookNode) -> None:
    """Refuse another task with code where there are enough.

    Parameters
    ----------
    solution
        The notebook in ``solutions/``; the other exercises' solutions are beside its folder.
    notebook
        What it holds.

    Raises
    ------
    AssignmentError
        It has as many tasks with code as an exercise may have. The message names the exercises
        that have fewer.
    """
    have = len(code_checks(notebook))
    if have < MOST:
        return
    spare = {
        path.stem: MOST - len(code_checks(read(path)))
        for path in sorted(solution.parents[1].glob("[0-9]*/[0-9]*.ipynb"))
    }
    room = ", ".join(f"{name} ({more} more)" for name, more in spare.items() if more > 0)
    advice = (
        f"Add the task to an exercise with room: {room}."
        if room
        else "No other exercise has room, either: replace a task."
    )
    message = (
        f"{solution.stem} has {have} tasks with code, and an exercise may have at most {MOST}. "
        f"{advice}"
    )
    raise AssignmentError(message)
