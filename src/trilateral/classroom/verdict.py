"""The verdict on an event: whether it counts, why not, and the class after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from trilateral.classroom.state import State


@dataclass(frozen=True)
class Verdict:
    """Whether an event counts; `after` is None where it changes nothing."""

    taken: bool
    why: str = ""
    after: State | None = None


REPEATED: Final = Verdict(taken=True)
"""It has counted already."""


def yes(after: State) -> Verdict:
    """Return that an event counts."""
    return Verdict(taken=True, after=after)


def no(why: str) -> Verdict:
    """Return that an event does not count, and why."""
    return Verdict(taken=False, why=why)
