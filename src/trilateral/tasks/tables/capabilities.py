"""The tables and the places of exercise 04."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence import load
from trilateral.models.geodesy import Gate, Place

if TYPE_CHECKING:
    import pandas as pd

_SHORTER: Final = {
    "fiscal_year": "year",
    "basis": "series",
    "amount_local": "amount",
    "currency": "unit",
    "pct_gdp": "gdp_share",
    "range_km_low": "low_km",
    "range_km_high": "high_km",
}


def record_of_budgets() -> pd.DataFrame:
    """Return the budget figures as the course has them."""
    rows = load("defense_budgets").rename(columns=_SHORTER)
    rows = rows.astype({"country": "str", "year": "int", "series": "str", "unit": "str"})
    return rows[["country", "year", "series", "amount", "unit", "gdp_share"]]


def record_of_systems() -> pd.DataFrame:
    """Return the missile systems as the course has them."""
    rows = load("missiles").rename(columns=_SHORTER)
    rows = rows.astype({"operator": "str", "low_km": "float", "high_km": "float"})
    return rows[["id", "system", "operator", "low_km", "high_km"]]


def place_of(deployment: str) -> Place:
    """Return where a system was reported or announced."""
    row = load("deployments").set_index("id").loc[deployment, ["lat", "lon"]]
    return Place(*map(float, row))


def gate_of(strait: str) -> Gate:
    """Return the line across a strait, from shore to shore."""
    ends = ["lat1", "lon1", "lat2", "lon2"]
    lat, lon, far_lat, far_lon = map(float, load("chokepoints").set_index("id").loc[strait, ends])
    return Gate(Place(lat, lon), Place(far_lat, far_lon))
