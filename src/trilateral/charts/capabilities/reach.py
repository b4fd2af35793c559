"""Rings and reaches worked out beforehand, so that the controls need no kernel.

They go into a chart as one string each: JupyterLab saves a list of numbers one to a line.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import altair as alt
from shapely import union_all
from shapely.geometry import MultiPolygon, Polygon, mapping

from trilateral.charts.capabilities import published
from trilateral.models import geodesy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from trilateral.charts.capabilities.published import Site, Strait
    from trilateral.models.geodesy import Stretch

_CORNERS: Final = 36
_DIGITS: Final = 2
"""Decimals of a degree on a ring: a kilometre, less than a pixel."""


@cache
def reached(site: Site, strait: Strait, km: int) -> Stretch:
    """Return the stretch of a strait within a range of a site."""
    return geodesy.stretch(site.at, strait.gate, km)


def all_reached(
    places: Sequence[tuple[Site, int]], straits: Iterable[Strait]
) -> dict[Strait, tuple[Stretch, ...]]:
    """Return what of each strait lies within range of at least one of several sites."""
    return {
        strait: geodesy.union(reached(site, strait, km) for site, km in places)
        for strait in straits
    }


def ring(places: Sequence[tuple[Site, int]]) -> MultiPolygon:
    """Return what lies within range of at least one of several sites."""
    rings = [geodesy.range_ring(site.at, km, _CORNERS) for site, km in places]
    if len(rings) == 1:
        return rings[0]
    whole = union_all([piece for one in rings for piece in one.geoms])
    return MultiPolygon([p for p in getattr(whole, "geoms", [whole]) if isinstance(p, Polygon)])


def features(rings: Iterable[tuple[dict[str, str], MultiPolygon]]) -> alt.InlineData:
    """Return rings with their properties as data for a chart of shapes."""
    listed = [
        {"type": "Feature", "properties": properties, "geometry": _geometry(shape)}
        for properties, shape in rings
    ]
    text = json.dumps({"type": "FeatureCollection", "features": listed}, separators=(",", ":"))
    return alt.InlineData(values=text, format=alt.JsonDataFormat(type="json", property="features"))


def lines(frame: pd.DataFrame, **parse: str) -> alt.InlineData:
    """Return a table as data for a chart, its columns of numbers named in `parse`."""
    text = frame.to_csv(index=False, lineterminator="\n")
    return alt.InlineData(values=text, format=alt.CsvDataFormat(type="csv", parse=parse))


def pairs() -> list[tuple[published.System, Site]]:
    """Return each system at each place of its own side, reported there or not."""
    reported = published.reports()
    places = published.sites(reported).values()
    return [
        (system, site)
        for system, site in product(published.systems().values(), places)
        if system.chinese == site.chinese
    ]


def _geometry(shape: MultiPolygon) -> dict[str, Any]:
    """Return a shape as GeoJSON, clockwise, to a hundredth of a degree."""
    turned = MultiPolygon([geodesy.clockwise(piece) for piece in shape.geoms])
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [[(round(x, _DIGITS), round(y, _DIGITS)) for x, y in line] for line in polygon]
            for polygon in mapping(turned)["coordinates"]
        ],
    }
