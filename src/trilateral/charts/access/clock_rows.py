"""The treaty clock's agreements as the rows that its chart draws."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trilateral import evidence

AGREED: Final = frozenset(
    {
        "leaders agree to negotiate",
        "public announcement of talks",
        "governments agree to start talks (year only)",
    }
)
"""What ``raa_clock`` says where governments agreed to talk, or said that they would."""
ROUND: Final = frozenset({"first formal round", "formal negotiations open"})
"""What it says where formal talks began."""
_LONG: Final = 1000
"""Days between two events above which a row would squeeze the others into a corner."""


def clock_rows() -> pd.DataFrame:
    """Return one row per signed agreement: its events in days from its signature.

    Returns
    -------
    pandas.DataFrame
        ``agreement``; ``agreed_lo``, ``agreed_hi``, ``round``, ``force_lo`` and ``force_hi``
        (days, before the signature below 0; missing where not known; ``lo`` and ``hi`` differ
        where only the month or year is known); ``long`` (0 or 1). The Japan-Philippines agreement
        comes first, then Japan's others, then the rest, in the order of the table.
    """
    clock = evidence.load("raa_clock")
    signed = clock[clock["signed"].notna()]
    rows = [_row(part) for _, part in signed.groupby("agreement_id", sort=False)]
    frame = pd.DataFrame(rows)
    events = frame[["agreed_lo", "agreed_hi", "round", "force_lo", "force_hi"]]
    frame["long"] = (events.abs().max(axis="columns") > _LONG).astype(int)
    frame["family"] = ~frame["agreement"].str.contains("RAA")
    return frame.sort_values("family", kind="stable", ignore_index=True).drop(columns="family")


def _row(part: pd.DataFrame) -> dict[str, object]:
    agreed, begun = part["opened_basis"].isin(AGREED), part["opened_basis"].isin(ROUND)
    first, signed = part.iloc[0], part.iloc[0]["signed"]
    agreed_lo, agreed_hi = _days(part[agreed], "opened", signed)
    begun_lo, _ = _days(part[begun], "opened", signed)
    force_lo, force_hi = _days(part, "in_force", signed)
    return {
        "agreement": str(first["agreement"]),
        "agreed_lo": agreed_lo,
        "agreed_hi": agreed_hi,
        "round": begun_lo,
        "force_lo": force_lo,
        "force_hi": force_hi,
    }


def _days(part: pd.DataFrame, column: str, signed: pd.Timestamp) -> tuple[float, float]:
    """Return the earliest and the latest day an event may have had, counted from signature."""
    if part.empty or pd.isna(part.iloc[0][column]):
        return float("nan"), float("nan")
    first, last = possible_days(part.iloc[0], column)
    return float((first - signed).days), float((last - signed).days)


def possible_days(row: pd.Series, column: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day a half-known date may stand for."""
    first, precision = row[column], row[f"{column}_precision"]
    ends = {"year": pd.offsets.YearEnd(), "month": pd.offsets.MonthEnd()}
    return first, first + ends[precision] if precision in ends else first
