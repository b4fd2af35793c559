"""Straits as they are drawn: gates with their numbers, over coast and islands."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.capabilities import published
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, VERMILION, Tone, scale
from trilateral.models.geodesy import distance_km, middle

ALLIES: Final = "Japan, the Philippines or the US"
CHINESE: Final = "China"
HALO: Final = Tone("#ffffff", "#333333")
"""Around a number, so that it can be read over land and lines."""
_ON_THE_LEFT: Final = 4
"""The strait whose number stands on its left, for three others lie on its right."""
REGION: Final = basemap.View(longitude=119.5, latitude=15, zoom=690, width=590, height=595)
"""All the straits and the places of the reports."""


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
                "label": f"{strait.number} {strait.name}",
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


def numbers(data: alt.Chart) -> alt.LayerChart:
    """Return the straits' numbers beside the middle of their gates."""
    words = {"longitude": "lon:Q", "latitude": "lat:Q", "text": "number:N"}
    parts = []
    for test, dx in (
        (f"datum.number !== {_ON_THE_LEFT}", 11),
        (f"datum.number === {_ON_THE_LEFT}", -11),
    ):
        style = {"dx": dx, "dy": -7, "fontSize": 12, "fontWeight": "bold", "clip": True}
        some = data.transform_filter(test)
        parts += [
            some.mark_text(stroke=HALO.ref, strokeWidth=3, aria=False, **style).encode(**words),
            some.mark_text(color=INK.ref, **style).encode(**words),
        ]
    return alt.layer(*parts)


def places(data: alt.Chart, tone: Tone = INK) -> alt.Chart:
    """Return a diamond at each place of rows with ``lon``, ``lat`` and ``place``."""
    return data.mark_point(
        shape="diamond", filled=True, size=80, color=tone.ref, opacity=1, clip=True
    ).encode(longitude="lon:Q", latitude="lat:Q", tooltip=alt.Tooltip("place:N", title="Place"))


def lands() -> alt.Chart:
    """Return the names of the lands around the straits."""
    names = ("China", "Taiwan", "Luzon", "Vietnam", "Borneo", "Java", "Sumatra", "Kyushu", "Honshu")
    return basemap.land_names(*names)


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
    marks = places(alt.Chart(spots)).encode(**_side())
    chart = basemap.project(
        alt.layer(
            basemap.land(REGION.land),
            lands(),
            gates(alt.Chart(rows), color=INK.ref, strokeWidth=3),
            marks,
            numbers(alt.Chart(rows)),
        ),
        REGION,
    )
    by_width = rows.sort_values("km")
    narrowest, widest = by_width.iloc[0], by_width.iloc[-1]
    listed = rows[["number", "name", "km"]].assign(between=table["between"].astype(object))
    return Figure(
        chart=chart,
        description=(
            "Map from Java to northern Japan. A short line with a number crosses each of "
            f"{len(rows)} straits: {', '.join(rows['label'])}. Diamonds mark {len(spots)} places "
            "where a missile system fired from the ground was reported. The widest gate is "
            f"{widest['name']} with {widest['km']:.0f} km, the narrowest {narrowest['name']} with "
            f"{narrowest['km']:.0f} km."
        ),
        sources=sources(table),
        table=listed.rename(columns={"km": "width_km"}),
        note=(
            "A gate is the shortest line between two shores on this map's coast. Number 4 is the "
            "whole Luzon Strait, of which 1, 2 and 3 are the channels."
        ),
    )


def _side() -> dict[str, alt.Color | alt.Shape]:
    sides = [ALLIES, CHINESE]
    legend = alt.Legend(orient="top-left", offset=8)
    return {
        "color": alt.Color(
            "side:N", title="Systems of", scale=scale(sides, (BLUE, VERMILION)), legend=legend
        ),
        "shape": alt.Shape(
            "side:N",
            title="Systems of",
            scale=alt.Scale(domain=sides, range=["diamond", "circle"]),
            legend=legend,
        ),
    }
