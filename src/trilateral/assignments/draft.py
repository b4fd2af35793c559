"""A new task in a solution: its words, its answer and its checks, ready to be filled in."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, NamedTuple

import nbformat
from nbformat import v4

from trilateral.assignments.cells import grade_id, read
from trilateral.assignments.errors import AssignmentError
from trilateral.assignments.numbering import named, next_number, renumber
from trilateral.assignments.room import code_checks, require_room
from trilateral.files import replace
from trilateral.notebook.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CHECK = """# Check {task}: run this cell
@task("{task}", points={points:g}, checks=1, hints=["Say where to look first."])
def check({name}):
    yield is_number({name}), "`{name}` is a number.", STOP
    ### BEGIN HIDDEN TESTS
    yield compare.number({name}, 42), "Say what is not right yet."
    ### END HIDDEN TESTS


check()"""
_ANSWER = "{name} = ...\n### BEGIN SOLUTION\n{name} = 42\n### END SOLUTION"
_WORDS = "## {number}. {title}\n\n*5 minutes, {points:g} {unit}*\n\nAsk for a number `{name}`."


class Added(NamedTuple):
    """Where a new task is, and what its number has made stale."""

    number: int
    """Its number among the exercise's tasks."""
    stale: tuple[str, ...]
    """The cells that name a later task by its old number, each with these words."""


def add_task(solution: Path, task: str, points: float, title: str = "", after: str = "") -> Added:
    """Add the three cells of a task to a solution, with all that nbgrader wants to know.

    Parameters
    ----------
    solution
        The notebook in ``solutions/``.
    task
        The id, such as ``monthly-rate``.
    points
        Its points.
    title
        Its heading; the id in words by default.
    after
        The task with code that it follows; the last one by default. The tasks below get new
        numbers.

    Raises
    ------
    AssignmentError
        The id is invalid or taken, the exercise is full, there is no such task, or the file
        cannot be written.
    """
    name = task.replace("-", "_")
    if not _ID.fullmatch(task) or keyword.iskeyword(name):
        message = f"{task!r} can't name a task. Use small letters, digits and single hyphens."
        raise AssignmentError(message)
    notebook = read(solution)
    names = {grade_id(cell) for cell in notebook.cells} | {
        cell.get("id") for cell in notebook.cells
    }
    if names & {task, f"{task}-answer", f"{task}-task"}:
        message = f"{solution.name} already has cells called {task}. Choose another id."
        raise AssignmentError(message)
    require_room(solution, notebook)
    place = _place(notebook, after, solution.name)
    number = next_number(notebook.cells[:place])
    stale = tuple(named(notebook.cells, number))
    renumber(notebook.cells[place:], number + 1)
    words = {"task": task, "name": name, "points": points}
    heading = {
        "number": number,
        "title": title or task.replace("-", " ").capitalize(),
        "unit": "point" if points == 1 else "points",
    }
    notebook.cells[place:place] = [
        v4.new_markdown_cell(_WORDS.format(**words, **heading), id=f"{task}-task"),
        _cell(f"{task}-answer", _ANSWER.format(**words), solution=True),
        _cell(task, _CHECK.format(**words), grade=True, locked=True, points=points),
    ]
    normalise(notebook)
    try:
        replace(solution, (nbformat.writes(notebook) + "\n").encode())
    except OSError as error:
        message = f"{solution} cannot be written: {error.strerror}."
        raise AssignmentError(message) from error
    return Added(number, stale)


def _place(notebook: NotebookNode, after: str, called: str) -> int:
    checks = code_checks(notebook)
    places = [n for n in checks if grade_id(notebook.cells[n]) == after]
    if after and not places:
        names = ", ".join(grade_id(notebook.cells[n]) for n in checks)
        message = f"{called} has no task with code called {after!r}. It has: {names}."
        raise AssignmentError(message)
    return (places or checks or [len(notebook.cells) - 1])[-1] + 1


def _cell(name: str, source: str, **marks: object) -> NotebookNode:
    cell: NotebookNode = v4.new_code_cell(source, id=name)
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    cell.metadata["nbgrader"] = {**plain, **marks, "grade_id": name, "schema_version": 3}
    if marks.get("grade"):
        cell.metadata["jupyter"] = {"source_hidden": True}
    return cell
