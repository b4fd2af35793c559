"""A small class: an assignment, notebooks, and archives as platforms write them."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import v4

from trilateral.grading.limits import Limits
from trilateral.grading.people.roster import Learner, Roster
from trilateral.grading.results import Grading, Mark, Standing
from trilateral.grading.run.course import find_course

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

NAME = "03_coercion"
ADA = Learner("ada", "Ada", "Lovelace", "ada@school.example", "ada", "0012", "101", "s1", "ada")
BO = Learner("bo", "Bô", "Nguyễn", "bo@school.example", "bo", "0013", "102", "s2", "bo")
CLASS = Roster([ADA, BO])


def _cell(kind: str, name: str, source: str, **marks: Any) -> NotebookNode:  # noqa: ANN401 -- metadata
    cell: NotebookNode = (
        v4.new_code_cell(source) if kind == "code" else v4.new_markdown_cell(source)
    )
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {**plain, **marks, "grade_id": name, "schema_version": 3}
    cell["id"] = name
    return cell


def check(name: str) -> str:
    """Return a check that asks for nothing."""
    return f"@task({name!r}, points=1, checks=1)\ndef check({name}):\n    yield True, 'Well.'"


def release(name: str = NAME) -> NotebookNode:
    """Return an assignment with two automatic tasks and a written one."""
    written = "## Why?\n\n| criterion | points |\n|---|---|\n| **Reason** | 1 |"
    cells = [
        _cell("code", "one-answer", "one = ...", solution=True),
        _cell("code", "one", check("one"), grade=True, locked=True, points=2),
        _cell("code", "two-answer", "two = ...", solution=True),
        _cell("code", "two", check("two"), grade=True, locked=True, points=3),
        _cell("markdown", "why", written, task=True, locked=True, points=4),
        v4.new_markdown_cell("Write here.", id="why-words"),
    ]
    notebook: NotebookNode = v4.new_notebook(cells=cells)
    kinds = [("one", "automatic", 2.0), ("two", "automatic", 3.0), ("why", "written", 4.0)]
    notebook.metadata["trilateral"] = {
        "assignment": name,
        "tasks": [{"id": task, "kind": kind, "points": points} for task, kind, points in kinds],
    }
    return notebook


def written(one: object = "...", *, without: str = "") -> bytes:
    """Return a learner's notebook as a file."""
    notebook = release()
    notebook.cells[0].source = f"one = {one}"
    notebook.cells = [cell for cell in notebook.cells if cell["id"] != without]
    return str(nbformat.writes(notebook)).encode()


def course(folder: Path, *names: str) -> Path:
    """Write a course with these assignments, or with one."""
    for room, name in itertools.product(("solutions", "exercises"), names or [NAME]):
        place = folder / room / name / f"{name}.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(release(name), place)
    (folder / "notebooks").mkdir()
    nbformat.write(v4.new_notebook(), folder / "notebooks" / "00_start_here.ipynb")
    return folder


def graded(learner: str, one: float | None = 2, two: float | None = 3, **more: Any) -> Grading:  # noqa: ANN401 -- fields
    """Return what grading found of a learner's two automatic tasks."""
    marks = (_mark("one", one, 2), _mark("two", two, 3))
    essay = Mark("why", Standing.WRITTEN, None, 4)
    plain: dict[str, Any] = {"sha256": "a" * 64, "tests": "v1", "marks": (*marks, essay)}
    return Grading(learner, NAME, **{**plain, **more})


def _mark(task: str, points: float | None, possible: float) -> Mark:
    if points is None:
        return Mark(task, Standing.UNGRADED, None, possible, note="The checks failed.")
    if points == possible:
        return Mark(task, Standing.EARNED, points, possible, 2, 2)
    standing = Standing.PARTLY if points else Standing.LOST
    return Mark(task, standing, points, possible, 1, 2, (f"Look at {task} <again>.",))


def journal(folder: Path, *lines: Grading) -> Path:
    """Write a class's journal of what was graded; return the class's folder.

    What does not say by which tests is by those of the course in the folder.
    """
    path = folder / "graded" / "journal.jsonl"
    path.parent.mkdir(exist_ok=True)
    has_course = (folder / "solutions").is_dir()
    known = find_course(folder, Limits()).assignments if has_course else {}
    current = [
        replace(one, tests=known[one.assignment].tests)
        if one.tests == "v1" and one.assignment in known
        else one
        for one in lines
    ]
    text = "".join(json.dumps(one.plain()) + "\n" for one in current)
    path.write_text(text, encoding="utf-8")
    return folder


def zipped(path: Path, files: dict[str, bytes | str]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def linked(path: Path, name: str, target: str) -> Path:
    """Write a zip file that holds a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, target)
    return path


def bomb() -> bytes:
    """Return a notebook that is almost nothing but spaces."""
    text = io.StringIO()
    json.dump({"nbformat": 4, "cells": [], "metadata": {}}, text)
    return (text.getvalue() + " " * 20_000_000).encode()
