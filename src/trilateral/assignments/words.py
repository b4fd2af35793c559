"""What a learner wrote into cells whose original counts, and replies that are not text cells.

The original is put back for marking, so what was written there would be lost: it goes into a cell
of its own below, where the marker reads it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nbformat.v4 import new_markdown_cell

from trilateral.assignments.cells import Role, grade_id, role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

RESTORED: Final = frozenset({Role.GIVEN, Role.CHECK, Role.WRITTEN, Role.CHOICE})
"""What is put back as it was handed out."""


@dataclass(frozen=True)
class Words:
    """What a learner added to one cell that is put back."""

    cell: str
    """Its name in the gradebook."""
    text: str
    prose: bool
    """Whether it is in a written task's own cell."""
    attachments: NotebookNode | None = None
    """Pictures that it shows."""

    @property
    def sentence(self) -> str:
        """Return what is done about it."""
        return (
            f"{self.cell}: the task's own cell is locked, and its text differs from the "
            "exercise. Your text is kept in a cell below, where the marker reads it."
        )

    def quotation(self) -> NotebookNode:
        """Return a cell that says where the words come from."""
        fence = "`" * (3 + self.text.count("`"))
        body = self.text if self.prose else f"{fence}python\n{self.text}\n{fence}"
        head = f"*Added to the exercise's own text in the locked cell {self.cell}:*"
        cell: NotebookNode = new_markdown_cell(f"{head}\n\n{body}")
        if self.attachments:
            cell.attachments = self.attachments
        return cell


def stray_words(notebook: NotebookNode, original: NotebookNode) -> list[Words]:
    """Return what a learner added to the cells that are put back, in the learner's order."""
    ours = {grade_id(cell): cell for cell in original.cells if role(cell) in RESTORED}
    words: dict[str, Words] = {}
    for cell in notebook.cells:
        own = ours.get(grade_id(cell))
        text = _added(cell, own) if own else ""
        if own is None or not text:
            continue
        name = grade_id(own)
        before = words.get(name)
        if before and before.text != text:
            text = f"{before.text}\n\n{text}"
        prose = role(own) is Role.WRITTEN
        words[name] = Words(name, text, prose, cell.get("attachments") if prose else None)
    return list(words.values())


def replies_as_code(notebook: NotebookNode, original: NotebookNode) -> Iterator[str]:
    """Yield each written task below which a learner has words or code in a code cell."""
    ours = {grade_id(cell): role(cell) for cell in original.cells if grade_id(cell)}
    originals = {cell.get("id") for cell in original.cells if cell.cell_type == "code"}
    task, seen = "", set()
    for cell in notebook.cells:
        if name := grade_id(cell):
            task = name if ours.get(name) is Role.WRITTEN else ""
            continue
        code = cell.cell_type == "code" and cell.get("id") not in originals
        if code and task and task not in seen and cell.source.strip():
            seen.add(task)
            yield task


def _added(cell: NotebookNode, original: NotebookNode) -> str:
    """Return the lines of a cell that its original does not have.

    Of a check or another given cell, only where the whole original is there, too: the cell may be
    of an older edition of the exercise.
    """
    there = Counter(line.strip() for line in original.source.splitlines())
    added = []
    for line in cell.source.splitlines():
        there[line.strip()] -= 1
        if there[line.strip()] < 0:
            added.append(line)
    older = role(original) is not Role.WRITTEN and any(n > 0 for key, n in there.items() if key)
    return "" if older or not any(map(str.strip, added)) else "\n".join(added).strip("\n")
