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

_CORNERS: Final = 32
_PARTS: Final = 100
"""A ring is told in hundredths of a degree: a kilometre, less than a pixel."""


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
    whole = union_all([piece for ring in rings for piece in ring.geoms])
    return MultiPolygon([p for p in getattr(whole, "geoms", [whole]) if isinstance(p, Polygon)])


def features(rings: Iterable[tuple[dict[str, str], MultiPolygon]]) -> alt.InlineData:
    """Return rings with their properties as data for a chart of shapes.

    They are written as TopoJSON, in which a corner is given as its step from the one before: about
    half as long as GeoJSON.
    """
    arcs: list[list[list[int]]] = []
    listed: list[dict[str, Any]] = []
    for properties, shape in rings:
        polygons = [[_steps(line) for line in polygon] for polygon in _corners(shape)]
        numbers = iter(range(len(arcs), len(arcs) + sum(map(len, polygons))))
        places = [[[next(numbers)] for _ in polygon] for polygon in polygons]
        arcs += [line for polygon in polygons for line in polygon]
        listed.append({"type": "MultiPolygon", "properties": properties, "arcs": places})
    topology = {
        "type": "Topology",
        "transform": {"scale": [1 / _PARTS, 1 / _PARTS], "translate": [0, 0]},
        "objects": {"rings": {"type": "GeometryCollection", "geometries": listed}},
        "arcs": arcs,
    }
    text = json.dumps(topology, separators=(",", ":"))
    return alt.InlineData(values=text, format=alt.TopoDataFormat(type="topojson", feature="rings"))


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


def _corners(shape: MultiPolygon) -> list[list[list[tuple[int, int]]]]:
    """Return the lines of a shape's polygons, clockwise, in hundredths of a degree."""
    turned = MultiPolygon([geodesy.clockwise(piece) for piece in shape.geoms])
    return [
        [[(round(x * _PARTS), round(y * _PARTS)) for x, y in line] for line in polygon]
        for polygon in mapping(turned)["coordinates"]
    ]


def _steps(line: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return a line's first corner, and then each one's step from the one before."""
    before = [(0, 0), *line]
    return [[x - x0, y - y0] for (x0, y0), (x, y) in zip(before, line, strict=False)]
