"""Personal variants: a parameter drawn from the learner's pseudonym, the same in every run.

What is drawn at home is drawn at grading too, where a learner goes by another name: each check
leaves the seed in its saved output, and grading takes it from there. The seed is a digest, so a
submission does not give away the pseudonym of the learner's own records.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from trilateral.records import LEARNER, learner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LEARNER", "VARIANT", "Draw", "draw", "draws", "learner", "seed"]

VARIANT: Final = "TRILATERAL_VARIANT"
"""Environment variable with the seed of a submission that is run for somebody else."""

_T = TypeVar("_T")


class Draw(NamedTuple):
    """What was drawn, and what there was to draw from."""

    drawn: object
    options: tuple[object, ...]


_draws: dict[str, Draw] = {}


def seed() -> str:
    """Return what variants are drawn by, 16 hexadecimal digits: ``TRILATERAL_VARIANT``, if set."""
    return os.environ.get(VARIANT) or _digest(f"variants of {learner()}").hex()[:16]


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
    drawn = options[int.from_bytes(_digest(f"{seed()}/{key}")[:8]) % len(options)]
    _draws[key] = Draw(drawn, tuple(options))
    return drawn


def draws() -> Mapping[str, Draw]:
    """Return what was drawn so far in this process, the last of each key."""
    return dict(_draws)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
