"""The numbers of an exercise's tasks, in their headings and wherever a text names a task by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbformat import NotebookNode

_HEADING: Final = re.compile(r"\A## (\d+)\. ")
_NAMED: Final = re.compile(r"\b[Tt]asks? \d+(?:(?:, and |, | and | or | to |-|–)\d+)*")  # noqa: RUF001 -- an en dash


def next_number(cells: Iterable[NotebookNode]) -> int:
    """Return the number of a task that follows these cells."""
    return 1 + sum(bool(_heading(cell)) for cell in cells)


def renumber(cells: Iterable[NotebookNode], first: int) -> None:
    """Give the headings of tasks the numbers from `first` on, in place."""
    number = first
    for cell in cells:
        if heading := _heading(cell):
            cell.source = f"## {number}. {cell.source[heading.end() :]}"
            number += 1


def named(cells: Iterable[NotebookNode], first: int) -> Iterator[str]:
    """Yield where a text names a task by the number `first` or a higher one, and its words.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell
    >>> cells = [new_markdown_cell("Use tasks 2 and 3; see task 1.", id="my-rule")]
    >>> list(named(cells, 2))
    ['my-rule (tasks 2 and 3)']
    """
    for cell in cells:
        phrases = [
            phrase
            for phrase in _NAMED.findall(cell.source)
            if any(int(number) >= first for number in re.findall(r"\d+", phrase))
        ]
        if phrases:
            yield f"{cell.id} ({'; '.join(dict.fromkeys(phrases))})"


def _heading(cell: NotebookNode) -> re.Match[str] | None:
    return _HEADING.match(cell.source) if cell.cell_type == "markdown" else None
