"""How the items of a test did, and how much a class of this size lets one say about that.

First attempts only; versions of an item are never put together. Up to 9 learners there are counts
alone; up to 29 the figures are indicative. An item's relation to the rest is corrected: the item
itself is left out of the rest.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COUNTS_ONLY: Final = 10
"""Learners below whom there are no figures."""
INDICATIVE: Final = 30
"""Learners below whom figures are no more than a hint."""
_HARD, _EASY, _LOW, _UNUSED = 0.30, 0.90, 0.20, 0.05
_FISHER: Final = 4
"""Learners whom the interval of a correlation needs."""


class Say(Enum):
    """How much may be said."""

    COUNTS = "counts only"
    HINT = "indicative"
    FIGURES = "figures"


@dataclass(frozen=True)
class First:
    """A learner's first answer to an item."""

    learner: str
    score: float
    """Points."""
    possible: float
    answers: tuple[str, ...] = ()
    """What was chosen or written; of several options, each."""
    offered: tuple[str, ...] = ()
    """All options, where there are any."""
    right: tuple[str, ...] = ()
    """The right ones."""
    message: str = ""
    """What a wrong answer was told."""
    sure: bool | None = None
    """Whether the learner was sure; None where they did not say."""

    @property
    def fraction(self) -> float:
        """Return the score as a share of the points."""
        return self.score / self.possible if self.possible else 0.0


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Choice:
    """An option, or an answer in a learner's own words."""

    answer: str
    count: int
    right: bool
    rest: float | None = None
    """How choosing it goes with the rest of the test."""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """How one version of an item did."""

    test: str
    item: str
    version: str
    n: int
    """Learners with a first attempt."""
    say: Say
    right: int
    partly: int
    wrong: int
    difficulty: float | None = None
    """The mean share of the points: 1 is easiest."""
    rest: Interval | None = None
    """Correlation with the rest of the test."""
    choices: tuple[Choice, ...] = ()
    wrong_answer: str = ""
    """The commonest wrong answer."""
    wrong_count: int = 0
    message: str = ""
    """What it was told."""
    sure: int = 0
    """Learners who said that they were sure."""
    sure_and_wrong: int = 0
    flags: tuple[str, ...] = ()


Answers = dict[tuple[str, str, str], list[First]]
"""First answers by test, item and version."""


def analyse(answers: Mapping[tuple[str, str, str], Sequence[First]]) -> list[Item]:
    """Return how each version of each item did.

    A learner's rest is the share of points in the other items of the same test that they
    answered, so that an item which some left out does not count against them.
    """
    earned: dict[tuple[str, str], list[float]] = {}
    for (test, _, _), firsts in answers.items():
        for one in firsts:
            sums = earned.setdefault((test, one.learner), [0.0, 0.0])
            sums[0] += one.score
            sums[1] += one.possible
    items = []
    for (test, item, version), firsts in sorted(answers.items()):
        rests = {
            one.learner: _rest(earned[test, one.learner], one)
            for one in firsts
            if earned[test, one.learner][1] > one.possible
        }
        items.append(_item((test, item, version), firsts, rests))
    return items


def correlation(pairs: Iterable[tuple[float, float]]) -> Interval | None:
    """Return Pearson's r with Fisher's interval; None where nothing varies or too few are there."""
    first, second = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), ())
    n = len(first)
    if n < _FISHER or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    r = float(stats.pearsonr(first, second).statistic)
    if abs(r) >= 1 - 1e-12:  # the interval of a perfect relation has no width to compute
        return Interval(round(r), round(r), round(r))
    centre, reach = math.atanh(r), stats.norm.ppf(0.975) / math.sqrt(n - 3)
    return Interval(r, math.tanh(centre - reach), math.tanh(centre + reach))


def _rest(sums: Sequence[float], one: First) -> float:
    return (sums[0] - one.score) / (sums[1] - one.possible)


def _item(place: tuple[str, str, str], firsts: Sequence[First], rests: Mapping[str, float]) -> Item:
    n = len(firsts)
    say = Say.COUNTS if n < COUNTS_ONLY else Say.HINT if n < INDICATIVE else Say.FIGURES
    figures = say is not Say.COUNTS
    difficulty = sum(one.fraction for one in firsts) / n if figures else None
    pairs = [(one.fraction, rests[one.learner]) for one in firsts if one.learner in rests]
    rest = correlation(pairs) if figures else None
    wrong = [one for one in firsts if one.fraction < 1]
    said = Counter(_told(one) for one in wrong if any(_told(one)))
    (answer, message), count = min(
        said.items(), key=lambda pair: (-pair[1], pair[0]), default=(("", ""), 0)
    )
    return Item(
        *place,
        n,
        say,
        right=sum(one.fraction >= 1 for one in firsts),
        partly=sum(0 < one.fraction < 1 for one in firsts),
        wrong=sum(one.fraction <= 0 for one in firsts),
        difficulty=difficulty,
        rest=rest,
        choices=_choices(firsts, rests if figures else {}, figures=figures),
        wrong_answer=answer,
        wrong_count=count,
        message=message,
        sure=sum(one.sure is True for one in firsts),
        sure_and_wrong=sum(one.sure is True for one in wrong),
        flags=tuple(_flags(difficulty, rest)),
    )


def _told(one: First) -> tuple[str, str]:
    return " + ".join(one.answers), one.message


def _flags(difficulty: float | None, rest: Interval | None) -> Iterable[str]:
    if difficulty is not None and difficulty < _HARD:
        yield "hard"
    if difficulty is not None and difficulty > _EASY:
        yield "easy"
    if rest is not None and rest.value < 0:
        verb = "goes" if rest.high < 0 else "may go"
        yield f"{verb} against the rest: look at the key"
    elif rest is not None and rest.value < _LOW:
        yield "says little about the rest"


def _choices(
    firsts: Sequence[First], rests: Mapping[str, float], *, figures: bool
) -> tuple[Choice, ...]:
    """Return the options, or else the answers that were given, with how often."""
    offered = next((one.offered for one in firsts if one.offered), ())
    right = {answer for one in firsts for answer in one.right}
    counts = Counter(answer for one in firsts for answer in one.answers)
    rows = []
    for answer in offered or [answer for answer, _ in counts.most_common(5)]:
        pairs = [
            (float(answer in one.answers), rests[one.learner])
            for one in firsts
            if one.learner in rests
        ]
        relation = correlation(pairs) if offered and figures else None
        value = relation.value if relation else None
        flags = []
        if offered and figures and answer not in right:
            flags += ["hardly anybody chooses it"] if counts[answer] < _UNUSED * len(firsts) else []
            flags += ["the stronger choose it"] if value is not None and value > 0 else []
        rows.append(Choice(answer, counts[answer], answer in right, value, tuple(flags)))
    return tuple(rows)
