"""Where lesson 03 takes place: the features and the coast they lie off."""

from __future__ import annotations

from typing import Final

import altair as alt

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK

_VIEW: Final = basemap.View(longitude=117.4, latitude=12.4, zoom=1750, width=620, height=360)
_KINDS: Final = ("shoal", "reef", "island", "bank")
_LEFT: Final = frozenset({"second_thomas_shoal", "whitsun_reef", "subi_reef"})
"""Features named on their left, because another lies on their right."""
_UNNAMED: Final = frozenset({"mischief_reef", "subi_reef", "whitsun_reef"})


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
    named = shown[~shown["id"].isin(_UNNAMED)]
    left = named["id"].isin(_LEFT)
    names = [
        alt.Chart(frame[["name_en", "lat", "lon"]])
        .mark_text(align=align, dx=dx, dy=dy, fontSize=12, color=INK.ref)
        .encode(longitude="lon:Q", latitude="lat:Q", text="name_en:N")
        for frame, align, dx, dy in ((named[~left], "left", 9, 0), (named[left], "right", -4, 13))
    ]
    chart = basemap.project(alt.layer(basemap.land(), points, *names), _VIEW)
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


def _listed(names: object) -> str:
    return ", ".join(names) if isinstance(names, tuple) else str(names)
