"""Coast and islands under a map, from ``data/geo``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt

from trilateral import paths
from trilateral.charts.theme import COAST, FAINT, LAND

if TYPE_CHECKING:
    from pathlib import Path


_LAND: Final = "land"


class View(NamedTuple):
    """What a map shows: its centre, its zoom and its size on the page."""

    longitude: float
    """Centre, degrees east."""
    latitude: float
    """Centre, degrees north."""
    zoom: float
    """Scale of the Mercator projection: CSS pixels per radian of longitude."""
    width: int
    """CSS pixels."""
    height: int
    """CSS pixels."""


@cache
def _topology(path: Path) -> str:
    """Return the geometry as one string, which a notebook saves on one line, not on 60,000."""
    return path.read_text(encoding="utf-8").strip()


def with_land(specification: dict[str, Any]) -> dict[str, Any]:
    """Return a specification with the land's geometry, if it names it.

    The geometry joins last, because Altair would check its 157 KB against every rule of the
    Vega-Lite schema (six seconds).

    Notes
    -----
    Natural Earth 1:10m (public domain), cropped and simplified; see ``data/README.md``.
    """
    if f"'{_LAND}'" not in str(specification):
        return specification
    topology = _topology(paths.data_dir() / "geo" / "land.topo.json")
    datasets = {**specification.get("datasets", {}), _LAND: topology}
    return {**specification, "datasets": datasets}


def land() -> alt.LayerChart:
    """Return coast and islands, with a graticule every five degrees."""
    data = alt.NamedData(name=_LAND, format=alt.TopoDataFormat(feature="land-10m", type="topojson"))
    ground = alt.Chart(data).mark_geoshape(
        fill=LAND.ref, stroke=COAST.ref, strokeWidth=0.6, aria=False
    )
    lines = alt.Chart(alt.graticule(step=[5, 5])).mark_geoshape(
        filled=False, stroke=FAINT.ref, strokeWidth=0.5, aria=False
    )
    return alt.layer(lines, ground)


def project(chart: alt.LayerChart, view: View) -> alt.LayerChart:
    """Return `chart` on the Mercator projection of a view."""
    return chart.project(
        type="mercator",
        center=[view.longitude, view.latitude],
        scale=view.zoom,
        translate=[view.width / 2, view.height / 2],
        # Cut in the projection, not by a clip path: the still picture draws in a third of the time.
        clipExtent=[[0, 0], [view.width, view.height]],
    ).properties(width=view.width, height=view.height)
