"""A course of one small assignment, and submissions to it, made in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

NAME = "ps"
SECRET = "xyzzy-7Q4PACT"  # noqa: S105 -- a word to look for
"""The right answer to one task; it is in a hidden test and nowhere else."""

RIGHT = {
    "total": "total = 42",
    "counts": "counts = pd.DataFrame({'year': [2024, 2025], 'n': [3, 4]})",
    "rate": "def rate(count, months):\n    return count / months",
    "word": f"word = {SECRET!r}",
}
WRONG = {
    "total": "total = 41",
    "counts": "counts = pd.DataFrame({'year': [2024, 2025], 'n': [0, 0]})",
    "rate": "def rate(count, months):\n    return count",
    "word": "word = 'treaty'",
}
CHECKS = {
    "total": """
@task("total", points=2, checks=2, hints=["Add."])
def check(total):
    yield is_number(total), "Give a number."
    ### BEGIN HIDDEN TESTS
    yield total == 42, "The total is not that."
    ### END HIDDEN TESTS
""",
    "counts": """
@task("counts", points=2, checks=1)
def check(counts):
    yield is_table(counts), "Give a table.", STOP
    ### BEGIN HIDDEN TESTS
    right = pd.DataFrame({"year": [2024, 2025], "n": [3, 4]})
    yield compare.table(counts, right, by=["year"]), "The counts are others."
    ### END HIDDEN TESTS
""",
    "rate": """
@task("rate", points=2, checks=1)
def check(rate):
    yield callable(rate), "Write a function.", STOP
    ### BEGIN HIDDEN TESTS
    yield rate(24, 12) == 2 and rate(7, 2) == 3.5, "Divide."
    ### END HIDDEN TESTS
""",
    "word": f"""
@task("word", points=2, checks=1)
def check(word):
    yield isinstance(word, str), "Give a word.", STOP
    ### BEGIN HIDDEN TESTS
    yield word == {SECRET!r}, "Another word."
    ### END HIDDEN TESTS
""",
}
SETUP = """import pandas as pd
from trilateral.tasks import STOP, compare, is_number, is_table, task"""
POSSIBLE = 8.0


def solution() -> NotebookNode:
    """Return the assignment as an instructor keeps it."""
    cells = [_cell("set-up", SETUP, locked=True)]
    for task, check in CHECKS.items():
        starter = f"{task} = ...\n### BEGIN SOLUTION\n{RIGHT[task]}\n### END SOLUTION"
        cells.append(_cell(f"{task}-answer", starter, solution=True))
        cells.append(
            _cell(task, f"{check.strip()}\n\n\ncheck()", grade=True, locked=True, points=2)
        )
    cells.append(_cell("essay", "Write.", kind="markdown", task=True, locked=True, points=4))
    return cast("NotebookNode", new_notebook(cells=cells))


def exercise() -> NotebookNode:
    """Return the assignment as it is handed out."""
    notebook = solution()
    for cell in notebook.cells:
        for kind in ("SOLUTION", "HIDDEN TESTS"):
            cell.source = re.sub(
                rf"\n[ ]*### BEGIN {kind}.*?### END {kind}", "", cell.source, flags=re.DOTALL
            )
    return notebook


def submission(answers: Mapping[str, str] | None = None, *, first: str = "") -> NotebookNode:
    """Return a submission with `answers` in place of right ones, and `first` run before all."""
    notebook = exercise()
    for cell in notebook.cells:
        task = cell.metadata.nbgrader.grade_id.removesuffix("-answer")
        if cell.metadata.nbgrader.solution:
            cell.source = {**RIGHT, **(answers or {})}[task]
    if first:
        notebook.cells.insert(1, new_code_cell(first, id="first"))
    return notebook


def write_course(folder: Path, change: Callable[[str], str] = str) -> Path:
    """Write the course below `folder`, each cell's source changed, and return its own folder."""
    for room, notebook in (("solutions", solution()), ("exercises", exercise())):
        for cell in notebook.cells:
            cell.source = change(cell.source)
        write(notebook, folder / room / NAME / f"{NAME}.ipynb")
    lessons = folder / "notebooks"
    lessons.mkdir()
    write(new_notebook(), lessons / "00_start_here.ipynb")
    return folder


def write(notebook: NotebookNode | bytes, path: Path) -> Path:
    """Write a notebook, or any bytes in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
    path.write_bytes(content)
    return path


def submit(folder: Path, learner: str, notebook: NotebookNode | bytes) -> Path:
    """Put a submission into nbgrader's tree."""
    return write(notebook, folder / learner / NAME / f"{NAME}.ipynb")


def _cell(grade_id: str, source: str, kind: str = "code", **marks: Any) -> NotebookNode:  # noqa: ANN401 -- nbgrader's flags
    made = new_code_cell(source) if kind == "code" else new_markdown_cell(source)
    made.id = grade_id
    flags = {"grade": False, "solution": False, "locked": False, "task": False, **marks}
    made.metadata.nbgrader = {"schema_version": 3, "grade_id": grade_id, **flags}
    return cast("NotebookNode", made)
