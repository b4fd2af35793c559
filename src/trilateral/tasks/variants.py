"""Personal variants: a parameter drawn from the learner's pseudonym, the same in every run."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final, TypeVar

from trilateral.records import Journal

if TYPE_CHECKING:
    from collections.abc import Sequence

LEARNER: Final = "TRILATERAL_LEARNER"
"""Environment variable with the pseudonym of whose work is run, where that is somebody else's."""

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


def learner() -> str:
    """Return the pseudonym that variants are drawn from.

    Where none can be kept, it is ``nobody``, so that what is drawn stays the same.
    """
    override = os.environ.get(LEARNER, "").strip()
    if override:
        return override
    journal = Journal()
    return journal.learner if journal.unsaved is None else "nobody"
