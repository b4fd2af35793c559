"""What is worth a second look, in words; ``docs/instructor/items.md`` says what each one means.

The two bounds of consistency are from Moodle's documentation (*Quiz report statistics*: above 75 %
satisfactory, below 64 % unsatisfactory). The other bounds are this course's own.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.models.reliability import Estimate

COUNTS_ONLY: Final = 10
"""Learners below whom there are no figures."""
INDICATIVE: Final = 30
"""Learners below whom figures are no more than a hint."""
FINE, POOR = 0.75, 0.64
"""Moodle's bounds of consistency."""
_HARD, _EASY, _LOW, _UNUSED = 0.30, 0.90, 0.20, 0.05


class Say(Enum):
    """How much may be said."""

    COUNTS = "counts only"
    HINT = "indicative"
    FIGURES = "figures"


class Flag(StrEnum):
    """What to look at."""

    HARD = "hard"
    EASY = "easy"
    AGAINST = "goes against the rest: look at the key"
    MAYBE_AGAINST = "may go against the rest: look at the key"
    LITTLE = "says little about the rest"
    UNUSED = "hardly anybody chooses it"
    STRONGER = "the stronger choose it"
    MAYBE_STRONGER = "the stronger may choose it"


class Band(StrEnum):
    """Where Moodle's documentation puts a consistency."""

    FINE = "fine"
    BETWEEN = "between poor and fine"
    POOR = "poor"


def say(learners: int) -> Say:
    """Return how much a class of this size lets one say.

    Examples
    --------
    >>> [say(n).value for n in (9, 10, 30)]
    ['counts only', 'indicative', 'figures']
    """
    if learners < COUNTS_ONLY:
        return Say.COUNTS
    return Say.HINT if learners < INDICATIVE else Say.FIGURES


def band(alpha: float) -> Band:
    """Return the band of a consistency.

    Examples
    --------
    >>> [band(value).value for value in (0.63, 0.64, 0.75, 0.76)]
    ['poor', 'between poor and fine', 'between poor and fine', 'fine']
    """
    if alpha > FINE:
        return Band.FINE
    return Band.POOR if alpha < POOR else Band.BETWEEN


def item_flags(difficulty: float | None, rest: Estimate | None) -> Iterator[Flag]:
    """Give what is odd about an item."""
    if difficulty is not None and difficulty < _HARD:
        yield Flag.HARD
    if difficulty is not None and difficulty > _EASY:
        yield Flag.EASY
    if rest is not None and rest.value < 0:
        yield Flag.AGAINST if rest.high < 0 else Flag.MAYBE_AGAINST
    elif rest is not None and rest.value < _LOW:
        yield Flag.LITTLE


def distractor_flags(share: float, rest: Estimate | None) -> Iterator[Flag]:
    """Give what is odd about a wrong option, from who chose it and how they did in the rest."""
    if share < _UNUSED:
        yield Flag.UNUSED
    if rest is not None and rest.value > 0:
        yield Flag.STRONGER if rest.low > 0 else Flag.MAYBE_STRONGER
