"""The tables of exercise 03."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence import coding, load

if TYPE_CHECKING:
    import pandas as pd

_INCIDENT: Final = [
    "id", "date", "year", "feature", "tactics",
    "contact", "water_cannon", "presence", "low", "prc_account",
]  # fmt: skip


def record_of_incidents() -> pd.DataFrame:
    """Return the incidents as the course has them."""
    return coding.coded(load("incidents"))[_INCIDENT]


def record_of_ship_days() -> pd.DataFrame:
    """Return the ship-days by year and place."""
    rows = load("ccg_presence").query("measure == 'ccg_ship_days'")
    days = rows.assign(year=rows["period_start"].dt.year, ship_days=rows["value"].astype(int))
    return days[["year", "feature", "ship_days"]].reset_index(drop=True)
