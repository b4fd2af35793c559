"""Visits and activities of Japan's forces, gathered from the tables that date them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from trilateral import evidence
from trilateral.charts.access.clock_rows import possible_days
from trilateral.evidence import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

_MILESTONES: Final = {
    "ms-01": ("Relief after Typhoon Haiyan", ("JP", "PH")),
    "ms-23": ("Exercise Doshin-Bayanihan 5-25 and relief flights in Cebu", ("JP", "PH")),
    "ms-27": ("Exercise Salaknib 2026", ("AU", "JP", "PH", "US")),
}
"""Milestones of the treaty that are visits, with a short name and who took part."""
_EVENTS: Final = ("de10", "de82", "de83")
"""Diplomatic events that are exercises of the two land forces (KAMANDAG)."""


class Span(NamedTuple):
    """When an activity took place, as far as known."""

    first: pd.Timestamp
    """First possible day on which it began."""
    last: pd.Timestamp
    """Last day known about it, or the last possible day on which it began."""
    words: str
    """When it began, no more precise than it is known."""


class Origin(NamedTuple):
    """What an activity rests on."""

    source_ids: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Activity:
    """One visit or activity, as its table has it."""

    id: str
    name: str
    group: str
    """``balikatan``, ``sea`` or ``land``."""
    parties: frozenset[str]
    note: str
    """What the record says about it."""
    span: Span
    origin: Origin


def activities() -> list[Activity]:
    """Return the activities in which Japan took part or watched, in order of time."""
    activities = [*_balikatan(), *_sea(), *_milestones(), *_events()]
    return sorted(activities, key=lambda activity: (activity.span.first, activity.id))


def _balikatan() -> Iterator[Activity]:
    table = evidence.load("balikatan")
    seen = table[table["jp_role"].isin(["observer", "participant"]) & table["start_date"].notna()]
    for _, row in seen.iterrows():
        guest = {"AU"} if pd.notna(row["au"]) and row["au"] > 0 else set()
        yield Activity(
            id=f"balikatan-{row['year']}",
            name=f"Balikatan {row['year']}, Japan as {row['jp_role']}",
            group="balikatan",
            parties=frozenset({"JP", "PH", "US"} | guest),
            note=str(row["jp_personnel_note"]),
            span=_span(row, "start_date"),
            origin=_origin(row),
        )


def _sea() -> Iterator[Activity]:
    table = evidence.load("joint_activities")
    words = evidence.labels("joint_activities", "kind")
    for _, row in table.iterrows():
        if "JP" in row["participants"]:
            kind = words[str(row["kind"])]
            yield Activity(
                id=str(row["id"]),
                name=f"{kind[0].upper()}{kind[1:]}, {row['location']}",
                group="sea",
                parties=frozenset(row["participants"]),
                note=str(row["note"]),
                span=_span(row, "date"),
                origin=_origin(row),
            )


def _milestones() -> Iterator[Activity]:
    rows = _by_id("raa_milestones")
    for key, (name, parties) in _MILESTONES.items():
        row = rows[key]
        yield Activity(
            id=key,
            name=name,
            group="land",
            parties=frozenset(parties),
            note=f"{row['step']}. {row['note']}",
            span=_span(row, "date"),
            origin=_origin(row),
        )


def _events() -> Iterator[Activity]:
    rows = _by_id("diplomatic_events")
    for key in _EVENTS:
        row = rows[key]
        yield Activity(
            id=key,
            name=str(row["title"]),
            group="land",
            parties=frozenset(row["actors"]),
            note=str(row["summary"]),
            span=_span(row, "date"),
            origin=_origin(row),
        )


def _by_id(table: str) -> dict[str, pd.Series]:
    return {str(row["id"]): row for _, row in evidence.load(table).iterrows()}


def _span(row: pd.Series, column: str) -> Span:
    precision = row.get(f"{column}_precision", "day")
    first, last = possible_days(row, column) if precision != "day" else (row[column], row[column])
    end = row.get("end_date")
    until = end if end is not None and pd.notna(end) else last
    return Span(first, until, str(PartialDate(first.date(), precision)))


def _origin(row: pd.Series) -> Origin:
    return Origin(tuple(row["source_ids"]), str(row["confidence"]))
