"""The land under the maps: the islands a lesson needs, and only where a map asks for it."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise

import pytest
import vl_convert

from tests.charts.drawn import picture
from trilateral import paths
from trilateral.charts import basemap, chain, coercion, renderer

ISLANDS = {
    "Mavulis": (121.95, 21.12),
    "Itbayat": (121.84, 20.77),
    "Batan": (121.98, 20.43),
    "Babuyan": (121.94, 19.52),
    "Thitu": (114.28, 11.05),
    "Ishigaki": (124.19, 24.41),
    "Miyako": (125.31, 24.77),
    "Yonaguni": (122.99, 24.46),
}
"""Islands that ``data/README.md`` says the map keeps, degrees east and north."""
NEAR = 0.12
"""Degrees: a simplified islet may lie a little beside its reported point."""


def outlines() -> list[list[tuple[float, float]]]:
    topology = json.loads((paths.data_dir() / "geo" / "land.topo.json").read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


@pytest.mark.parametrize("island", ISLANDS)
def test_when_a_lesson_names_an_island_then_the_map_has_its_coast(island: str) -> None:
    lon, lat = ISLANDS[island]
    near = [
        line
        for line in outlines()
        if min(abs(x - lon) for x, _ in line) < NEAR and min(abs(y - lat) for _, y in line) < NEAR
    ]
    assert near


def test_when_a_chart_draws_land_then_the_geometry_joins_as_one_line() -> None:
    spec = dict(coercion.places().spec)
    assert isinstance(spec["datasets"], dict)
    (land,) = [data for name, data in spec["datasets"].items() if name.startswith("land_")]
    assert "\n" not in land
    assert json.loads(land)["objects"].keys() == {"land-10m"}


def corners(topology: str) -> list[tuple[float, float]]:
    read = json.loads(topology)
    step, _ = read["transform"]["scale"]
    return [
        (step * sum(x for x, _ in arc[: n + 1]), step * sum(y for _, y in arc[: n + 1]))
        for arc in read["arcs"]
        for n in range(len(arc))
    ]


def test_when_a_map_shows_a_part_then_its_land_is_of_that_part_and_lies_where_it_lay() -> None:
    view = basemap.View(longitude=121, latitude=20, zoom=2000, width=300, height=300)
    west, south, east, north, step = (int(part) for part in view.land.split("_")[1:])
    spec = basemap.with_land(renderer.spec(basemap.project(basemap.land(view.land), view)))
    whole = [point for line in outlines() for point in line]
    for x, y in corners(spec["datasets"][view.land]):
        assert west - 0.1 <= x <= east + 0.1
        assert south - 0.1 <= y <= north + 0.1
        on_the_edge = min(x - west, east - x, y - south, north - y) < NEAR
        assert on_the_edge or min(abs(x - a) + abs(y - b) for a, b in whole) < 2 * step / 10_000


@pytest.mark.parametrize("zoom", [500, 690, 720, 930, 2150])
def test_when_land_is_simplified_then_no_coast_is_turned_inside_out(zoom: float) -> None:
    view = basemap.View(longitude=120, latitude=15, zoom=zoom, width=600, height=600)
    spec = basemap.with_land(renderer.spec(basemap.land(view.land)))
    drawn = json.loads(spec["datasets"][view.land])
    outer = [shape["arcs"][0][0] for shape in drawn["objects"]["land-10m"]["geometries"]]
    assert outer
    for n in outer:
        ring = list(accumulate(drawn["arcs"][n], lambda a, b: [a[0] + b[0], a[1] + b[1]]))
        assert ring[0] == ring[-1]
        # d3-geo fills what lies on the right of a line: a ring that runs the other way is a hole.
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) < 0


def test_when_the_whole_land_is_asked_for_then_the_islands_of_the_lessons_are_in_it() -> None:
    spec = basemap.with_land(renderer.spec(basemap.land(basemap.ALL)))
    found = corners(spec["datasets"][basemap.ALL])
    for lon, lat in (at for name, at in ISLANDS.items() if name not in ("Mavulis", "Thitu")):
        assert any(abs(x - lon) < NEAR and abs(y - lat) < NEAR for x, y in found)


def test_when_a_chart_draws_no_land_then_it_carries_none() -> None:
    spec = renderer.spec(chain.chain().chart)
    assert basemap.with_land(spec) is spec


def test_when_a_map_is_drawn_then_land_is_painted_and_silent() -> None:
    spec = dict(coercion.places().spec)
    land = [n for n in picture(spec).iter() if n.get("fill") == "#e7e2d6"]
    # Land off the map is cut away to nothing; what is on it is drawn in full.
    assert max(len(str(node.get("d"))) for node in land) > 1000
    vega = json.dumps(vl_convert.vegalite_to_vega(spec, vl_version="5.20"))
    assert '"aria": false' in vega
