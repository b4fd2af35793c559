"""What a learner has done and what to review, from the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from trilateral.quiz.attempts import Standing, replay
from trilateral.quiz.errors import BankError
from trilateral.quiz.reading import bank_paths, load_bank
from trilateral.quiz.resolving import resolved
from trilateral.quiz.sitting import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trilateral.quiz.statements import Event

GAPS = (timedelta(0), timedelta(days=1), timedelta(days=4), timedelta(days=10))
"""Waiting time before an item comes back after 0, 1, 2 or 3 good reviews; then it is learnt."""


@dataclass(frozen=True)
class Due:
    """An item to bring back."""

    asked: Asked
    since: datetime
    sure_and_wrong: bool


def all_asked(folder: Path | None = None) -> list[Asked]:
    """Return the items of every readable bank, in the lessons' order."""
    found = []
    for path in bank_paths(folder):
        try:
            bank = load_bank(path).bank
        except BankError:
            continue  # a teacher's slip in one bank must not close the others
        found += [Asked(bank.lesson, resolved(item)) for item in bank.items]
    return found


def by_lesson(asked: Sequence[Asked], events: Sequence[Event]) -> dict[str, list[Standing]]:
    """Return how each lesson's items stand in the lesson's own quiz."""
    return {
        lesson: list(
            replay(
                [each.item for each in group], [event for event in events if event.quiz == lesson]
            ).values()
        )
        for lesson, group in groupby(asked, key=lambda each: each.lesson)
    }


def due(asked: Sequence[Asked], events: Sequence[Event], now: datetime | None = None) -> list[Due]:
    """Return the items missed or guessed that it is time to see again, the surest errors first.

    An item enters when it was not right at the first attempt, or was a guess. It comes back at
    once in a later lesson, then after one, four and ten days; a miss in a review starts it anew.
    """
    now = now or datetime.now(UTC)
    found = [each for each in (_due(one, events) for one in asked) if each and each.since <= now]
    return sorted(found, key=lambda each: (not each.sure_and_wrong, each.since))


def _due(asked: Asked, events: Sequence[Event]) -> Due | None:
    """Follow one item through its quiz and its reviews, sitting by sitting."""
    own = [event for event in events if (event.lesson, event.item) == (asked.lesson, asked.item.id)]
    entered, good, sure, last = False, 0, False, None
    for _, sitting in groupby(sorted(own, key=lambda event: event.time), key=lambda e: e.quiz):
        kept = list(sitting)
        standing = replay([asked.item], kept)[asked.item.id]
        if not standing.attempts:
            continue
        last = max(event.time for event in kept)
        entered = entered or standing.to_review
        good = 0 if standing.to_review else good + 1
        sure = standing.sure_and_wrong
    if not entered or last is None or good >= len(GAPS):
        return None
    return Due(asked, last + GAPS[good], sure)
