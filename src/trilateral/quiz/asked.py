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


def all_asked(folder: Path | None = None) -> list[Asked]:
    """Return the items of every readable bank, in the lessons' order."""
    quantities = []
    for path in bank_paths(folder):
        try:
            bank = load_bank(path).bank
        except BankError:
            continue  # a teacher's slip in one bank must not close the others
        quantities += [Asked(bank.lesson, resolved(item)) for item in bank.items]
    return quantities
