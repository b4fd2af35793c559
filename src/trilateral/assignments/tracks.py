"""An exercise on one track: the tasks with code alone, or those without; written ones stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, assert_never

from trilateral.assignments.cells import Role, role

if TYPE_CHECKING:
    from nbformat import NotebookNode

Track = Literal["both", "code", "judgement"]
SET_UP: Final = "set-up"
"""Id of the cell that prepares an exercise."""
_NUMBER: Final = re.compile(r"\A## \d+\. ")
_TIME: Final = re.compile(r"^\*(\d+) minutes[^*\n]*\*$", re.MULTILINE)
_NOTE: Final = (
    "**This is the track without code.** You choose in lists and write. Run all cells once you "
    "have chosen (menu *Run*, *Run All Cells*): the checks then see your choice. Where this "
    "page mentions code, it means tasks that are not in this copy."
)


def track_of(notebook: NotebookNode) -> Track:
    """Return which tasks an exercise was handed out with."""
    track = notebook.metadata.get("trilateral", {}).get("track")
    return track if track in ("code", "judgement") else "both"


def keep(notebook: NotebookNode, track: Track) -> None:
    """Leave out the tasks of the other track, with all that stands under their headings.

    Tasks are numbered again, and the title says their number and minutes. Set-up cells stay.
    """
    gone = _left_out(track)
    if gone is None:
        return
    title, *sections = _sections(notebook.cells)
    chosen = _without(sections, gone)
    title += _set_up(sections, chosen)
    number = 0
    minutes = 0
    for cells in chosen:
        if _NUMBER.match(cells[0].source):  # what introduces tasks says their minutes once more
            time = _TIME.search(cells[0].source)
            minutes += int(time[1]) if time else 0
            number += 1
            cells[0].source = _NUMBER.sub(f"## {number}. ", cells[0].source)
    if title:
        tasks = "1 task" if number == 1 else f"{number} tasks"
        line = f"*{minutes} minutes, {tasks}*"
        line += f"\n\n{_NOTE}" if track == "judgement" else ""
        title[0].source = _TIME.sub(lambda _: line, title[0].source, count=1)
    notebook.cells = [cell for cells in (title, *chosen) for cell in cells]
    notebook.metadata.setdefault("trilateral", {})["track"] = track


def _left_out(track: Track) -> Role | None:
    match track:
        case "both":
            return None
        case "code":
            return Role.CHOICE
        case "judgement":
            return Role.ANSWER
        case _:
            assert_never(track)


def _without(sections: list[list[NotebookNode]], gone: Role) -> list[list[NotebookNode]]:
    """Return the sections without the tasks that go, and without what introduces only them."""
    going = [gone in {role(cell) for cell in cells} for cells in sections]
    return [
        cells
        for cells, goes, next_goes in zip(sections, going, [*going[1:], False], strict=True)
        if not (goes or (next_goes and not _NUMBER.match(cells[0].source)))
    ]


def _set_up(
    sections: list[list[NotebookNode]], chosen: list[list[NotebookNode]]
) -> list[NotebookNode]:
    """Return the set-up cell where it is in a task that goes: the other tasks need it, too."""
    staying = {cell.id for cells in chosen for cell in cells}
    cells = (cell for section in sections for cell in section)
    return [cell for cell in cells if cell.id == SET_UP and cell.id not in staying]


def _sections(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Return the cells by the heading that they stand under; the first ones stand under none."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    return sections
