"""The items of the course: every readable bank's, with the lesson each belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.quiz.errors import BankError
from trilateral.quiz.reading import bank_paths, load_bank
from trilateral.quiz.resolving import resolved

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.quiz.bank import Item


@dataclass(frozen=True)
class Asked:
    """An item, its answer computed, and the lesson whose bank it is in."""

    lesson: str
    item: Item


def all_asked(folder: Path | None = None, *, before: str | None = None) -> list[Asked]:
    """Return the items of every readable bank, in the lessons' order.

    Parameters
    ----------
    folder
        Where the banks are; the course's own folder by default.
    before
        Leave out the banks of this lesson and of those after it.
    """
    items = []
    for path in bank_paths(folder):
        if before is not None and path.stem >= before:
            continue
        try:
            bank = load_bank(path).bank
        except BankError:
            continue  # a teacher's slip in one bank must not close the others
        items += [Asked(bank.lesson, resolved(item)) for item in bank.items]
    return items
