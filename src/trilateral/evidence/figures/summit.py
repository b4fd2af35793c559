"""Figures on the summit: the order of events, the promises, and who sailed with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.evidence.figures.lookup import cell, partial_date
from trilateral.evidence.quantities import register
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.quantities import Figure, Load

SUMMIT: Final = "de27"
THREE: Final = frozenset({"JP", "PH", "US"})
"""The three governments of the partnership."""
DAYS_PER_MONTH: Final = 365.25 / 12
FIRST: Final = "First"
"""The word by which the titles of events name a first time."""


def day_of_summit(load: Load) -> pd.Timestamp:
    """Return the day of the leaders' summit."""
    return pd.Timestamp(cell(load, "diplomatic_events", SUMMIT, "date"))


def dividing_lines(load: Load) -> dict[str, pd.Timestamp]:
    """Return the days that may divide before from after, by name, in time order."""
    return {
        "summit": day_of_summit(load),
        "signature": _raa(load, "signed"),
        "force": _raa(load, "in_force"),
    }


def _raa(load: Load, column: str) -> pd.Timestamp:
    return pd.Timestamp(cell(load, "access_agreements", "jp-ph-raa", column))


def window(load: Load) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of the record of activities, which states no bounds itself."""
    rows = load("joint_activities")
    return rows["date"].min(), max(rows["date"].max(), rows["end_date"].max())


def months(load: Load, line: str) -> tuple[float, float]:
    """Return the months watched before a dividing line and from it on."""
    (start, end), divide = window(load), dividing_lines(load)[line]
    return (divide - start).days / DAYS_PER_MONTH, (end - divide).days / DAYS_PER_MONTH


def three_way(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that concern all three governments, others or not."""
    return events[[set(actors) >= THREE for actors in events["actors"]]]


def firsts(events: pd.DataFrame) -> pd.DataFrame:
    """Return the first times that the three governments did something together."""
    together = three_way(events)
    return together[together["title"].str.contains(rf"\b{FIRST}\b")]


def _events(load: Load) -> list[str]:
    return list(load("diplomatic_events")["id"])


@register("event-{}", table="diplomatic_events", over=_events)
def _event(load: Load, key: str) -> Figure:
    return partial_date(load, "diplomatic_events", key, "date")


@register("events", table="diplomatic_events")
def _count(load: Load) -> int:
    return len(load("diplomatic_events"))


def _sides(name: str, keep: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    @register(name, table="diplomatic_events")
    def _all(load: Load) -> int:
        return len(keep(load("diplomatic_events")))

    @register(f"{name}-before-summit", table="diplomatic_events")
    def _before(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] < day_of_summit(load)).sum())

    @register(f"{name}-after-summit", table="diplomatic_events")
    def _after(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] > day_of_summit(load)).sum())

    @register(f"{name}-on-summit", table="diplomatic_events")
    def _on_the_day(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] == day_of_summit(load)).sum())

    @register(f"{name}-from-summit", table="diplomatic_events")
    def _from_its_day(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] >= day_of_summit(load)).sum())


_sides("three-way-events", three_way)
_sides("three-way-firsts", firsts)


@register("three-way-firsts-in-{}", table="diplomatic_events", over=lambda _: ("2022", "2023"))
def _firsts_in(load: Load, year: str) -> int:
    return int((firsts(load("diplomatic_events"))["date"].dt.year == int(year)).sum())


def _days_known(load: Load) -> list[str]:
    events = load("diplomatic_events")
    before = (events["date"] < day_of_summit(load)) & (events["date_precision"] == "day")
    return list(events[before]["id"])


@register("days-to-summit-from-{}", table="diplomatic_events", over=_days_known)
def _days(load: Load, key: str) -> int:
    return int((day_of_summit(load) - cell(load, "diplomatic_events", key, "date")).days)


def _pairs(load: Load) -> dict[str, tuple[str, str]]:
    rows = load("summit_commitments")
    return {
        f"{pillar}-{outcome}".replace("_", "-"): (pillar, outcome)
        for pillar in rows["pillar"].cat.categories
        for outcome in rows["follow_through"].cat.categories
    }


@register("commitments-{}", table="summit_commitments", over=lambda load: list(_pairs(load)))
def _commitments(load: Load, name: str) -> int:
    rows, (pillar, outcome) = load("summit_commitments"), _pairs(load)[name]
    return int(((rows["pillar"] == pillar) & (rows["follow_through"] == outcome)).sum())


def _pillars(load: Load) -> list[str]:
    return [str(word).replace("_", "-") for word in load("summit_commitments")["pillar"].unique()]


@register("commitments-on-{}", table="summit_commitments", over=_pillars)
def _on(load: Load, pillar: str) -> int:
    return int((load("summit_commitments")["pillar"] == pillar.replace("-", "_")).sum())


@register("commitments-of-the-summit", table="summit_commitments")
def _same_day(load: Load) -> int:
    return int((load("summit_commitments")["announced"] == day_of_summit(load)).sum())


@register("commitments-done-at-most", table="summit_commitments")
def _at_most(load: Load) -> int:
    outcomes = load("summit_commitments")["follow_through"]
    return int(outcomes.isin(["delivered", "unknown"]).sum())


@register("commitments-traced", table="summit_commitments")
def _traced(load: Load) -> int:
    return int((load("summit_commitments")["follow_through"] != "unknown").sum())


@register("joint-activities-first", table="joint_activities")
def _first(load: Load) -> Figure:
    return PartialDate(load("joint_activities")["date"].min().date(), "day")


@register("joint-activities-last", table="joint_activities")
def _last(load: Load) -> Figure:
    return PartialDate(load("joint_activities")["date"].max().date(), "day")


_LINES: Final = ("summit", "signature", "force")


def sailed(load: Load, country: str, line: str) -> tuple[int, int]:
    """Return the joint activities with a country before a dividing line and from it on."""
    rows = load("joint_activities")
    days = rows[[country in who for who in rows["participants"]]]["date"]
    before = int((days < dividing_lines(load)[line]).sum())
    return before, len(days) - before


@register("with-japan-before-{}", table="joint_activities", over=lambda _: _LINES)
def _japan_before(load: Load, line: str) -> int:
    return sailed(load, "JP", line)[0]


@register("with-japan-after-{}", table="joint_activities", over=lambda _: _LINES)
def _japan_after(load: Load, line: str) -> int:
    return sailed(load, "JP", line)[1]


@register("months-before-{}", table="joint_activities", decimals=1, over=lambda _: _LINES)
def _months_before(load: Load, line: str) -> float:
    return months(load, line)[0]


@register("months-after-{}", table="joint_activities", decimals=1, over=lambda _: _LINES)
def _months_after(load: Load, line: str) -> float:
    return months(load, line)[1]


@register(
    "with-japan-a-month-before-{}", table="joint_activities", decimals=2, over=lambda _: _LINES
)
def _rate_before(load: Load, line: str) -> float:
    return sailed(load, "JP", line)[0] / months(load, line)[0]


@register(
    "with-japan-a-month-after-{}", table="joint_activities", decimals=2, over=lambda _: _LINES
)
def _rate_after(load: Load, line: str) -> float:
    return sailed(load, "JP", line)[1] / months(load, line)[1]


def multilateral(load: Load, line: str) -> tuple[int, int]:
    """Return the multilateral sails before a dividing line and from it on, with any country."""
    rows = load("joint_activities")
    days = rows[rows["kind"] == "multilateral_mca"]["date"]
    before = int((days < dividing_lines(load)[line]).sum())
    return before, len(days) - before


@register("multilateral-sails-before-{}", table="joint_activities", over=lambda _: _LINES)
def _multilateral_before(load: Load, line: str) -> int:
    return multilateral(load, line)[0]


@register("multilateral-sails-after-{}", table="joint_activities", over=lambda _: _LINES)
def _multilateral_after(load: Load, line: str) -> int:
    return multilateral(load, line)[1]


@register(
    "multilateral-sails-a-month-before-{}",
    table="joint_activities",
    decimals=2,
    over=lambda _: _LINES,
)
def _multilateral_rate_before(load: Load, line: str) -> float:
    return multilateral(load, line)[0] / months(load, line)[0]


@register(
    "multilateral-sails-a-month-after-{}",
    table="joint_activities",
    decimals=2,
    over=lambda _: _LINES,
)
def _multilateral_rate_after(load: Load, line: str) -> float:
    return multilateral(load, line)[1] / months(load, line)[1]
