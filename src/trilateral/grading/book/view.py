"""A submission as formgrader may show it: what the learner wrote, and nothing that runs.

nbgrader puts a learner's HTML and Markdown into the instructor's page as they are, where a script
would act with the instructor's rights. Here they are made harmless before they get there.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

import nh3

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.grading.submission import UnreadableError, parse

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.results import Grading, Mark

_TAG: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_LINK: Final = re.compile(r"(\]\(\s*<?)(?!\s*(?:https?:|mailto:|attachment:|#))")
_REFERENCE: Final = re.compile(r"(\]:\s*<?)(?!\s*(?:https?:|mailto:|#))")
_PICTURES: Final = ("image/png", "image/jpeg")


def view(graded: Grading, executed: Path, release: NotebookNode) -> dict[str, Any]:
    """Return the notebook that formgrader shows of a graded submission.

    Parameters
    ----------
    graded
        Its marks.
    executed
        The notebook as it was run; without one, the assignment as handed out stands for it.
    release
        The assignment as handed out.
    """
    marks = {mark.task: mark for mark in graded.marks}
    ours = {grade_id(cell): cell for cell in release.cells if grade_id(cell)}
    names: set[str] = set()
    cells = [_cell(cell, ours, names, marks) for cell in _cells(executed, release)]
    for name, cell in ours.items():
        if name not in names:  # formgrader has a mark or a comment for each of them
            cells.append(_cell(cell.copy(), ours, names, marks))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return {**release, "cells": cells}


def _cells(executed: Path, release: NotebookNode) -> list[NotebookNode]:
    try:
        notebook = parse(executed.read_bytes(), outputs=True)
    except (OSError, UnreadableError):
        return [cell.copy() for cell in release.cells]
    return list(notebook.cells)


def _cell(
    cell: NotebookNode, ours: dict[str, NotebookNode], names: set[str], marks: dict[str, Mark]
) -> NotebookNode:
    name = grade_id(cell)
    original = ours.get(name)
    first = original is not None and name not in names
    cell.metadata = {}
    if original is not None and first:
        names.add(name)
        cell.metadata = original.metadata
    if cell.cell_type == "code":
        cell.outputs = [safe for output in cell.outputs if (safe := _output(output))]
        if first and role(cell) is Role.CHECK and name in marks:
            cell.outputs = [_report(marks[name])]
    elif original is None or cell.source != original.source:
        cell.source = harmless(cell.source)
    return cell


def harmless(markdown: str) -> str:
    """Return a learner's Markdown without HTML and without links that could run something."""
    plain = re.sub(r"\\+href", "href", _TAG.sub("&lt;", markdown))
    return _REFERENCE.sub(r"\1#", _LINK.sub(r"\1#", plain))


def _output(output: Any) -> dict[str, Any] | None:  # noqa: ANN401 -- JSON
    if output.get("output_type") == "stream":
        return {"output_type": "stream", "name": "stdout", "text": _text(output.get("text"))}
    if output.get("output_type") == "error":
        texts = [str(output.get(key, "")) for key in ("ename", "evalue")]
        error = dict(zip(("ename", "evalue"), texts, strict=True))
        return {"output_type": "error", **error, "traceback": [": ".join(texts)]}
    data = output.get("data")
    data = data if isinstance(data, dict) else {}
    safe = {key: _text(data[key]) for key in ("text/plain", *_PICTURES) if key in data}
    if "text/html" in data:
        safe["text/html"] = nh3.clean(_text(data["text/html"]))
    return {"output_type": "display_data", "data": safe, "metadata": {}} if safe else None


def _text(value: object) -> str:
    lines = value if isinstance(value, list) else [value]
    return "".join(line for line in lines if isinstance(line, str))


def _report(mark: Mark) -> dict[str, Any]:
    """Return what a check found, for the instructor."""
    points = "no mark yet" if mark.points is None else f"{mark.points:g} of {mark.possible:g}"
    messages = [*mark.messages, *([mark.note] if mark.note else [])]
    items = "".join(f"<li>{html.escape(text)}</li>" for text in messages)
    head = f"<p><strong>{html.escape(mark.standing.value)}</strong>, {points}</p>"
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {
            "text/plain": "\n".join([f"{mark.standing.value}, {points}", *messages]),
            "text/html": head + (f"<ul>{items}</ul>" if items else ""),
        },
    }
