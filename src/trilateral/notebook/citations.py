"""What is wrong with a notebook's citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.errors import EvidenceError
from trilateral.notebook.marks import CitationMark, References, marks, without_marks
from trilateral.notebook.prose import blocks, states_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode


@dataclass(frozen=True)
class Problem:
    """A statement without a source, or a mark that is wrong."""

    cell: str
    """The cell's id."""
    message: str

    def __str__(self) -> str:
        """Return the line that a test or the command line prints."""
        return f"cell {self.cell}: {self.message}"


def problems(notebook: NotebookNode, references: References, depth: int = 1) -> list[Problem]:
    """Return what a reader could not check in a notebook's prose.

    Every paragraph, list item and table row with a number, a date or the name of an event carries
    at least one mark (`[@source]`, `[=quantity]`, `[#table]`); every mark is known, written out
    and up to date.

    Parameters
    ----------
    notebook
        As nbformat reads it.
    references
        Where to look marks up.
    depth
        How many folders the notebook lies below the course's.
    """
    return [
        Problem(cell.get("id", f"number {number}"), message)
        for number, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown"
        for message in _complaints(cell.source, references, depth)
    ]


def _complaints(markdown: str, references: References, depth: int) -> Iterator[str]:
    for block in blocks(markdown):
        fact = states_fact(without_marks(block.text))
        if fact and not any(marks(block.text)):
            words = " ".join(block.text.split())[:70]
            yield (
                f"“{fact}” has no source in “{words}…”. "
                "Add [@source], [=quantity] or [#table] and run `trilateral tidy`."
            )
    for mark in marks(markdown):
        yield from _wrong(mark, references, depth)


def _wrong(mark: CitationMark, references: References, depth: int) -> Iterator[str]:
    try:
        fresh = mark.link(references, depth)
    except EvidenceError as error:
        yield f"[{mark.kind}{mark.name}] has no target. {error}"
        return
    if mark.written != fresh:
        yield f"{mark.written} should read {fresh}. Run `trilateral tidy`."
