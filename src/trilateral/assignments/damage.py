"""What a learner did to the cells of an exercise that keeps a task from being checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.assignments.words import replies_as_code, stray_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

Kind = Literal["deleted", "duplicated", "split", "retyped", "misplaced"]

_ROLES = {Role.GIVEN, Role.ANSWER, Role.CHOICE, Role.CHECK, Role.WRITTEN}
_NAMES = {
    Role.GIVEN: "the given cell",
    Role.ANSWER: "the answer cell",
    Role.CHOICE: "the cell to choose in",
    Role.CHECK: "the check cell",
    Role.WRITTEN: "the task's own cell",
    Role.OTHER: "the cell",
}


@dataclass(frozen=True)
class Damage:
    """What happened to one cell."""

    cell: str
    """Its name in the gradebook."""
    kind: Kind
    sentence: str
    """What happened, what is done about it, and what the learner can do."""


def damage(notebook: NotebookNode, original: NotebookNode) -> list[Damage]:
    """Return what is damaged in `notebook`, in the order of the original's cells.

    Parameters
    ----------
    notebook
        A learner's notebook.
    original
        The exercise as handed out, or its solution.
    """
    copies: defaultdict[str, list[NotebookNode]] = defaultdict(list)
    for cell in notebook.cells:
        copies[grade_id(cell)].append(cell)
    problems: list[Damage] = []
    for cell in original.cells:
        if role(cell) in _ROLES:
            problems.extend(_of_one(cell, copies[grade_id(cell)]))
    problems.extend(
        Damage(words.cell, "misplaced", words.sentence)
        for words in stray_words(notebook, original)
        if words.prose
    )
    problems.extend(
        Damage(task, "misplaced", _AS_CODE.format(task=task))
        for task in replies_as_code(notebook, original)
    )
    return problems


_AS_CODE = (
    "{task}: there is a code cell below the task. The marker reads it, but a reply belongs "
    "in a Markdown cell."
)


def _of_one(original: NotebookNode, copies: list[NotebookNode]) -> Iterator[Damage]:
    name, what = grade_id(original), _NAMES[role(original)]
    if not copies:
        if role(original) is Role.ANSWER:
            then = (
                "The answer counts if another cell sets it. To get the cell back, add a "
                "code cell above the check."
            )
        elif role(original) is Role.CHOICE:
            then = (
                "Your choice went with it. Copy the cell from the exercise that was handed "
                "out, run it and choose again."
            )
        else:
            then = "It is restored for marking. Copy it from the exercise that was handed out."
        yield Damage(name, "deleted", f"{name}: {what} is missing. {then}")
    elif len(copies) > 1:
        yield _several(original, copies)
    if any(copy.cell_type != original.cell_type for copy in copies):
        yield Damage(
            name,
            "retyped",
            f"{name}: {what} is no longer a {original.cell_type} cell. It is read as one for "
            f"marking; change its type back to {original.cell_type.capitalize()}.",
        )


def _several(original: NotebookNode, copies: list[NotebookNode]) -> Damage:
    name, what = grade_id(original), _NAMES[role(original)]
    if len({copy.source.strip() for copy in copies}) == 1:
        return Damage(
            name,
            "duplicated",
            f"{name}: {what} appears {len(copies)} times. One of them counts. Delete the others.",
        )
    return Damage(
        name,
        "split",
        f"{name}: {what} is there in {len(copies)} different pieces. They are read as one, "
        "in their order. Join them again, or delete the piece that you do not need.",
    )
