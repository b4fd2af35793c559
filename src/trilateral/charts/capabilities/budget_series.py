"""The budgets as series that never mix, and the record years of each."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

_FIRST_VINTAGE: Final = "wb-milex-2021-mirror"
"""The one source that carries a run of SIPRI figures of one vintage; the others are single."""


class Lens(NamedTuple):
    """One way of counting."""

    label: str
    unit: str
    column: str
    bases: tuple[str, ...]


LENSES: Final = {
    "official": Lens(
        "Yen, official series",
        "trillion yen",
        "amount_local",
        ("initial", "initial_incl_sacous"),
    ),
    "other": Lens(
        "Yen, other sums",
        "trillion yen",
        "amount_local",
        ("request", "supplementary", "related_expenses_2pct", "related_expenses_2pct_incl_supp"),
    ),
    "dollars": Lens(
        "US dollars (SIPRI)", "billion US dollars", "amount_local", ("sipri_usd_current",)
    ),
    "gdp": Lens(
        "Share of GDP",
        "per cent of GDP",
        "pct_gdp",
        ("related_expenses_2pct", "related_expenses_2pct_incl_supp", "sipri_usd_current"),
    ),
}
NAMES: Final = {
    "initial": "Initial budget, without SACO and US realignment costs",
    "initial_incl_sacous": "Initial budget, with SACO and US realignment costs",
    "request": "The ministry's request",
    "supplementary": "Supplementary budget",
    "related_expenses_2pct": "Defence and related spending, initial budgets",
    "related_expenses_2pct_incl_supp": "The same with the supplementary budget",
    "sipri_usd_current": "SIPRI, current US dollars",
}
SHORT: Final = {
    "initial": "Without SACO and realignment",
    "initial_incl_sacous": "With them",
    "request": "Requests",
    "supplementary": "Supplementary",
    "related_expenses_2pct": "Related",
    "related_expenses_2pct_incl_supp": "All related",
    "sipri_usd_current": "SIPRI",
}


def series(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return every figure under every way of counting that holds it, with record years marked.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``lens``, ``basis``, ``year``, ``value``, ``record`` (higher than all earlier
        figures of the series in the table), ``run`` (figures that a line may join), ``draft``.
        Blank amounts are left out: they are unknown.
    """
    parts = []
    for key, lens in LENSES.items():
        rows = loaded[loaded["basis"].isin(lens.bases)].dropna(subset=[lens.column])
        part = pd.DataFrame(
            {
                "country": rows["country"].astype(str),
                "lens": key,
                "basis": rows["basis"].astype(str),
                "year": rows["fiscal_year"].astype(int),
                "value": rows[lens.column].astype(float),
                "edition": [
                    "2021" if _FIRST_VINTAGE in ids else "first" for ids in rows["source_ids"]
                ],
                "draft": rows["note"].str.startswith("Cabinet draft").to_numpy(),
            }
        )
        parts.append(part.sort_values(["country", "basis", "year"]))
    whole = pd.concat(parts, ignore_index=True)
    grouped = whole.groupby(["country", "lens", "basis"], sort=False)
    before = grouped["value"].transform(lambda v: v.cummax().shift())
    gap = (grouped["year"].diff() != 1) | (grouped["edition"].shift() != whole["edition"])
    # SIPRI's first releases are each of their own edition, so no line joins them.
    alone = (whole["basis"] == "sipri_usd_current") & (whole["edition"] == "first")
    whole["record"] = whole["value"] > before
    whole["run"] = (gap | alone).cumsum()
    return whole.drop(columns="edition")


def record_years(rows: pd.DataFrame) -> list[int]:
    """Return the record years of one series, as `series` marks them."""
    return [int(year) for year in rows.loc[rows["record"], "year"]]


def spans(years: list[int]) -> str:
    """Return years in words, runs of three and more joined: ``2015, 2019 to 2026``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = [
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run))  # noqa: PLR2004 -- a run of three
        for run in runs
    ]
    return ", ".join(words)
