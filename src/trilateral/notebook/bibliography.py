"""The sources a lesson's prose cites, as its last section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral import evidence, paths
from trilateral.errors import NotebookError
from trilateral.files import cell_sources
from trilateral.notebook.marks import marks

if TYPE_CHECKING:
    from pathlib import Path


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
    NotebookError
        The course has no such lesson; the message lists those it has.
    EvidenceError
        The prose cites a source that does not exist.
    """
    path = paths.course_dir() / "notebooks" / f"{lesson}.ipynb"
    if not path.is_file():
        raise NotebookError(_unknown(lesson, path.parent))
    prose = cell_sources(path, "markdown")
    ids = {mark.name for text in prose for mark in marks(text) if mark.kind == "@"}
    return evidence.bibliography(ids)


def _unknown(lesson: str, folder: Path) -> str:
    names = ", ".join(sorted(path.stem for path in folder.glob("*.ipynb")))
    return f"There is no lesson {lesson!r} in {folder}. Choose one of: {names}."
