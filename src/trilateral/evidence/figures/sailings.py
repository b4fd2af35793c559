"""Figures on activities at sea: how many, with whom, and how often before a day and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence.coding import DAYS_PER_MONTH
from trilateral.evidence.figures.summit import LINES, dividing_line
from trilateral.evidence.quantities import register
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from trilateral.evidence.quantities import Figure, Load

_NUMBERED: Final = ("multilateral_mca",)
_SAID: Final = {
    "summit": "the summit",
    "signature": "the signature of the RAA",
    "force": "the RAA's entry into force",
}
_WHEN: Final = {"before": "before {}", "after": "from {} on"}
"""The two sides of a dividing line."""


def window(load: Load) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of the record of activities, which states no bounds itself."""
    rows = load("joint_activities")
    return rows["date"].min(), max(rows["date"].max(), rows["end_date"].max())


def months(load: Load, line: str) -> tuple[float, float]:
    """Return the months watched before a dividing line and from it on."""
    (start, end), divide = window(load), dividing_line(load, line)
    return (divide - start).days / DAYS_PER_MONTH, (end - divide).days / DAYS_PER_MONTH


def sailed(load: Load, country: str, line: str) -> tuple[int, int]:
    """Return the joint activities with a country before a dividing line and from it on."""
    rows = load("joint_activities")
    return _divided(load, rows[[country in who for who in rows["participants"]]], line)


def multilateral(load: Load, line: str, kinds: tuple[str, ...] = _NUMBERED) -> tuple[int, int]:
    """Return the multilateral sails before a dividing line and from it on, with any country."""
    rows = load("joint_activities")
    return _divided(load, rows[rows["kind"].isin(kinds)], line)


def _divided(load: Load, rows: pd.DataFrame, line: str) -> tuple[int, int]:
    before = int((rows["date"] < dividing_line(load, line)).sum())
    return before, len(rows) - before


def _line_words(_: Load, line: str) -> str:
    return _SAID[line]


def _each_side(
    name: str, words: str, read: Callable[[Load, str], tuple[float, float]], decimals: int = 0
) -> None:
    """Enter what `read` gives before a dividing line and from it on as two families of figures."""
    for place, (side, when) in enumerate(_WHEN.items()):

        def of_one_side(load: Load, line: str, place: int = place) -> float:
            return read(load, line)[place]

        register(
            f"{name}-{side}-{{}}",
            table="joint_activities",
            decimals=decimals,
            over=lambda _: LINES,
            words=f"{words} {when}",
            label=_line_words,
        )(of_one_side)


def _a_month(
    count: Callable[[Load, str], tuple[int, int]],
) -> Callable[[Load, str], tuple[float, float]]:
    """Return the rates that belong to two counts."""

    def rates(load: Load, line: str) -> tuple[float, float]:
        (before, after), (early, late) = count(load, line), months(load, line)
        return before / early, after / late

    return rates


def _with_japan(load: Load, line: str) -> tuple[int, int]:
    return sailed(load, "JP", line)


@register(
    "joint-activities-first", table="joint_activities", words="day of the first joint activity"
)
def _first(load: Load) -> Figure:
    return PartialDate(load("joint_activities")["date"].min().date(), "day")


@register(
    "joint-activities-last",
    table="joint_activities",
    words="day on which the last joint activity began",
)
def _last(load: Load) -> Figure:
    return PartialDate(load("joint_activities")["date"].max().date(), "day")


_each_side("with-japan", "joint activities with Japan", _with_japan)
_each_side("months", "months of the record", months, decimals=1)
_each_side(
    "with-japan-a-month", "joint activities with Japan a month,", _a_month(_with_japan), decimals=2
)
_each_side("multilateral-sails", "multilateral sails", multilateral)
_each_side(
    "multilateral-sails-a-month", "multilateral sails a month,", _a_month(multilateral), decimals=2
)


@register(
    "multilateral-sails-after-{}-with-unnumbered",
    table="joint_activities",
    over=lambda _: LINES,
    words="multilateral sails from {} on, those that the Philippine forces do not number included",
    label=_line_words,
)
def _all_after(load: Load, line: str) -> int:
    return multilateral(load, line, (*_NUMBERED, "unnumbered_mca"))[1]
