"""How an item stands: attempts, hints and marks, rebuilt from the learner's events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trilateral.quiz.answers import UnreadableError
from trilateral.quiz.marking import Mark, mark, read_response
from trilateral.quiz.statements import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trilateral.quiz.bank import Item
    from trilateral.quiz.marking import Response
    from trilateral.quiz.statements import Confidence, Event

MOST = 2
"""Attempts; after the second the explanation is shown."""


@dataclass(frozen=True)
class Standing:
    """How one item stands in one sitting."""

    attempts: int = 0
    hints: int = 0
    response: Response | None = None
    mark: Mark | None = None
    confidence: Confidence | None = None
    first_right: bool = False
    guessed: bool = False
    sure_and_wrong: bool = False

    @property
    def correct(self) -> bool:
        """Whether the last attempt was fully right."""
        return self.mark is not None and self.mark.correct

    @property
    def done(self) -> bool:
        """Whether no attempt is left or needed."""
        return self.correct or self.attempts >= MOST

    @property
    def to_review(self) -> bool:
        """Whether the item should come back: missed at first, or guessed."""
        return self.attempts > 0 and (not self.first_right or self.guessed)


def answered(
    standing: Standing, response: Response, marked: Mark, confidence: Confidence | None
) -> Standing:
    """Return the standing after one more attempt."""
    first = standing.attempts == 0
    return replace(
        standing,
        attempts=standing.attempts + 1,
        response=response,
        mark=marked,
        confidence=confidence,
        first_right=marked.correct if first else standing.first_right,
        guessed=confidence == "guess" if first else standing.guessed,
        sure_and_wrong=standing.sure_and_wrong or (confidence == "sure" and not marked.correct),
    )


def hinted(item: Item, standing: Standing) -> Standing:
    """Return the standing with one more hint open."""
    return replace(standing, hints=min(standing.hints + 1, len(item.hints)))


def replay(items: Sequence[Item], events: Iterable[Event]) -> dict[str, Standing]:
    """Return how each item stands after `events`, which belong to one sitting.

    Events of another version of an item, and responses that the item no longer offers, lapse.
    Responses are marked anew, so that a mended key or feedback reaches earlier answers.
    """
    known = {(item.id, item.version): item for item in items}
    standings = {item.id: Standing() for item in items}
    for event in events:
        item = known.get((event.item, event.version))
        if item is None:
            continue
        now = standings[item.id]
        if event.verb == "hinted":
            standings[item.id] = hinted(item, now)
        elif not now.done:
            try:
                response = read_response(item, decode(item, event.response))
            except UnreadableError:
                continue
            marked = mark(item, response)
            if marked.score is not None:
                standings[item.id] = answered(now, response, marked, event.confidence)
    return standings
