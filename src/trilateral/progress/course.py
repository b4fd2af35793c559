"""What the lessons' notebooks say about the course: titles, minutes and activities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import nbformat

from trilateral.notebook.lessons import lessons, title
from trilateral.parts import MIME
from trilateral.paths import editions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

_MINUTES: Final = re.compile(r"^\*(\d+) minutes\*$", re.MULTILINE)


@dataclass(frozen=True)
class Lesson:
    """A lesson, as the start page names it."""

    name: str
    """Its file's name without the ending, such as ``02_access``."""
    title: str
    minutes: int
    """What its title says; 0 where it says nothing."""
    exercise: str
    """Its exercise's notebook, seen from the lesson; empty where there is none."""
    marks: tuple[str, ...]
    """What is done in it beside the quiz, as ``front/parts/home/course.js`` reads it."""


def course(folder: Path) -> list[Lesson]:
    """Return the lessons in a folder of notebooks, in their order.

    Parameters
    ----------
    folder
        The course's ``notebooks``, its ``exercises`` beside it.
    """
    return [_lesson(path) for path in lessons(folder)]


def _lesson(path: Path) -> Lesson:
    notebook = nbformat.read(path, as_version=4)
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    first = _MINUTES.search(prose)
    exercises = editions(path.parents[1] / "exercises", path.stem)
    return Lesson(
        name=path.stem,
        title=title(path.stem),
        minutes=int(first[1]) if first else 0,
        exercise=f"../exercises/{path.stem}/{exercises[-1].name}" if exercises else "",
        marks=tuple(dict.fromkeys(mark for part in _parts(notebook) for mark in _marks(part))),
    )


def _parts(notebook: NotebookNode) -> Iterator[Mapping[str, Any]]:
    """Yield what the notebook's saved parts are drawn from."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            part = output.get("data", {}).get(MIME)
            if part:
                yield part


def _marks(part: Mapping[str, Any]) -> list[str]:
    """Return where the front end keeps what is done with a part: ``<occasion>/<kind>/<thing>``."""
    match part["kind"]:
        case "predict":
            return [f"first/prediction/{part['id']}"]
        case "judge":
            return [f"first/verdict/{claim['id']}" for claim in part["data"]["claims"]]
        case "rate":
            return [f"{part['data']['occasion']}/confidence/"]
        case "weigher":
            return ["synthesis/weight/", "synthesis/test/"]
        case "beside" | "brief" as kind:
            return [f"{kind}/note/"]
        case kind:  # a quiz's own name says its lesson; other parts keep nothing
            return [part["id"]] if kind == "gain" else []
