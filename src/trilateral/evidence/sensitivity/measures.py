"""A measure turns rows into a statement; a trial says what it would state with a row changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from trilateral.evidence.sensitivity.changes import Change, additions, lasting, omissions
from trilateral.models.rates import same_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from trilateral.evidence.quantities import Load

LEVEL: Final = 0.05
"""Below this p-value a difference is more than chance, as in the lessons."""
CHANCE: Final = "chance could explain the difference"
MORE: Final = "a rise beyond chance"
FEWER: Final = "a fall beyond chance"
UNKNOWN: Final = "not known"
_MISSED: Final = (LookupError, ValueError, TypeError, ArithmeticError)
"""What a measure raises that looks for a row which is not there."""


class Reading(NamedTuple):
    """What a measure comes to, and what it says by that."""

    numbers: str
    says: str


class Setting(NamedTuple):
    """How a measure counts."""

    rule: str = ""
    """One of its rules; its first where none is given."""
    low: bool = True
    """Whether rows of low confidence count."""


AS_IT_IS: Final = Setting()
"""How the verdict counts."""


@dataclass(frozen=True)
class Measure:
    """A count or a test: a pure function from tables to a statement."""

    name: str
    words: str
    """What is asked, for a list."""
    table: str
    """The table whose rows it counts."""
    columns: tuple[str, ...]
    """What it reads of that table."""
    rules: Mapping[str, str]
    """Ways to count, each in words; the first is the one that the verdict rests on."""
    compute: Callable[[Load, Setting], Reading]
    also: tuple[str, ...] = ()
    """Other tables that it reads."""

    def read(self, load: Load, setting: Setting = AS_IT_IS) -> Reading:
        """Return what the measure says; `UNKNOWN` where the tables lack what it needs."""
        rule = setting.rule or next(iter(self.rules))
        try:
            return self.compute(load, Setting(rule, setting.low))
        except _MISSED:
            return Reading("a row that it needs is missing", UNKNOWN)


@dataclass(frozen=True)
class Trial:
    """What a measure says with one row changed."""

    change: Change
    reading: Reading
    turns: bool
    """Whether it says something other than before; what cannot be computed says nothing."""

    @property
    def missed(self) -> bool:
        """Whether the measure cannot be computed without the row."""
        return self.reading.says == UNKNOWN


def trials(measure: Measure, load: Load, setting: Setting = AS_IT_IS) -> tuple[Trial, ...]:
    """Return what each row does to a measure: those left out, then those that could be added.

    Rows without which the numbers stay the same are left out.
    """
    load = lasting(load)
    now = measure.read(load, setting)
    place = measure.table, load, measure.columns
    left_out = omissions(*place, lambda tables: measure.read(tables, setting))
    added = ((each, measure.read(tables, setting)) for each, tables in additions(*place))
    return tuple(
        Trial(each, reading, turns=reading.says not in {now.says, UNKNOWN})
        for each, reading in chain(left_out, added)
        if reading != now
    )


def sure(rows: pd.DataFrame, *, low: bool) -> pd.DataFrame:
    """Return the rows that count by their confidence."""
    return rows if low else rows[rows["confidence"] > "low"]


@lru_cache(maxsize=4096)
def compared(
    counts: tuple[int, int], months: tuple[float, float], sides: tuple[str, str]
) -> Reading:
    """Return what the exact test says about two counts in two stretches of time."""
    p = same_rate(counts, months)
    spans = (
        f"{count} in {length:.1f} months {side}"
        for count, length, side in zip(counts, months, sides, strict=True)
    )
    chance = "p under 0.001" if p < 0.001 else f"p = {p:.3f}"  # noqa: PLR2004 -- as it is printed
    rises = counts[1] * months[0] > counts[0] * months[1]
    return Reading(
        f"{', '.join(spans)}; {chance}", CHANCE if p >= LEVEL else MORE if rises else FEWER
    )
