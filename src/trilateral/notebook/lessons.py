"""What every lesson has alike: folded code, and the way to the other lessons at both ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from nbformat.v4 import new_markdown_cell

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

ABOVE: Final = "lessons-above"
BELOW: Final = "lessons-below"
"""Ids of the cells that tidy writes."""
HOME: Final = "home.ipynb"
"""The start page, beside the lessons."""
OPEN: Final = "playground"
"""Tag of a cell whose code is there to be changed, and so stays open."""

_LESSON: Final = re.compile(r"\d\d_\w+$")
_FOLDED: Final = "source_hidden"


def is_lesson(path: Path) -> bool:
    """Return whether a notebook is a lesson of a course, by its folder and its name."""
    return path.resolve().parent.name == "notebooks" and bool(_LESSON.match(path.stem))


def is_home(path: Path) -> bool:
    """Return whether a notebook is a course's start page, by its folder and its name."""
    return path.resolve().parent.name == "notebooks" and path.name == HOME


def lessons(folder: Path) -> list[Path]:
    """Return the lessons in a course's folder of notebooks, in their order."""
    return sorted(path for path in folder.glob("*.ipynb") if is_lesson(path))


def furnish(notebook: NotebookNode, path: Path) -> None:
    """Fold the code, and write a lesson's way to the start page and the other lessons, in place.

    Parameters
    ----------
    notebook
        A lesson or the start page; its cells are named.
    path
        Where it lies: the other lessons are the notebooks beside it.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            _fold(cell)
    if is_home(path):
        return
    way = _way(path)
    cells = [cell for cell in notebook.cells if cell.id not in (ABOVE, BELOW)]
    ends = (_cell(way, ABOVE), _cell(way, BELOW))
    notebook.cells = [ends[0], *cells, ends[1]]


def _fold(cell: NotebookNode) -> None:
    """Fold a cell's code away, or keep it open where it is there to be changed."""
    state = {k: v for k, v in cell.metadata.get("jupyter", {}).items() if k != _FOLDED}
    if OPEN not in cell.metadata.get("tags", []):
        state[_FOLDED] = True
    if state:
        cell.metadata["jupyter"] = state
    else:
        cell.metadata.pop("jupyter", None)


def _way(path: Path) -> str:
    """Return the line that leads home and to each lesson, with arrows at the neighbours."""
    stems = [lesson.stem for lesson in lessons(path.resolve().parent)]
    here = stems.index(path.stem) if path.stem in stems else 0
    words = {here - 1: "[← {}]({})", here: "**[{}]({})**", here + 1: "[{} →]({})"}
    links = [
        words.get(place, "[{}]({})").format(title(stem), f"{stem}.ipynb")
        for place, stem in enumerate(stems)
    ]
    return " · ".join([f"[Home]({HOME})", *links])


def title(stem: str) -> str:
    """Return a lesson's title in a word or two, from its file's name without the ending."""
    return stem.partition("_")[2].replace("_", " ").capitalize()


def _cell(source: str, name: str) -> NotebookNode:
    return cast("NotebookNode", new_markdown_cell(source, id=name))
