"""Figures on the summit: the order of events, and the promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.evidence.figures.lookup import cell, partial_date, title
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.quantities import Figure, Load

SUMMIT: Final = "de27"
THREE: Final = frozenset({"JP", "PH", "US"})
"""The three governments of the partnership."""
LINES: Final = {"summit": "", "signature": "signed", "force": "in_force"}
"""Days that may divide before from after: columns of the agreement, or the summit's day."""
FIRST: Final = "First"
"""The word by which the titles of events name a first time."""


def day_of_summit(load: Load) -> pd.Timestamp:
    """Return the day of the leaders' summit."""
    return pd.Timestamp(cell(load, "diplomatic_events", SUMMIT, "date"))


def dividing_lines(load: Load) -> dict[str, pd.Timestamp]:
    """Return the days that may divide before from after, by name, in time order."""
    return {line: dividing_line(load, line) for line in LINES}


def dividing_line(load: Load, line: str) -> pd.Timestamp:
    """Return the day that divides before from after; it reads no table but its own."""
    return _raa(load, LINES[line]) if LINES[line] else day_of_summit(load)


def _raa(load: Load, column: str) -> pd.Timestamp:
    return pd.Timestamp(cell(load, "access_agreements", "jp-ph-raa", column))


def three_way(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that concern all three governments, others or not."""
    return events[[set(actors) >= THREE for actors in events["actors"]]]


def firsts(events: pd.DataFrame) -> pd.DataFrame:
    """Return the first times that the three governments did something together."""
    together = three_way(events)
    return together[together["title"].str.contains(rf"\b{FIRST}\b")]


def _events(load: Load) -> list[str]:
    return list(load("diplomatic_events")["id"])


@register(
    "event-{}",
    table="diplomatic_events",
    over=_events,
    words="date of “{}”",
    label=title("diplomatic_events", "title"),
)
def _event(load: Load, key: str) -> Figure:
    return partial_date(load, "diplomatic_events", key, "date")


@register("events", table="diplomatic_events", words="events in the table")
def _count(load: Load) -> int:
    return len(load("diplomatic_events"))


def _sides(name: str, words: str, keep: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    @register(name, table="diplomatic_events", words=words)
    def _all(load: Load) -> int:
        return len(keep(load("diplomatic_events")))

    @register(
        f"{name}-before-summit", table="diplomatic_events", words=f"{words} before the summit"
    )
    def _before(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] < day_of_summit(load)).sum())

    @register(f"{name}-after-summit", table="diplomatic_events", words=f"{words} after the summit")
    def _after(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] > day_of_summit(load)).sum())

    @register(f"{name}-on-summit", table="diplomatic_events", words=f"{words} on its day")
    def _on_the_day(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] == day_of_summit(load)).sum())

    @register(
        f"{name}-from-summit",
        table="diplomatic_events",
        words=f"{words} from the summit's day on",
    )
    def _from_its_day(load: Load) -> int:
        return int((keep(load("diplomatic_events"))["date"] >= day_of_summit(load)).sum())


_sides("three-way-events", "events that concern Japan, the Philippines and the U.S.", three_way)
_sides("three-way-firsts", "first times that the three governments did something", firsts)


@register(
    "three-way-firsts-in-{}",
    table="diplomatic_events",
    over=lambda _: ("2022", "2023"),
    words="first times that the three governments did something, in {}",
)
def _firsts_in(load: Load, year: str) -> int:
    return int((firsts(load("diplomatic_events"))["date"].dt.year == int(year)).sum())


def _days_known(load: Load) -> list[str]:
    events = load("diplomatic_events")
    before = (events["date"] < day_of_summit(load)) & (events["date_precision"] == "day")
    return list(events[before]["id"])


@register(
    "days-to-summit-from-{}",
    table="diplomatic_events",
    over=_days_known,
    words="days to the summit from “{}”",
    label=title("diplomatic_events", "title"),
)
def _days(load: Load, key: str) -> int:
    return int((day_of_summit(load) - cell(load, "diplomatic_events", key, "date")).days)


def _pairs(load: Load) -> dict[str, tuple[str, str]]:
    rows = load("summit_commitments")
    return {
        f"{pillar}-{outcome}".replace("_", "-"): (pillar, outcome)
        for pillar in rows["pillar"].cat.categories
        for outcome in rows["follow_through"].cat.categories
    }


def _pair_words(load: Load, name: str) -> str:
    pillar, outcome = _pairs(load)[name]
    states = {"delivered": "delivered", "in_progress": "in progress", "unknown": "not traced"}
    return f"commitments on {_PILLARS[pillar]}, {states[outcome]}"


@register(
    "commitments-{}",
    table="summit_commitments",
    over=lambda load: list(_pairs(load)),
    words="{}",
    label=_pair_words,
)
def _commitments(load: Load, name: str) -> int:
    rows, (pillar, outcome) = load("summit_commitments"), _pairs(load)[name]
    return int(((rows["pillar"] == pillar) & (rows["follow_through"] == outcome)).sum())


_PILLARS: Final = {
    "defence": "defence",
    "maritime": "maritime matters",
    "economic": "the economy",
    "digital_tech": "digital matters and technology",
    "people": "people",
    "energy_climate": "energy and climate",
}


def _pillar_words(_: Load, pillar: str) -> str:
    return _PILLARS[pillar.replace("-", "_")]


def _pillars(load: Load) -> list[str]:
    return [str(word).replace("_", "-") for word in load("summit_commitments")["pillar"].unique()]


@register(
    "commitments-on-{}",
    table="summit_commitments",
    over=_pillars,
    words="commitments on {}",
    label=_pillar_words,
)
def _on(load: Load, pillar: str) -> int:
    return int((load("summit_commitments")["pillar"] == pillar.replace("-", "_")).sum())


@register(
    "commitments-of-the-summit",
    table="summit_commitments",
    words="commitments announced on the day of the summit",
)
def _same_day(load: Load) -> int:
    return int((load("summit_commitments")["announced"] == day_of_summit(load)).sum())


@register(
    "commitments-begun-last-traced-{}",
    table="summit_commitments",
    over=lambda load: sorted(set(_last_traced(load).dt.year)),
    words="commitments begun, and last traced in {}",
)
def _begun(load: Load, year: int) -> int:
    return int((_last_traced(load).dt.year == year).sum())


def _last_traced(load: Load) -> pd.Series[pd.Timestamp]:
    rows = load("summit_commitments")
    begun: pd.Series[pd.Timestamp] = rows[rows["follow_through"] == "in_progress"][
        "follow_through_date"
    ].dropna()
    return begun


@register(
    "commitments-traced",
    table="summit_commitments",
    words="commitments whose follow-through is known",
)
def _traced(load: Load) -> int:
    return int((load("summit_commitments")["follow_through"] != "unknown").sum())
