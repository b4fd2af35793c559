"""How the items of a test did, and how much a class of this size lets one say about that.

Of a quiz item the first answer counts, of a task the last file that was handed in; versions of an
item are never put together. Up to 9 learners there are counts alone; up to 29 the figures are
indicative. An item's relation to the rest is corrected: the item
itself is left out of the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.grading.items.flags import Flag, Say, distractor_flags, item_flags, say
from trilateral.models.reliability import Estimate, correlation, discrimination, group_size

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


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
    written: bool = False
    """Whether a person gave the points."""

    @property
    def fraction(self) -> float:
        """Return the score as a share of the points."""
        return self.score / self.possible if self.possible else 0.0


@dataclass(frozen=True)
class Choice:
    """An option, or an answer in a learner's own words."""

    answer: str
    count: int
    right: bool
    rest: float | None = None
    """How choosing it goes with the rest of the test."""
    flags: tuple[Flag, ...] = ()


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
    first_attempt: float | None = None
    """The same of the first files handed in, where somebody handed in another one since."""
    first_n: int = 0
    """Learners whose first file these tests marked."""
    rest: Estimate | None = None
    """Correlation with the rest of the test."""
    discrimination: float | None = None
    """D: how much more of the points the strongest 27 % in the rest got than the weakest 27 %."""
    group: int = 0
    """Learners in each of these two groups; 0 where there is no D."""
    compared: int = 0
    """Learners who answered something else of the test too: the relation and D are about them."""
    choices: tuple[Choice, ...] = ()
    wrong_answer: str = ""
    """The commonest wrong answer."""
    wrong_count: int = 0
    message: str = ""
    """What it was told."""
    sure: int = 0
    """Learners who said that they were sure."""
    sure_and_wrong: int = 0
    written: bool = False
    """Whether people gave the points."""
    flags: tuple[Flag, ...] = ()


Place = tuple[str, str, str]
"""Test, item and version."""
Answers = dict[Place, list[First]]
"""First answers by where they were given."""


def analyse(
    answers: Mapping[Place, Sequence[First]], partial: Collection[Place] = ()
) -> list[Item]:
    """Return how each version of each item did.

    A learner's rest is the share of points in the other items of the same test that they
    answered, so that an item which some left out does not count against them.

    Parameters
    ----------
    answers
        First answers.
    partial
        Items that are marked for some learners and still to be marked for others. They are not
        part of other items' rest, which would be of different things for different learners.
    """
    sheets: dict[tuple[str, str], dict[str, First]] = {}
    for (test, item, version), firsts in answers.items():
        for first in firsts if (test, item, version) not in partial else ():
            sheets.setdefault((test, first.learner), {})[item] = first
    items = []
    for (test, item, version), firsts in sorted(answers.items()):
        rests = {each.learner: _rest(sheets.get((test, each.learner), {}), item) for each in firsts}
        others = {learner: rest for learner, rest in rests.items() if rest is not None}
        items.append(_item((test, item, version), firsts, others))
    return items


def mean_share(firsts: Sequence[First]) -> float | None:
    """Return the mean share of the points, or None where there are too few learners to say."""
    n = len(firsts)
    return None if say(n) is Say.COUNTS else sum(first.fraction for first in firsts) / n


def _rest(sheet: Mapping[str, First], item: str) -> float | None:
    others = [first for name, first in sheet.items() if name != item]
    possible = sum(first.possible for first in others)
    return sum(first.score for first in others) / possible if possible else None


def _item(place: Place, firsts: Sequence[First], rests: Mapping[str, float]) -> Item:
    n = len(firsts)
    difficulty = mean_share(firsts)
    compared = [first for first in firsts if first.learner in rests]
    enough = say(len(compared)) is not Say.COUNTS
    ability = [rests[first.learner] for first in compared] if enough else []
    fractions = [first.fraction for first in compared] if enough else []
    rest = correlation(fractions, ability)
    apart = discrimination(fractions, ability)
    wrong = [first for first in firsts if first.fraction < 1]
    counts = Counter(_mistake(first) for first in wrong if any(_mistake(first)))
    (answer, message), count = min(
        counts.items(), key=lambda pair: (-pair[1], pair[0]), default=(("", ""), 0)
    )
    return Item(
        *place,
        n,
        say(n),
        right=sum(first.fraction >= 1 for first in firsts),
        partly=sum(0 < first.fraction < 1 for first in firsts),
        wrong=sum(first.fraction <= 0 for first in firsts),
        difficulty=difficulty,
        rest=rest,
        discrimination=apart,
        group=0 if apart is None else group_size(len(compared)),
        compared=len(compared),
        choices=_choices(firsts, compared, ability),
        wrong_answer=answer,
        wrong_count=count,
        message=message,
        sure=sum(first.sure is True for first in firsts),
        sure_and_wrong=sum(first.sure is True for first in wrong),
        written=any(first.written for first in firsts),
        flags=tuple(item_flags(difficulty, rest)),
    )


def _mistake(first: First) -> tuple[str, str]:
    return " + ".join(first.answers), first.message


def _choices(
    firsts: Sequence[First], compared: Sequence[First], ability: Sequence[float]
) -> tuple[Choice, ...]:
    """Return the options, or else the answers that were given, with how often."""
    offered = next((first.offered for first in firsts if first.offered), ())
    right = {answer for first in firsts for answer in first.right}
    counts = Counter(answer for first in firsts for answer in first.answers)
    figures = bool(offered) and say(len(firsts)) is not Say.COUNTS
    rows = []
    for answer in offered or [answer for answer, _ in counts.most_common(5)]:
        chosen = [float(answer in first.answers) for first in compared] if ability else []
        rest = correlation(chosen, ability) if figures else None
        odd = distractor_flags(counts[answer] / len(firsts), rest)
        rows.append(
            Choice(
                answer,
                counts[answer],
                answer in right,
                rest.value if rest else None,
                tuple(odd) if figures and answer not in right else (),
            )
        )
    return tuple(rows)
