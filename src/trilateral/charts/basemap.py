"""Coast and islands under a map, from ``data/geo``."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt
import pandas as pd

from trilateral import paths
from trilateral.charts.page import WIDTH, following, tall_name
from trilateral.charts.theme import COAST, FAINT, LAND, MUTED, SEA, WATER
from trilateral.models import geodesy

if TYPE_CHECKING:
    from shapely import Polygon

_OBJECT: Final = "land-10m"
_NAME: Final = re.compile(r"'(land(?:_-?\d+){4}_\d+)'")
"""A name says what is cut out: west, south, east and north in degrees, and the step."""
_STEPS: Final = 10_000
"""Steps are named in ten-thousandths of a degree."""


class View(NamedTuple):
    """What a map shows: its centre, its zoom and its size on the page."""

    longitude: float
    """Centre, degrees east."""
    latitude: float
    """Centre, degrees north."""
    zoom: float
    """Scale of the Mercator projection: CSS pixels per radian of longitude."""
    height: int
    """CSS pixels, on a page of `WIDTH`."""
    width: int = WIDTH
    """CSS pixels."""

    @property
    def land(self) -> str:
        """The name of the land it shows, to half a pixel."""
        east = math.degrees(self.width / 2 / self.zoom)
        up = math.asinh(math.tan(math.radians(self.latitude)))
        edges = (up + side * self.height / 2 / self.zoom for side in (-1, 1))
        south, north = (math.degrees(math.atan(math.sinh(edge))) for edge in edges)
        return _named(
            math.floor(self.longitude - east),
            math.floor(south),
            math.ceil(self.longitude + east),
            math.ceil(north),
            math.degrees(0.5 / self.zoom),
        )


def _named(west: int, south: int, east: int, north: int, step: float) -> str:
    return f"land_{west}_{south}_{east}_{north}_{round(step * _STEPS)}"


ALL: Final = _named(90, -15, 155, 50, 0.02)
"""The name of the whole land, to two kilometres: for maps that move and zoom."""


@cache
def _outlines() -> tuple[Polygon, ...]:
    """Return the coasts of ``data/geo``, one polygon each, in degrees."""
    from shapely import Polygon  # noqa: PLC0415 -- only maps need it

    path = paths.data_dir() / "geo" / "land.topo.json"
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    rings = [shape["arcs"] for shape in topology["objects"][_OBJECT]["geometries"]]
    return tuple(Polygon(lines[outer[0]], [lines[n] for (n,) in inner]) for outer, *inner in rings)


@cache
def _topology(name: str) -> str:
    """Return what a name says as one string, which a notebook saves on one line, not on 60,000."""
    from shapely import Polygon, box, make_valid, set_precision  # noqa: PLC0415 -- only maps need it

    *edges, steps = (int(part) for part in name.split("_")[1:])
    step, window = steps / _STEPS, box(*edges)
    arcs: list[list[tuple[int, int]]] = []
    shapes = []
    for outline in _outlines():
        if not outline.intersects(window):
            continue
        # On the grid before it is turned: a sliver that rounding turns over would fill the map.
        plain = set_precision(make_valid(outline).simplify(step).intersection(window), step)
        for piece in getattr(plain, "geoms", [plain]):
            if not isinstance(piece, Polygon) or piece.area < step**2:
                continue
            turned = geodesy.clockwise(piece)
            rings = [_arc(list(ring.coords), step) for ring in (turned.exterior, *turned.interiors)]
            shapes.append({"type": "Polygon", "arcs": [[len(arcs) + n] for n in range(len(rings))]})
            arcs += rings
    whole = {
        "type": "Topology",
        "arcs": arcs,
        "transform": {"scale": [step, step], "translate": [0, 0]},
        "objects": {_OBJECT: {"type": "GeometryCollection", "geometries": shapes}},
    }
    return json.dumps(whole, separators=(",", ":"))


def _arc(line: list[tuple[float, float]], step: float) -> list[tuple[int, int]]:
    """Return a line in whole steps, each point as its distance from the one before."""
    points = [(round(x / step), round(y / step)) for x, y in line]
    moves = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    return [points[0], *(move for move in moves if move != (0, 0))]


def with_land(specification: dict[str, Any]) -> dict[str, Any]:
    """Return a specification with the land's geometry, if it names it.

    The geometry joins last, because Altair would check it against every rule of the Vega-Lite
    schema (six seconds for the whole). What lies outside the map or is finer than its pixels is
    left out: a saved lesson holds the land once a map.

    Notes
    -----
    Natural Earth 1:10m (public domain), cropped and simplified; see ``data/README.md``.
    """
    named = set(_NAME.findall(str(specification)))
    if not named:
        return specification
    land = {name: _topology(name) for name in sorted(named)}
    return {**specification, "datasets": {**specification.get("datasets", {}), **land}}


def land(name: str) -> alt.LayerChart:
    """Return coast and islands, with a graticule every five degrees.

    Parameters
    ----------
    name
        `View.land` of a map that stands still, or `ALL`.
    """
    data = alt.NamedData(name=name, format=alt.TopoDataFormat(feature=_OBJECT, type="topojson"))
    ground = alt.Chart(data).mark_geoshape(
        fill=LAND.ref, stroke=COAST.ref, strokeWidth=following(0.6), aria=False
    )
    lines = alt.Chart(alt.graticule(step=[5, 5])).mark_geoshape(
        filled=False, stroke=FAINT.ref, strokeWidth=following(0.5), aria=False
    )
    return alt.layer(lines, ground)


_LANDS: Final = {
    "Luzon": (120.95, 15.75),
    "Palawan": (119.95, 9.35),
    "Mindoro": (121.1, 12.95),
    "Vietnam": (108.75, 13.2),
    "Borneo": (115.4, 4.2),
    "Taiwan": (120.95, 23.7),
    "China": (114.5, 26.0),
    "Kyushu": (128.1, 32.5),
    "Honshu": (138.2, 36.1),
    "Java": (110.0, -7.2),
    "Sumatra": (102.2, -0.8),
}
"""Where a land's name stands, degrees east and north."""


_SEAS: Final = {
    "South China Sea": (113.9, 14.6),
    "Sulu Sea": (119.9, 8.2),
    "Philippine Sea": (127.3, 17.6),
    "East China Sea": (124.6, 28.6),
}
"""Where a sea's name stands, degrees east and north."""


def land_names(*names: str) -> alt.Chart:
    """Return the names of lands, set back behind what the map is about."""
    return _words({name: _LANDS[name] for name in names}, fontSize=12, color=MUTED.ref)


def sea_names(**places: tuple[float, float]) -> alt.Chart:
    """Return the names of seas.

    Parameters
    ----------
    places
        Where the name of a sea is on this map, degrees east and north, if not where it stands
        on all; a sea's name with ``_`` for each space.
    """
    names = {name.replace("_", " "): at for name, at in places.items()}
    return _words(_SEAS | names, fontSize=13, color=WATER.ref)


def _words(places: dict[str, tuple[float, float]], **style: Any) -> alt.Chart:  # noqa: ANN401 -- whatever a text's style takes
    rows = pd.DataFrame(
        [(name, *at) for name, at in places.items()], columns=["name", "lon", "lat"]
    )
    return (
        alt.Chart(rows)
        .mark_text(fontStyle="italic", clip=True, aria=False, **style)
        .encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    )


def haloed(words: alt.Chart, *, color: Any, **style: Any) -> list[alt.Chart]:  # noqa: ANN401 -- whatever a text's style takes
    """Return words with a rim in the colour of the sea, so that no line strikes them through."""
    return [
        words.mark_text(stroke=SEA.ref, strokeWidth=4, aria=False, clip=True, **style),
        words.mark_text(color=color, clip=True, **style),
    ]


def project(chart: alt.LayerChart, view: View, name: str = "") -> alt.LayerChart:
    """Return `chart` on the Mercator projection of a view, which grows with its page.

    Parameters
    ----------
    chart, view
        The layers of the map, and what it shows.
    name
        Of the map, where it is a chart inside a chart.
    """
    tall = tall_name(name)
    named = {"name": name} if name else {}
    return chart.project(
        type="mercator",
        center=[view.longitude, view.latitude],
        scale=alt.ExprRef(f"{view.zoom} * page / {view.width}"),
        translate=alt.ExprRef(f"[page / 2, {tall} / 2]"),
        # Cut in the projection, not by a clip path: the still picture draws in a third of the time.
        clipExtent=alt.ExprRef(f"[[0, 0], [page, {tall}]]"),
    ).properties(
        width=view.width, height=view.height, view=alt.ViewBackground(fill=SEA.ref), **named
    )
