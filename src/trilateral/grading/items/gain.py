"""What a class gained: the test before the course beside the one after it.

About half of the class began with one form and half with the other, so that the gain and the forms'
difficulty can be told apart. Only learners count who answered every case of both tests, the first
before the second.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.models.gain import clustered_share, paired_gain
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.statements import CONFIDENCES, Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from trilateral.models.reliability import Estimate
    from trilateral.quiz.bank import Bank
    from trilateral.quiz.statements import Event

ENOUGH: Final = 8
"""Learners with both tests below whom nothing is said about a gain."""
WEAK: Final = 0.60
"""The share of right answers after the course below which an objective is weak."""
OCCASIONS: Final = ("before", "after")


@dataclass(frozen=True)
class Case:
    """A learner's answer to one case."""

    right: bool
    sure: Confidence | None
    """How sure the learner was; None where they did not say."""


@dataclass(frozen=True)
class Sheet:
    """A learner's whole test on one occasion."""

    second: bool
    """Whether it was the second form."""
    cases: Mapping[str, Case]
    """By objective."""

    @property
    def right(self) -> int:
        """How many cases are right."""
        return sum(case.right for case in self.cases.values())


Pair = tuple[Sheet, Sheet]
"""A learner's tests before and after."""


@dataclass(frozen=True)
class Sureness:
    """How often answers were right that were given on one occasion with one confidence."""

    occasion: str
    confidence: Confidence
    answers: int
    right: int
    share: Estimate | None
    """The share with its interval; None where fewer than two learners gave such answers."""


@dataclass(frozen=True)
class Aim:
    """How an objective was met before and after."""

    objective: str
    before: int
    """Learners who were right before."""
    after: int
    share: Estimate | None
    """Of the learners, how many were right after, with its interval."""
    flag: str = ""


@dataclass(frozen=True)
class Gain:
    """What a class gained, as far as its size allows one to say it."""

    learners: int
    """Who answered any case."""
    pairs: int
    """Who took both tests whole."""
    cases: int
    """In each test."""
    seconds: int = 0
    """Of the pairs, who began with the second form."""
    before: float | None = None
    """Right answers, on average; None where there are too few pairs, and so with all below."""
    after: float | None = None
    gain: Estimate | None = None
    """Right answers more than before, whichever form came first."""
    easier: float | None = None
    """Right answers more in the second form than in the first."""
    sureness: tuple[Sureness, ...] = ()
    aims: tuple[Aim, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough to say anything."""
        return self.pairs >= ENOUGH


def of_class(events: Iterable[Event], bank: Bank) -> Gain | None:
    """Return what a class gained, or None where nobody answered a case.

    Parameters
    ----------
    events
        Answers by anybody to anything.
    bank
        The test's; answers to another version of a case lapse.
    """
    own = [event for event in events if event.lesson == BEFORE_AFTER]
    by_learner: defaultdict[str, list[Event]] = defaultdict(list)
    for event in own:
        by_learner[event.learner].append(event)
    interval = [_pair(each, bank) for each in by_learner.values()]
    pairs = [pair for pair in interval if pair]
    return of_pairs(pairs, len(by_learner), len(bank.firsts)) if own else None


def of_pairs(pairs: Sequence[Pair], learners: int, cases: int) -> Gain:
    """Return what the learners gained who took both tests.

    Parameters
    ----------
    pairs
        Their tests.
    learners
        All who answered any case.
    cases
        In each test.
    """
    seconds = sum(before.second for before, _ in pairs)
    if len(pairs) < ENOUGH:
        return Gain(learners, len(pairs), cases, seconds)
    interval = paired_gain(_differences(pairs, second=False), _differences(pairs, second=True))
    return Gain(
        learners,
        len(pairs),
        cases,
        seconds,
        before=sum(before.right for before, _ in pairs) / len(pairs),
        after=sum(after.right for _, after in pairs) / len(pairs),
        gain=interval.gain if interval else None,
        # Who begins with the first form ends with the second: the form works on after less before.
        easier=interval.easier if interval else None,
        sureness=tuple(
            _sureness(occasion, level, [pair[place] for pair in pairs])
            for place, occasion in enumerate(OCCASIONS)
            for level in CONFIDENCES
        ),
        aims=tuple(_aim(objective, pairs) for objective in pairs[0][0].cases),
    )


def _differences(pairs: Sequence[Pair], *, second: bool) -> list[int]:
    """Return what each learner gained who began with one of the forms."""
    return [after.right - before.right for before, after in pairs if before.second is second]


def _sureness(occasion: str, level: Confidence, sheets: Sequence[Sheet]) -> Sureness:
    by_sheet = [[case for case in sheet.cases.values() if case.sure == level] for sheet in sheets]
    right = [sum(case.right for case in cases) for cases in by_sheet]
    answers = [len(cases) for cases in by_sheet]
    share = clustered_share(right, answers)
    return Sureness(occasion, level, sum(answers), sum(right), share)


def _aim(objective: str, pairs: Sequence[Pair]) -> Aim:
    before, after = (
        [sheet.cases[objective].right for sheet in each] for each in zip(*pairs, strict=True)
    )
    share = clustered_share([int(right) for right in after], [1] * len(after))
    return Aim(objective, sum(before), sum(after), share, _flag(share))


def _flag(share: Estimate | None) -> str:
    if share is None or share.value >= WEAK:
        return ""
    return "stayed weak" if share.high < WEAK else "may have stayed weak"


def _pair(events: Sequence[Event], bank: Bank) -> Pair | None:
    """Return a learner's two tests, if both are whole, of two forms, and one followed the other."""
    before, after = (
        [event for event in events if event.quiz == f"{BEFORE_AFTER}/{occasion}"]
        for occasion in OCCASIONS
    )
    first, second = _sheet(before, bank), _sheet(after, bank)
    if first is None or second is None or first.second is second.second:
        return None
    return (first, second) if _last(before) <= min(event.time for event in after) else None


def _last(events: Sequence[Event]) -> datetime:
    return max(event.time for event in events)


def _sheet(events: Sequence[Event], bank: Bank) -> Sheet | None:
    """Return the test that answers make, if they are to all cases of one form."""
    firsts: dict[tuple[str, int], Event] = {}
    for event in sorted(events, key=lambda event: (event.time, event.id)):
        firsts.setdefault((event.item, event.version), event)
    for second, form in ((False, bank.firsts), (True, bank.seconds)):
        answers = [(item, firsts.get((item.id, item.version))) for item in form]
        replies = {
            item.objective: Case(event.score >= 1, event.confidence)
            for item, event in answers
            if event
        }
        if len(replies) == len(form):
            return Sheet(second, replies)
    return None
