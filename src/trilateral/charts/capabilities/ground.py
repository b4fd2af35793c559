"""Straits as they are drawn: gates with their numbers, over coast and islands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.capabilities import published
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, wrapped
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, VERMILION, Tone, scale
from trilateral.models.geodesy import Place, distance_km, middle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.models.geodesy import Gate

ALLIES: Final = "Japan, the Philippines or the US"
CHINESE: Final = "China"
_NEAR: Final = 600
"""CSS pixels per radian from which a map has room for all its names."""
_CLOSE: Final = [1, 2, 3, 10, 14]
"""Straits whose numbers would lie on others' on a map of less."""
_LARGE: Final = ["China", "Borneo", "Sumatra", "Honshu"]
_ON_THE_LEFT: Final = 4
"""The strait whose number is on its left, for three others lie on its right."""
_STEPS: Final = 40
"""Parts of a gate: of the longest, 9 km each."""
REGION: Final = basemap.View(longitude=130.6, latitude=15.5, zoom=437, height=384)
"""All the straits and the places of the reports; its left edge is where the coasts' data begin."""
CHANNELS: Final = basemap.View(longitude=121.3, latitude=20.25, zoom=2050, height=156)
"""The Luzon Strait and its channels."""


def frame() -> pd.DataFrame:
    """Return the straits as plain rows: number, label, ends, middle, width in kilometres."""
    rows = []
    for strait in published.straits():
        here = middle(strait.gate)
        start, end = strait.gate
        rows.append(
            {
                "strait": strait.id,
                "name": strait.name,
                "number": strait.number,
                "label": f"{strait.number} {_short(strait.name)}",
                "lat1": start.latitude,
                "lon1": start.longitude,
                "lat2": end.latitude,
                "lon2": end.longitude,
                "lat": round(here.latitude, 3),
                "lon": round(here.longitude, 3),
                "km": round(distance_km(start, end), 1),
            }
        )
    return pd.DataFrame(rows)


def _short(name: str) -> str:
    """Return a strait's name for a line with little room; the tables have it whole."""
    return name.replace(" Strait,", ",").removesuffix(" channel")


def over(data: alt.Chart, *layers: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Return layers drawn over one chart's rows, its transforms written out once, not in each."""
    whole = alt.layer(*layers, data=data.data)
    whole.transform = data.transform
    return whole


def gates(data: alt.Chart, **style: Any) -> alt.Chart:  # noqa: ANN401 -- whatever a rule's style takes
    """Return the gate lines of rows with the columns ``lon1``, ``lat1``, ``lon2``, ``lat2``.

    They are silent: the bars beside each map say the same in words, and a set of lines that is
    empty for a choice would be a picture without a name.
    """
    ends = {"longitude": "lon1:Q", "latitude": "lat1:Q", "longitude2": "lon2:Q"}
    return data.mark_rule(clip=True, aria=False, **style).encode(**ends, latitude2="lat2:Q")


def numbers(data: alt.Chart, zoom: str = str(_NEAR)) -> alt.LayerChart:
    """Return the straits' numbers beside the middle of their gates.

    Parameters
    ----------
    data
        Rows with ``lon``, ``lat`` and ``number``.
    zoom
        Vega expression of the map's scale. From afar, some numbers would lie on others.
    """
    words = {"longitude": "lon:Q", "latitude": "lat:Q", "text": "number:N"}
    near = data.transform_filter(f"({zoom}) >= {_NEAR} || indexof({_CLOSE}, datum.number) < 0")
    rims, texts = [], []
    for test, dx in (
        (f"datum.number !== {_ON_THE_LEFT}", 11),
        (f"datum.number === {_ON_THE_LEFT}", -11),
    ):
        style = {"dx": dx, "dy": -7, "fontSize": 12, "fontWeight": "bold"}
        rim, text = basemap.haloed(near.transform_filter(test), color=INK.ref, **style)
        rims.append(rim.encode(**words))
        texts.append(text.encode(**words))
    return alt.layer(*rims, *texts)


def places(data: alt.Chart, tone: Tone = INK) -> alt.Chart:
    """Return a diamond at each place of rows with ``lon``, ``lat`` and ``place``."""
    return data.mark_point(
        shape="diamond", filled=True, size=80, color=tone.ref, opacity=1, clip=True
    ).encode(longitude="lon:Q", latitude="lat:Q", tooltip=alt.Tooltip("place:N", title="Place"))


def lands(zoom: str = str(_NEAR)) -> alt.Chart:
    """Return the names of the lands around the straits, from afar the largest only."""
    names = ("China", "Taiwan", "Luzon", "Vietnam", "Borneo", "Java", "Sumatra", "Kyushu", "Honshu")
    return basemap.land_names(*names).transform_filter(
        f"({zoom}) >= {_NEAR} || indexof({_LARGE}, datum.name) >= 0"
    )


def seas(zoom: str = str(_NEAR)) -> alt.Chart:
    """Return the names of the seas around the straits, where there is room for them."""
    return basemap.sea_names().transform_filter(f"({zoom}) >= {_NEAR}")


def straits() -> Figure:
    """Return the map of the straits, each with its number, and the places of the reports."""
    rows = frame()
    table = evidence.load("chokepoints")
    sites = published.sites(published.reports()).values()
    spots = pd.DataFrame(
        {
            "place": [site.name for site in sites],
            "lat": [site.at.latitude for site in sites],
            "lon": [site.at.longitude for site in sites],
            "side": [CHINESE if site.chinese else ALLIES for site in sites],
        }
    )
    whole = basemap.project(
        alt.layer(
            basemap.land(REGION.land),
            lands("0"),
            basemap.sea_names(
                South_China_Sea=(112.8, 13.2), Philippine_Sea=(131, 17)
            ).transform_filter(
                "datum.name !== 'Sulu Sea'"
                f" && (page >= {NARROW} || datum.name === 'South China Sea')"
            ),
            gates(alt.Chart(rows), color=INK.ref, strokeWidth=3),
            _spots(spots),
            numbers(alt.Chart(rows), "0"),
        ),
        REGION,
        "whole",
    )
    close = basemap.project(
        alt.layer(
            basemap.land(CHANNELS.land),
            basemap.land_names("Taiwan", "Luzon"),
            basemap.sea_names(
                South_China_Sea=(117.6, 19.6), Philippine_Sea=(126.3, 20.9)
            ).transform_filter(f"page >= {NARROW}"),
            gates(alt.Chart(rows), color=INK.ref, strokeWidth=3),
            _spots(spots),
            *_channels(rows),
        ),
        CHANNELS,
        "close",
    ).properties(title=alt.Title("The Luzon Strait, closer", fontSize=12, offset=4))
    chart = alt.vconcat(whole, close, spacing=8).resolve_legend(color="shared", shape="shared")
    by_width = rows.sort_values("km")
    narrowest, widest = by_width.iloc[0], by_width.iloc[-1]
    listed = rows[["number", "name", "km"]].assign(between=table["between"].astype(object))
    return Figure(
        chart=chart,
        question="Where are the gates, and who was reported near them?",
        description=(
            "Map from Java to northern Japan. A short line with a number crosses each of "
            f"{len(rows)} straits: {', '.join(rows['label'])}. Diamonds mark {len(spots)} places "
            "where a missile system fired from the ground was reported. The widest gate is "
            f"{widest['name']} with {widest['km']:.0f} km, the narrowest {narrowest['name']} with "
            f"{narrowest['km']:.0f} km. {_nearest()}"
        ),
        sources=sources(table),
        table=listed.rename(columns={"km": "width_km"}),
        note=(
            "A gate is the shortest line between two shores on this map's coast. Number 4 is the "
            "whole Luzon Strait, of which 1, 2 and 3 are the channels."
        ),
    )


def _nearest() -> str:
    """Return which of the places stands nearest to a gate, its ends and all between them."""
    away = [
        (distance_km(site.at, Place(*point)), site.name, strait.name)
        for site in published.sites(published.reports()).values()
        for strait in published.straits()
        for point in _along(strait.gate)
    ]
    km, site, strait = min(away)
    return f"The place nearest to a gate is {site}, {km:.0f} km from {strait}."


def _along(gate: Gate) -> Iterator[tuple[float, float]]:
    """Yield points of a gate, so near to each other that a straight line on the map will do."""
    start, end = gate
    for n in range(_STEPS + 1):
        share = n / _STEPS
        yield (
            start.latitude + share * (end.latitude - start.latitude),
            start.longitude + share * (end.longitude - start.longitude),
        )


def _channels(rows: pd.DataFrame) -> list[alt.Chart]:
    """Return numbers and names beside the gates of the Luzon Strait."""
    words = alt.Chart(rows[rows["number"] <= _ON_THE_LEFT]).transform_calculate(
        words=f"page < {NARROW} ? '' + datum.number : datum.label"
    )
    texts = []
    for test, align, dx in (
        (f"datum.number !== {_ON_THE_LEFT}", "left", 9),
        (f"datum.number === {_ON_THE_LEFT}", "right", -9),
    ):
        some = words.transform_filter(test).encode(
            longitude="lon:Q", latitude="lat:Q", text="words:N"
        )
        texts += basemap.haloed(
            some, color=INK.ref, align=align, dx=dx, fontSize=12, fontWeight="bold"
        )
    return texts


def _spots(spots: pd.DataFrame) -> alt.Chart:
    """Return the places of the reports, by whose systems they were."""
    sides = [ALLIES, CHINESE]
    legend = alt.Legend(
        orient="bottom",
        title=None,
        columns=alt.ExprRef(f"page < {NARROW} ? 1 : 2"),
        labelExpr=wrapped("'Systems of ' + datum.label", "page - 24"),
    )
    return places(alt.Chart(spots)).encode(
        color=alt.Color("side:N", scale=scale(sides, (BLUE, VERMILION)), legend=legend),
        shape=alt.Shape(
            "side:N", scale=alt.Scale(domain=sides, range=["diamond", "circle"]), legend=legend
        ),
    )
