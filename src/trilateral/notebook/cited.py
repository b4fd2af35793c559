"""The sources a lesson's prose cites, as its last section."""

from __future__ import annotations

import nbformat

from trilateral import evidence, paths
from trilateral.notebook.marks import marks


def cited(lesson: str) -> evidence.Bibliography:
    """Return the bibliography of what a lesson's prose cites.

    Parameters
    ----------
    lesson
        Name of the notebook without its ending, such as ``03_coercion``.

    Raises
    ------
    CourseNotFoundError
        The course's folder is not to be found.
    FileNotFoundError
        The course has no such lesson.
    EvidenceError
        The prose cites a source that does not exist.
    """
    path = paths.course_dir() / "notebooks" / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = {mark.name for text in prose for mark in marks(text) if mark.kind == "@"}
    return evidence.bibliography(found)
