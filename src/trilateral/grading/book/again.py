"""Work handed in again: whether the reply that a person marked before is still the same."""

from __future__ import annotations

import html
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trilateral.grading.book.entries import Grade

_NOTE: Final = '<div class="alert alert-info handed-in-again">'
"""How a note of ours begins. A learner's own HTML is made plain, so none of theirs does."""

Shown = list[dict[str, Any]]
"""The cells of a notebook as formgrader shows it."""


def shown_before(path: Path) -> Shown:
    """Return the cells that formgrader has shown of a submission, none if there was nothing."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return cells if isinstance(cells, list) else []


def with_notes(before: Shown, now: Shown, former: Mapping[str, Grade], *, again: bool) -> Shown:
    """Return the cells to show, with a note above each reply that a person has marked before.

    Parameters
    ----------
    before, now
        What was shown, and what is to be.
    former
        What people gave, by task.
    again
        Whether another file was handed in. If not, notes that are there stay.
    """
    made: Shown = []
    notes = _notes(before)
    for cell in now:
        made.append(cell)
        task = _task(cell)
        if task in former:
            same = _reply(before, task) == _reply(now, task)
            note = _note(former[task], same=same) if again else notes.get(task, "")
            if note:
                number = f"again-{len(made)}"
                made.append({"cell_type": "markdown", "id": number, "metadata": {}, "source": note})
    return made


def _note(former: Grade, *, same: bool) -> str:
    comment = f", “{html.escape(' '.join(former.comment.split()))}”" if former.comment else ""
    mark = f"{former.points:g} of {former.possible:g}{comment}"
    if same:
        text = f"The reply is the same as before ({mark}). Confirm that mark or change it."
    else:
        text = f"The reply has changed. The previous one got {mark}. Mark it again."
    return f"{_NOTE}Handed in again. {text}</div>"


def _reply(cells: Shown, task: str) -> list[str]:
    """Return the texts of a reply: the cells below the task's own, up to the next of ours."""
    names = [_task(cell) for cell in cells]
    if task not in names:
        return []
    below = cells[names.index(task) + 1 :]
    end = next((place for place, cell in enumerate(below) if _task(cell)), len(below))
    texts = [_source(cell).strip() for cell in below[:end]]
    return [text for text in texts if text and not text.startswith(_NOTE)]


def _notes(cells: Shown) -> dict[str, str]:
    pairs: list[tuple[str, str]] = []
    for above, cell in pairwise(cells):
        if _source(cell).startswith(_NOTE):
            pairs.append((_task(above), _source(cell)))
    return dict(pairs)


def _task(cell: Mapping[str, Any]) -> str:
    marks = cell.get("metadata", {}).get("nbgrader", {})
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""


def _source(cell: Mapping[str, Any]) -> str:
    source: str | Sequence[str] = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
