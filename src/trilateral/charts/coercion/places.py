"""Where lesson 03 takes place: the features and the coast they lie off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, MUTED

if TYPE_CHECKING:
    import pandas as pd

_VIEW: Final = basemap.View(longitude=115.95, latitude=12.2, zoom=2150, width=590, height=430)
_KINDS: Final = ("shoal", "reef", "island", "bank")
_LEFT: Final = frozenset({"whitsun_reef", "subi_reef"})
"""Features named on their left, because another lies on their right."""
_AWAY: Final = {"second_thomas_shoal": (115.45, 9.15), "mischief_reef": (115.15, 10.45)}
"""Features with neighbours on both sides: a line leads to the name, here in degrees."""


def places() -> Figure:
    """Return the map of the reefs, shoals and islands that the lesson speaks of."""
    features = evidence.load("features")
    features = features[features["kind"].isin(_KINDS) & features["lat"].notna()]
    inside = features["lat"].between(7.5, 17.5) & features["lon"].between(110, 125)
    shown = features[inside]
    columns = ["name_en", "lat", "lon", "kind", "occupied_by"]
    points = (
        alt.Chart(shown[columns])
        .mark_point(shape="diamond", filled=True, size=70, color=BLUE.ref, opacity=1)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            tooltip=[
                alt.Tooltip("name_en:N", title="Feature"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("occupied_by:N", title="Held by"),
            ],
        )
    )
    lands = basemap.land_names("Vietnam", "Luzon", "Mindoro", "Palawan")
    chart = basemap.project(
        alt.layer(basemap.land(_VIEW.land), lands, *_names(shown), points), _VIEW
    )
    table = shown[["name_en", "name_ph", "name_zh_pinyin", "kind", "occupied_by"]].copy()
    for column in ("name_ph", "name_zh_pinyin"):
        table[column] = [_listed(value) for value in table[column]]
    listed = ", ".join(shown["name_en"].astype(str))
    return Figure(
        chart=chart,
        description=(
            "Map of the sea between Vietnam, Borneo and the Philippines, with a diamond at each "
            f"feature of the record: {listed}. They lie west of Luzon and Palawan."
        ),
        sources=sources(shown),
        table=table,
        note="The features go by different names in different capitals; the table has them.",
    )


def _names(shown: pd.DataFrame) -> list[alt.Chart]:
    """Return the names of the features, and the lines to those that stand away from theirs."""
    left, away = shown["id"].isin(_LEFT), shown["id"].isin(_AWAY)
    moved = shown[away].assign(
        lon2=[_AWAY[key][0] for key in shown[away]["id"]],
        lat2=[_AWAY[key][1] for key in shown[away]["id"]],
    )[["name_en", "lat", "lon", "lat2", "lon2"]]
    lines = (
        alt.Chart(moved)
        .mark_rule(color=MUTED.ref, aria=False)
        .encode(longitude="lon:Q", latitude="lat:Q", longitude2="lon2:Q", latitude2="lat2:Q")
    )
    ends = moved[["name_en"]].assign(lat=moved["lat2"], lon=moved["lon2"])
    texts = [
        alt.Chart(frame[["name_en", "lat", "lon"]])
        .mark_text(align=align, dx=dx, fontSize=12, color=INK.ref)
        .encode(longitude="lon:Q", latitude="lat:Q", text="name_en:N")
        for frame, align, dx in (
            (shown[~left & ~away], "left", 9),
            (shown[left], "right", -9),
            (ends, "right", -3),
        )
    ]
    return [lines, *texts]


def _listed(names: object) -> str:
    return ", ".join(names) if isinstance(names, tuple) else str(names)
