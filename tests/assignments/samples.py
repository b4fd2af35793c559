"""Exercises in memory and what learners do to them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trilateral.assignments import read
from trilateral.assignments.cells import grade_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NAME = "03_coercion"
SOLUTION = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
EXERCISE = ROOT / "exercises" / NAME / f"{NAME}.ipynb"

ALL_ROWS = """
every = incidents[incidents["year"] < 2026]
by_year = every.groupby("year").size().reset_index(name="incidents")
"""
"""Earns half of the points of `by-year`: the rows of low confidence are in it."""
BY_RULE = """
y = incidents.query("year == 2025 and not low")
acts, contact = y.query("not presence"), y.query("contact")
by_rule = dict(everything=len(y), acts=len(acts), contact=len(contact))
"""


def exercise() -> NotebookNode:
    """Return the exercise as handed out."""
    return read(EXERCISE)


def checks() -> list[str]:
    """Return the cells of the exercise that show a report, those of optional tasks too."""
    return [cell.id for cell in exercise().cells if cell.source.startswith("# Check ")]


def place(notebook: NotebookNode, name: str) -> int:
    """Return where a cell stands."""
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def answered(notebook: NotebookNode, **answers: str) -> NotebookNode:
    """Return `notebook` with code in some of its answer cells."""
    for name, code in answers.items():
        notebook.cells[place(notebook, f"{name.replace('_', '-')}-answer")].source = code
    return notebook


def delete(notebook: NotebookNode, name: str) -> None:
    """Remove a cell."""
    del notebook.cells[place(notebook, name)]


def duplicate(notebook: NotebookNode, name: str) -> None:
    """Copy a cell and paste it below."""
    at = place(notebook, name)
    twin = copy.deepcopy(notebook.cells[at])
    twin["id"] = f"{name}-pasted"
    notebook.cells.insert(at + 1, twin)


def split(notebook: NotebookNode, name: str) -> None:
    """Split a cell after its first line, as Lab does: both parts keep the metadata."""
    duplicate(notebook, name)
    at = place(notebook, name)
    first, _, rest = notebook.cells[at].source.partition("\n")
    notebook.cells[at].source, notebook.cells[at + 1].source = first, rest


def retype(notebook: NotebookNode, name: str) -> None:
    """Turn a code cell into text, or text into code."""
    cell = notebook.cells[place(notebook, name)]
    if cell.cell_type == "code":
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]
    else:
        cell.cell_type = "code"
        cell.outputs, cell.execution_count = [], None


DEEDS: dict[str, Callable[[NotebookNode, str], Any]] = {
    "deleted": delete,
    "duplicated": duplicate,
    "split": split,
    "retyped": retype,
}
