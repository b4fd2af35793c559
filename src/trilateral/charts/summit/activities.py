"""Activities at sea as rows, and their counts before and after each dividing line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from trilateral import evidence
from trilateral.charts.summit import events
from trilateral.evidence.figures import sailings
from trilateral.models.rates import rate_interval

_HOST: Final = "PH"


def activities(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return one plain row an activity: day, kind and who took part."""
    names = evidence.labels("joint_activities", "participants")
    kinds = evidence.labels("joint_activities", "kind")
    return pd.DataFrame(
        {
            "when": events.iso(loaded["date"]),
            "on": events.iso(loaded["date"]),  # stays text: Vega turns what it draws into dates
            "kind": [events.headed(kinds[str(k)]) for k in loaded["kind"]],
            "who": [
                ", ".join(names[code] for code in codes if code != _HOST)
                for codes in loaded["participants"]
            ],
            "place": loaded["location"].astype(object),
        }
    )


def rows(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return one plain row for each activity and partner of the Philippines in it."""
    frame = activities(loaded)
    return (
        frame.assign(partner=frame["who"].str.split(", "))
        .explode("partner")
        .astype({"partner": object})
        .reset_index(drop=True)
    )


@dataclass(frozen=True)
class Window:
    """A dividing line with the months watched on either side of it."""

    line: str
    """Its name in a reader's words."""
    day: str
    """Its day, as ``2024-04-11``."""
    before: float
    """Months watched before it."""
    after: float
    """Months watched from it on."""


def windows() -> list[Window]:
    """Return the dividing lines, in time order."""
    watched = (sailings.months(evidence.load, name) for name in events.LINES)
    return [
        Window(name, f"{day:%Y-%m-%d}", round(before, 3), round(after, 3))
        for (name, day), (before, after) in zip(events.lines().items(), watched, strict=True)
    ]


def counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return activities by partner and dividing line: counts, months, rates and intervals."""
    return pd.DataFrame(
        [
            _tally(str(partner), window, side, days)
            for window in windows()
            for partner, days in frame.groupby("partner", sort=False)["on"]
            for side in (events.BEFORE, events.AFTER)
        ]
    )


def _tally(partner: str, window: Window, side: str, days: pd.Series) -> dict[str, object]:
    earlier = int((days < window.day).sum())
    before = side == events.BEFORE
    number, months = (earlier, window.before) if before else (len(days) - earlier, window.after)
    low, high = rate_interval(number, months)
    return {
        "dividing_line": window.line,
        "partner": partner,
        "side": side,
        "activities": number,
        "months_watched": round(months, 1),
        "a_month": round(number / months, 2),
        "low_95": round(low, 2),
        "high_95": round(high, 2),
    }
