"""Put a learner's answers and the original's checks together, cell by cell."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.assignments.words import RESTORED, stray_words

if TYPE_CHECKING:
    from nbformat import NotebookNode


def repaired(notebook: NotebookNode, original: NotebookNode) -> NotebookNode:
    """Return `notebook` with the original's given cells and checks, each once and in its place.

    A learner's answers and own cells stay as they are, but for answers that were turned into
    text, which are code again. What was deleted goes after what stood before it in the original; a
    check goes below the learner's own cells there too, which may set what it asks for. What the
    learner wrote into a cell that is put back goes into a cell of its own below it.

    Parameters
    ----------
    notebook
        A learner's notebook.
    original
        The solution, or the exercise as handed out.
    """
    result = copy.deepcopy(notebook)
    ours = {grade_id(cell): cell for cell in original.cells if role(cell) in RESTORED}
    replies = {cell.get("id") for cell in original.cells if cell.cell_type == "markdown"}
    cells = [_restored(cell, ours, replies - {None}) for cell in result.cells]
    result.cells = _once(cells, set(ours))
    _insert_missing(result, original, ours)
    for words in stray_words(notebook, original):
        place = next(at for at, cell in enumerate(result.cells) if grade_id(cell) == words.cell)
        result.cells.insert(place + 1, words.quotation())
    return result


def _restored(cell: NotebookNode, ours: dict[str, NotebookNode], texts: set[str]) -> NotebookNode:
    name = grade_id(cell)
    if name in ours:
        return copy.deepcopy(ours[name])
    if not name and (cell.cell_type == "raw" or cell.get("id") in texts):
        cell.cell_type = "markdown"  # a reply that was turned into code, or is shown nowhere
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
    if role(cell) is Role.ANSWER and cell.cell_type != "code":
        cell.cell_type = "code"
        cell.outputs, cell.execution_count = [], None
        cell.pop("attachments", None)
    return cell


def _once(cells: list[NotebookNode], names: set[str]) -> list[NotebookNode]:
    """Keep the first of a given cell and the last of a check, which sees every answer."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, cell in enumerate(cells):
        first.setdefault(grade_id(cell), place)
        last[grade_id(cell)] = place
    result = []
    for place, cell in enumerate(cells):
        name = grade_id(cell)
        chosen = last if role(cell) is Role.CHECK else first
        if name not in names or chosen[name] == place:
            result.append(cell)
    return result


def _insert_missing(
    result: NotebookNode, original: NotebookNode, ours: dict[str, NotebookNode]
) -> None:
    order = [_key(cell) for cell in original.cells]
    names = [_key(cell) for cell in result.cells]
    for at, cell in enumerate(original.cells):
        if order[at] in ours and order[at] not in names:
            place = _place(names, order, at, role(cell))
            result.cells.insert(place, copy.deepcopy(cell))
            names.insert(place, order[at])


def _place(names: list[str], order: list[str], at: int, kind: Role) -> int:
    """Return where a missing cell goes: after the nearest one that stood before it and is there.

    A learner's own cells there come first where they may set what a check asks for, below its
    answer, or be the reply to an earlier written task, whose own is gone.
    """
    before = next((earlier for earlier in range(at - 1, -1, -1) if order[earlier] in names), -1)
    place = len(names) - names[::-1].index(order[before]) if before >= 0 else 0
    whole = before == at - 1
    if (kind is Role.CHECK and whole) or (kind is Role.WRITTEN and not whole):
        while place < len(names) and names[place] not in order:
            place += 1
    return place


def _key(cell: NotebookNode) -> str:
    """Return what tells a cell of the original from the others, and from a learner's own."""
    return grade_id(cell) or f"#{cell.get('id', '')}"
