"""What learners chose in the parts of an exercise, as its notebook keeps it.

A part's output holds the choice, so it travels with the notebook. The page gives it to the kernel
before a cell runs, grading to the process that a submission runs in. Where it comes from a
notebook's file it may be anything: only what `sound` returns is ever used.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from trilateral.parts import mime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Choice = dict[str, str] | list[str]
"""Answers by row, or rows in their order; an empty one is none."""
KEY: Final = "choice"
"""Under which the part's data in an output hold it."""
CHOICES: Final = "TRILATERAL_CHOICES"
"""Environment variable with the choices of a notebook that is run for somebody, as JSON."""
MOST: Final = 100
"""Rows of a part, and parts of a notebook; each text has at most as many characters."""
_chosen: dict[str, Choice] = {}


def sound(value: object) -> Choice | None:
    """Return a value as a choice, or None where it is no such thing."""
    if isinstance(value, dict) and len(value) <= MOST:
        texts = [*value, *value.values()]
        return dict(value) if all(map(_short, texts)) else None
    if isinstance(value, list) and len(value) <= MOST and all(map(_short, value)):
        return list(value) if len(set(value)) == len(value) else None
    return None


def stored(cells: object) -> dict[str, Choice]:
    """Return the choices in the outputs of a notebook's cells, by task.

    Where a part is there more than once, the last choice that was made in one counts.

    Parameters
    ----------
    cells
        As they are in the file, which may be anybody's.
    """
    choices: dict[str, Choice] = {}
    for held in _parts(cells):
        task, choice = held.get("id"), sound(held.get(KEY))
        if _short(task) and choice and (task in choices or len(choices) < MOST):
            choices[str(task)] = choice
    return choices


def take(choices: Mapping[str, object] | str) -> None:
    """Keep choices by task, as far as they are sound; an emptied one takes an earlier one back.

    Parameters
    ----------
    choices
        Or the same as JSON.
    """
    if isinstance(choices, str):
        with suppress(ValueError, RecursionError):
            take(json.loads(choices))
        return
    for task, value in choices.items() if hasattr(choices, "items") else ():
        choice = sound(value)
        if _short(task) and choice is not None and (task in _chosen or len(_chosen) < MOST):
            _chosen[task] = choice


def chosen(task: str) -> Choice:
    """Return what was chosen in a task's part, or an empty choice."""
    if CHOICES in os.environ:
        take(os.environ.pop(CHOICES))
    return _chosen.get(task, {})


def _short(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= MOST


def _parts(cells: object) -> Iterator[dict[str, Any]]:
    for cell in cells if isinstance(cells, list) else []:
        match cell:
            case {"outputs": list(outputs)}:
                for output in outputs:
                    match output:
                        case {"data": {mime.MIME: {"kind": "choice", **held}}}:
                            yield {str(key): value for key, value in held.items()}
