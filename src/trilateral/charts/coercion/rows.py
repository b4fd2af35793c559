"""Incidents as the rows that the charts of lesson 03 draw."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.page import NARROW
from trilateral.charts.theme import BLUE, GREY, PURPLE, VERMILION, scale
from trilateral.evidence import coding

KINDS: Final = {
    "contact": "Contact between hulls",
    "water_cannon": "Water cannon, no contact",
    "act": "Another act",
    "presence": "Presence alone",
}
"""The strongest thing an incident holds, strongest first."""
KIND_SCALE: Final = scale(list(KINDS.values()), (VERMILION, BLUE, PURPLE, GREY))
ELSEWHERE: Final = "Elsewhere"


def legend() -> alt.Legend:
    """Return the legend of the kinds, in one line where there is room."""
    return alt.Legend(
        orient="bottom",
        direction="horizontal",
        columns=alt.ExprRef(f"page < {NARROW} ? 1 : 4"),
        symbolType="square",
    )


def rows(incidents: pd.DataFrame) -> pd.DataFrame:
    """Return one plain row per incident: numbers and words only, as Vega-Lite reads them.

    Blank injuries become 0 here because a chart adds up what was reported; the description says
    so.
    """
    frame = coding.coded(incidents)
    names = evidence.load("features").set_index("id")["name_en"].astype(str)
    plain = pd.DataFrame(
        {
            "month": frame["month"].dt.strftime("%Y-%m-%d"),
            "ym": frame["month"].dt.strftime("%Y-%m"),
            "year": frame["year"],
            "place": frame["feature"].astype(str).map(names).fillna(ELSEWHERE).astype(object),
            "lat": frame["lat"].astype(float),
            "lon": frame["lon"].astype(float),
            "kind": [KINDS.get(s, KINDS["act"]) for s in frame["strongest"]],
            "injured": frame["ph_injured"].fillna(0).astype(int),
        }
    )
    flags = frame[[*coding.FAMILIES, "low"]].astype(int)
    return pd.concat([plain, flags], axis="columns")
