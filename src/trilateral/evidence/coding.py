"""How incidents are coded: the rules that decide what a count counts.

The rules stand here once, so that the charts, the numbers in prose and the exercises agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

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


def has(tactics: Collection[str], family: str) -> bool:
    """Return whether an incident's tactics hold one of a family.

    An incident is *presence* only when it holds nothing else: shadowing beside a water cannon
    does not make the row a presence row.
    """
    found = set(tactics)
    if family == "presence":
        return found <= FAMILIES["presence"]
    return bool(found & FAMILIES[family])


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
    """
    frame = incidents.copy()
    for family in FAMILIES:
        frame[family] = [has(tactics, family) for tactics in frame["tactics"]]
    frame["year"] = frame["date"].dt.year.astype(int)
    frame["month"] = frame["date"].dt.to_period("M").dt.to_timestamp()
    frame["low"] = frame["confidence"] == "low"
    families = list(FAMILIES)
    frame["strongest"] = frame[families].idxmax(axis="columns")
    return frame
