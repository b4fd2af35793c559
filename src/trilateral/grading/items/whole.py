"""How well the items of a test measure together: its consistency, and for how many learners."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.grading.items.flags import Band, Say, band, say
from trilateral.models.reliability import Estimate, alpha, alpha_interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from trilateral.grading.items.analysis import First, Place

_Sheet = frozenset[tuple[str, str]]
"""Items with their versions, as one learner answered them."""


@dataclass(frozen=True)
class Whole:
    """A test as some learners took it: the same items in the same versions."""

    test: str
    items: tuple[tuple[str, str], ...]
    """Each item with its version."""
    n: int
    """Learners who answered all of them."""
    of: int
    """Learners who answered any item of the test, in any version."""
    say: Say
    alpha: Estimate | None = None
    """Cronbach's, with Feldt's interval; None where it cannot be computed or may not be said."""
    band: Band | None = None
    reaches: tuple[Band, Band] | None = None
    """The bands at the two ends of the interval."""

    @property
    def version(self) -> str:
        """The version that most items have, and which have another."""
        counts = Counter(version for _, version in self.items)
        most = min(counts, key=lambda version: (-counts[version], version))
        others = [f"{item} {version}" for item, version in self.items if version != most]
        return ", ".join([most, *others])

    @property
    def words(self) -> str:
        """The band in words, and how far the interval reaches; nothing where there is no alpha."""
        if self.band is None or self.reaches is None:
            return ""
        low, high = self.reaches
        if low is high:
            return str(self.band)
        if (low, high) == (Band.POOR, Band.FINE):
            return f"{self.band}, though anything from poor to fine is possible"
        return f"{self.band}, though it may be {high if low is self.band else low}"


def wholes(
    answers: Mapping[Place, Sequence[First]], partial: Collection[Place] = ()
) -> list[Whole]:
    """Return the consistency of each test, from the learners who answered all of it.

    A test of which learners met different versions counts once for each set of versions, where
    ten learners or more answered it; otherwise the set that most answered is all there is. Tests
    of one item have no consistency.

    Parameters
    ----------
    answers
        First answers.
    partial
        Items that are marked for some learners alone: left out.
    """
    tests: dict[str, dict[str, dict[tuple[str, str], float]]] = {}
    for (test, item, version), firsts in sorted(answers.items()):
        for first in firsts if (test, item, version) not in partial else ():
            learners = tests.setdefault(test, {})
            learners.setdefault(first.learner, {})[item, version] = first.score
    return [whole for test, learners in tests.items() for whole in _of(test, learners)]


def _of(test: str, learners: Mapping[str, Mapping[tuple[str, str], float]]) -> Iterator[Whole]:
    counts = Counter(frozenset(scores) for scores in learners.values())
    complete = [sheet for sheet in counts if not any(sheet < other for other in counts)]
    complete.sort(key=lambda sheet: (-counts[sheet], -len(sheet), sorted(sheet)))
    for at, sheet in enumerate(complete):
        if len(sheet) > 1 and (at == 0 or say(counts[sheet]) is not Say.COUNTS):
            yield _whole(test, sheet, learners)


def _whole(
    test: str, sheet: _Sheet, learners: Mapping[str, Mapping[tuple[str, str], float]]
) -> Whole:
    items = tuple(sorted(sheet))
    table = [
        [answers[item] for item in items]
        for answers in learners.values()
        if answers.keys() == sheet
    ]
    whole = Whole(test, items, len(table), len(learners), say(len(table)))
    value = None if whole.say is Say.COUNTS else alpha(table)
    if value is None:
        return whole
    low, high = alpha_interval(value, len(table), len(items))
    return Whole(
        test,
        items,
        whole.n,
        whole.of,
        whole.say,
        Estimate(value, low, high),
        band(value),
        (band(low), band(high)),
    )
