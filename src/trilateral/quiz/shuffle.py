"""A learner's own order of the options: mixed, and the same after every restart."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, TypeVar

from trilateral.quiz.bank import Matching, MultipleChoice, Ordering, SingleChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.bank import Item

_T = TypeVar("_T")


def shuffled(parts: Sequence[_T], seed: str) -> list[_T]:
    """Return `parts` in an order that depends on `seed` alone.

    The learner's own random numbers (`random`, NumPy) are neither used nor disturbed.
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    return random.Random(number).sample(parts, len(parts))  # noqa: S311 -- no secret


def order(item: Item, learner: str) -> list[str]:
    """Return the ids of the item's options, entries or rows as `learner` sees them."""
    seed = f"{learner}/{item.id}/{item.version}"
    match item:
        case SingleChoice() | MultipleChoice():
            return shuffled([option.id for option in item.options], seed)
        case Ordering():
            mixed = shuffled(item.key, seed)
            # To show the key itself would give the answer away.
            return mixed if tuple(mixed) != item.key else [*mixed[1:], mixed[0]]
        case Matching():
            return shuffled([row.id for row in item.rows], seed)
        case _:
            return []


def choices(item: Matching, learner: str) -> list[str]:
    """Return the ids of a matching item's choices as `learner` sees them."""
    return shuffled([c.id for c in item.choices], f"{learner}/{item.id}/{item.version}/choices")
