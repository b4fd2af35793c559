"""Personal variants: a parameter drawn from the learner's pseudonym, the same in every run."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from trilateral.records import LEARNER, learner

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LEARNER", "draw", "learner"]

_T = TypeVar("_T")


def draw(key: str, options: Sequence[_T]) -> _T:
    """Return the learner's own one of `options`.

    Parameters
    ----------
    key
        Names what is drawn; another key draws independently.
    options
        What there is to draw from. To add or move one changes what learners have drawn.

    Notes
    -----
    The learner's random numbers (`random`, NumPy) are neither used nor disturbed.
    """
    digest = hashlib.sha256(f"{learner()}/{key}".encode()).digest()
    return options[int.from_bytes(digest[:8]) % len(options)]
