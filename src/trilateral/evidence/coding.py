"""How incidents are coded: the rules that decide what a count counts.

The rules stand here once, so that the charts, the numbers in prose and the exercises agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Collection

FAMILIES: Final[dict[str, frozenset[str]]] = {
    "contact": frozenset({"collision"}),
    "water_cannon": frozenset({"water_cannon"}),
    "obstruction": frozenset({"blocking", "close_manoeuvre", "ramming_alleged", "barrier"}),
    "devices": frozenset({"laser", "acoustic", "flares", "radar_lock"}),
    "boarding": frozenset({"boarding_seizure"}),
    "helicopter": frozenset({"helicopter"}),
    "presence": frozenset({"shadowing", "swarming", "other"}),
}
"""Tactics of ``incidents``, grouped for counting; each tactic is in one family."""

_TACTICS: Final = frozenset().union(*FAMILIES.values())
REMEDY: Final = "Correct the word, or add it to a family in src/trilateral/evidence/coding.py."
"""What to do about a tactic that is in none of the families."""

LABELS: Final = {
    "contact": "Contact between hulls",
    "water_cannon": "Water cannon",
    "obstruction": "Blocking or close manoeuvre",
    "devices": "Laser, sound, flares or radar lock",
    "boarding": "Boarding or seizure",
    "helicopter": "Helicopter",
    "presence": "Presence alone",
}
"""The families in a reader's words."""

DENSE_UNTIL: Final = pd.Timestamp("2026-06-30")
"""Last day the record is dense; later rows are few and unconfirmed (``data/README.md``)."""

DAYS_PER_MONTH: Final = 365.25 / 12


def has(tactics: Collection[str], family: str) -> bool:
    """Return whether an incident's tactics hold one of a family.

    An incident is *presence* only when it holds nothing else: shadowing beside a water cannon
    does not make the row a presence row.
    """
    words = set(tactics)
    if family == "presence":
        return words <= FAMILIES["presence"]
    return bool(words & FAMILIES[family])


def unfamilied(tactics: Collection[str]) -> list[str]:
    """Return the tactics that are in none of the families, in their order."""
    return [tactic for tactic in tactics if tactic not in _TACTICS]


def coded(incidents: pd.DataFrame) -> pd.DataFrame:
    """Return one row per incident with a truth column per family, its year and its month.

    Parameters
    ----------
    incidents
        The table ``incidents`` as `evidence.load` gives it.

    Returns
    -------
    pandas.DataFrame
        The columns of `incidents`, then one boolean column per key of `FAMILIES`, then ``year``
        (int), ``month`` (first day of the month), ``low`` (confidence is low) and ``strongest``:
        the first family, in the order of `FAMILIES`, that the incident holds.

    Raises
    ------
    EvidenceError
        A tactic is in none of the families, so that no count would hold it.
    """
    frame = incidents.copy()
    for tactics in frame["tactics"]:
        if lost := unfamilied(tactics):
            message = f"The tactic {lost[0]!r} does not belong to any family. {REMEDY}"
            raise EvidenceError(message)
    for family in FAMILIES:
        frame[family] = [has(tactics, family) for tactics in frame["tactics"]]
    frame["year"] = frame["date"].dt.year.astype(int)
    frame["month"] = frame["date"].dt.to_period("M").dt.to_timestamp()
    frame["low"] = frame["confidence"] == "low"
    families = list(FAMILIES)
    frame["strongest"] = frame[families].idxmax(axis="columns")
    return frame


def months_watched(incidents: pd.DataFrame) -> pd.DataFrame:
    """Return the months each year was watched, with and without rows of low confidence.

    The record is dense to `DENSE_UNTIL`; later rows are all of low confidence. So the last
    year ends there unless those rows are let in, and then on the day of the last row.

    Returns
    -------
    pandas.DataFrame
        ``year`` (int), ``sure`` and ``all`` (months, float).
    """
    years = sorted(incidents["date"].dt.year.unique())
    last = incidents["date"].max()

    return pd.DataFrame(
        {
            "year": [int(y) for y in years],
            "sure": [round(months_of(int(y), DENSE_UNTIL), 3) for y in years],
            "all": [round(months_of(int(y), last), 3) for y in years],
        }
    )


def months_of(year: int, end: pd.Timestamp) -> float:
    """Return the months of a year up to a day that may cut it short."""
    stop = min(pd.Timestamp(year, 12, 31), end)
    return ((stop - pd.Timestamp(year, 1, 1)).days + 1) / DAYS_PER_MONTH
