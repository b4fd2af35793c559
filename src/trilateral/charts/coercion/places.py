"""Where lesson 03 takes place: the features and the coast they lie off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from trilateral import evidence
from trilateral.charts import basemap, claimed
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREY, INK, MUTED, VERMILION, scale

if TYPE_CHECKING:
    import pandas as pd

_VIEW: Final = basemap.View(longitude=115.9, latitude=12.4, zoom=1900, height=440)
_KINDS: Final = ("shoal", "reef", "island", "bank")
_LEFT: Final = frozenset({"whitsun_reef", "subi_reef"})
"""Features named on their left, because another lies on their right."""
_AWAY: Final = {"second_thomas_shoal": (115.3, 8.75), "mischief_reef": (115.15, 9.3)}
"""Features with neighbours on both sides: a line leads to the name, here in degrees."""
_FIRST: Final = ["scarborough_shoal", "second_thomas_shoal"]
"""Features that keep their names on a narrow page, where all would lie on each other."""
_HOLDERS: Final = ("Philippines", "China", "No garrison")


def places() -> Figure:
    """Return the map of the reefs, shoals and islands, of who holds them, and of the two lines."""
    features = evidence.load("features")
    features = features[features["kind"].isin(_KINDS) & features["lat"].notna()]
    inside = features["lat"].between(7.5, 17.5) & features["lon"].between(110, 125)
    inner = features[inside]
    inner = inner.assign(held=[_holder(words) for words in inner["occupied_by"]])
    chart = basemap.project(
        alt.layer(
            basemap.land(_VIEW.land),
            basemap.land_names("Vietnam", "Luzon", "Mindoro", "Palawan"),
            # The Philippine Sea has no room for its name here: it would be cut.
            basemap.sea_names().transform_filter(
                "datum.name === 'South China Sea' || datum.name === 'Sulu Sea'"
            ),
            claimed.lines({"eez": (113.5, 12.9), "nine-dash": (116.9, 17.9)}),
            *_names(inner),
            _points(inner),
        ),
        _VIEW,
    )
    table = inner[["name_en", "name_ph", "name_zh_pinyin", "kind", "occupied_by"]].copy()
    for column in ("name_ph", "name_zh_pinyin"):
        table[column] = [_listed(value) for value in table[column]]
    return Figure(
        chart=chart,
        question="Where do the places lie, who holds them, and whose lines cross?",
        description=_describe(inner),
        sources=claimed.sourced(sources(inner)),
        table=table,
        note=(
            "The features go by different names in different capitals; the table has them. "
            f"{claimed.NOTE}"
        ),
    )


def _holder(words: str) -> str:
    return next((holder for holder in _HOLDERS if words.startswith(holder)), _HOLDERS[-1])


def _points(features: pd.DataFrame) -> alt.Chart:
    legend = alt.Legend(
        orient="bottom",
        title="Held by",
        titleOrient="left",
        columns=alt.ExprRef(f"page < {NARROW} ? 1 : 3"),
    )
    shapes = alt.Scale(domain=_HOLDERS, range=["diamond", "square", "circle"])
    return (
        alt.Chart(features[["name_en", "lat", "lon", "kind", "occupied_by", "held"]])
        .mark_point(filled=True, size=80, opacity=1)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            color=alt.Color(
                "held:N", scale=scale(_HOLDERS, (BLUE, VERMILION, GREY)), legend=legend
            ),
            shape=alt.Shape("held:N", scale=shapes, legend=legend),
            tooltip=[
                alt.Tooltip("name_en:N", title="Feature"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("occupied_by:N", title="Held by"),
            ],
        )
    )


def _names(features: pd.DataFrame) -> list[alt.Chart]:
    """Return the names of the features, and the lines to those that stand away from theirs."""
    features = features.assign(first=features["id"].isin(_FIRST))
    leftward, away = features["id"].isin(_LEFT), features["id"].isin(_AWAY)
    moved = features[away].assign(
        lon2=[_AWAY[key][0] for key in features[away]["id"]],
        lat2=[_AWAY[key][1] for key in features[away]["id"]],
    )[["name_en", "lat", "lon", "lat2", "lon2"]]
    room = f"page >= {NARROW}"
    lines = (
        alt.Chart(moved)
        .transform_filter(room)
        .mark_rule(color=MUTED.ref, aria=False)
        .encode(longitude="lon:Q", latitude="lat:Q", longitude2="lon2:Q", latitude2="lat2:Q")
    )
    ends = moved[["name_en"]].assign(lat=moved["lat2"], lon=moved["lon2"])
    few = (
        alt.Chart(features[features["first"]][["name_en", "lat", "lon"]])
        .transform_filter(f"page < {NARROW}")
        .encode(longitude="lon:Q", latitude="lat:Q", text="name_en:N")
    )
    rims, texts = ([mark] for mark in basemap.haloed(few, dy=-13, fontSize=12, color=INK.ref))
    for frame, align, dx in (
        (features[~leftward & ~away], "left", 9),
        (features[leftward], "right", -9),
        (ends, "right", -3),
    ):
        words = (
            alt.Chart(frame[["name_en", "lat", "lon"]])
            .transform_filter(room)
            .encode(longitude="lon:Q", latitude="lat:Q", text="name_en:N")
        )
        rim, text = basemap.haloed(words, align=align, dx=dx, fontSize=12, color=INK.ref)
        rims.append(rim)
        texts.append(text)
    return [*rims, lines, *texts]


def _listed(names: object) -> str:
    return ", ".join(names) if isinstance(names, tuple) else str(names)


def _held(holder: str) -> str:
    """Return in words who holds features; without a garrison, ships may still control access."""
    return "without a garrison" if holder == _HOLDERS[-1] else f"held by {holder}"


def _describe(features: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{_held(str(holder))}: {', '.join(part['name_en'])}"
        for holder, part in features.groupby("held", sort=False)
    )
    return (
        "Map of the sea between Vietnam, Borneo and the Philippines, with a mark at each feature "
        f"of the record by who holds it. {listed}. They lie west of Luzon and Palawan. "
        f"{claimed.WORDS}"
    )
