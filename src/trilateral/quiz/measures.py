"""What question banks ask for, and how far guessing by the options' looks gets in them.

Three test-wise guessers have not seen the lessons. One takes the longest options, one the shortest,
and one
the most qualified: those with the most hedging words, less the sweeping ones. Where several options
are right, a guesser takes as many as are right, since hints often say how many; where options look
alike, it takes each as often as the others.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from statistics import mean
from typing import TYPE_CHECKING, Final, get_args

from trilateral.parts.markup import plain
from trilateral.quiz.bank import Asks, MultipleChoice, SingleChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from trilateral.quiz.bank import Bank

OptionItem = SingleChoice | MultipleChoice

MOST_RECALL: Final = 0.25
"""The largest share of items that may ask for a name, a date or a term from memory."""
MOST_GUESSED: Final = 0.35
"""The largest share of the points of option items that a test-wise guesser may earn."""

_UNSURE: Final = r"can't (?:be told|say|tell)"
_HEDGES: Final = re.compile(
    rf"\b(?:{_UNSURE}|about|almost|although|appears?|as far as|at (?:least|most|best)|but|"
    r"can(?!')|chiefly|could|depends?|hardly|if|largely|likely|mainly|may|might|most|nearly|"
    r"not yet|often|partly|perhaps|possibly|probably|rather|seems?|should|so far|some|sometimes|"
    r"somewhat|suggests?|tends?|though|unless|unlikely|usually|whether|would)\b",
    re.IGNORECASE,
)
_SWEEPING: Final = re.compile(
    rf"\b(?!{_UNSURE})(?:all|always|any|anything|at all|cannot|can't|certainly|clearly|completely|"
    r"entirely|every|everything|must|never|no|nobody|none|nothing|obviously|only|proof|proves?|"
    r"wholly)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measures:
    """What was measured of one bank, or of several taken together."""

    bank: str
    items: int
    asks: dict[str, int]
    """How many items ask for each kind of answer (`Asks`)."""
    option_items: int
    """How many items offer options, a point each."""
    longest: float
    """The share of those points that the longest options earn."""
    shortest: float
    """The share that the shortest options earn."""
    qualified: float
    """The share that the most qualified options earn."""
    at_random: float
    """The share that chance earns."""
    wrong_options: int
    """How many wrong options there are; the lint reads the feedback of each."""

    @property
    def recall(self) -> float:
        """The share of items that ask for recall."""
        return self.asks["recall"] / self.items

    def over(self) -> Iterator[str]:
        """Yield each limit that is broken, in words."""
        if self.recall > MOST_RECALL:
            yield (
                f"{self.recall:.0%} of the items ask for recall; the limit is {MOST_RECALL:.0%} may"
            )
        guessers = {
            "longest": self.longest,
            "shortest": self.shortest,
            "most qualified": self.qualified,
        }
        for what, share in guessers.items():
            if share > MOST_GUESSED:
                yield (
                    f"choosing the {what} option earns {share:.0%} of the points; "
                    f"it may earn at most {MOST_GUESSED:.0%}"
                )


def measured(name: str, banks: Iterable[Bank]) -> Measures:
    """Measure banks taken together, under a name for the table."""
    items = [item for bank in banks for item in bank.items]
    asks = Counter(item.asks for item in items)
    options = [item for item in items if isinstance(item, SingleChoice | MultipleChoice)]
    return Measures(
        bank=name,
        items=len(items),
        asks={kind: asks[kind] for kind in get_args(Asks)},
        option_items=len(options),
        longest=_earned(options, length),
        shortest=_earned(options, lambda text: -length(text)),
        qualified=_earned(options, qualification),
        at_random=_earned(options, lambda _: 0),
        wrong_options=sum(len(item.options) - len(item.key) for item in options),
    )


def points(item: OptionItem, ticked: Collection[str]) -> float:
    """Return what ticking these options earns, 0 to 1, by the rule of ``marking.js``.

    A single choice is right or wrong. Of several, it is the right ticks less the wrong ones over
    the number of right options, never below 0; ticking every option earns 0.
    """
    right = len(item.key & set(ticked))
    if isinstance(item, SingleChoice):
        return float(right)
    if len(ticked) == len(item.options):
        return 0
    return max(0.0, (2 * right - len(ticked)) / len(item.key))


def guessed(item: OptionItem, look: Callable[[str], float]) -> float:
    """Return the points of a guesser who takes the options with the most of a `look`.

    Parameters
    ----------
    item
        An item with options.
    look
        How much of it the plain text of an option has, such as `length`.
    """
    looks = {option.id: look(plain(option.text)) for option in item.options}
    return mean(points(item, ticked) for ticked in _most(looks, len(item.key)))


def length(text: str) -> int:
    """Return how many characters an option has."""
    return len(text)


def qualification(text: str) -> int:
    """Return how careful an option sounds: its hedging words less its sweeping ones."""
    return len(_HEDGES.findall(text)) - len(_SWEEPING.findall(text))


def _most(looks: dict[str, float], count: int) -> Iterator[set[str]]:
    """Yield every set of `count` ids with the highest looks; ties make more than one."""
    bound = sorted(looks.values(), reverse=True)[count - 1]
    sure = {name for name, value in looks.items() if value > bound}
    tied = [name for name, value in looks.items() if value == bound]
    for rest in combinations(tied, count - len(sure)):
        yield sure | set(rest)


def _earned(items: Sequence[OptionItem], look: Callable[[str], float]) -> float:
    return mean(guessed(item, look) for item in items) if items else 0
