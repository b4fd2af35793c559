from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from trilateral import evidence
from trilateral.models.geodesy import (
    NOTHING,
    WHOLE,
    Gate,
    GeodesyError,
    Place,
    Stretch,
    coverage,
    distance_km,
    middle,
    range_ring,
    stretch,
    union,
)

AIRPORTS = {  # OpenFlights airports database
    "Jeju": Place(33.5113, 126.4930),
    "Seoul Gimpo": Place(37.5583, 126.7906),
    "Sydney": Place(-33.9461, 151.1772),
    "Melbourne": Place(-37.6733, 144.8433),
    "Fukuoka": Place(33.5859, 130.4507),
    "Tokyo Haneda": Place(35.5523, 139.7797),
    "Hong Kong": Place(22.3089, 113.9146),
    "Taipei": Place(25.0777, 121.2328),
    "Manila": Place(14.5086, 121.0196),
}
BUSIEST = "list of the busiest air routes, https://gist.github.com/kevinwang09/cfbb5bcbc73f6d89"
PUBLISHED = [
    # Between airports.
    (AIRPORTS["Jeju"], AIRPORTS["Seoul Gimpo"], 449, BUSIEST),
    (AIRPORTS["Sydney"], AIRPORTS["Melbourne"], 705, BUSIEST),
    (AIRPORTS["Fukuoka"], AIRPORTS["Tokyo Haneda"], 889, BUSIEST),
    (AIRPORTS["Hong Kong"], AIRPORTS["Taipei"], 802, BUSIEST),
    (
        AIRPORTS["Taipei"],
        AIRPORTS["Manila"],
        1175.44,
        "Couchbase travel sample, https://gist.github.com/ijokarumawak/86da5d410041ea67ebd1",
    ),
    (
        Place(40.6, -73.8),
        Place(51.6, -0.5),
        5551.759,
        "GeographicLib documentation: JFK to LHR",
    ),
    (
        Place(-41.32, 174.81),
        Place(40.96, -5.50),
        19959.679267,
        "GeographicLib documentation: Wellington to Salamanca, https://npmjs.com/package/geographiclib",
    ),
    # Geodetic standards.
    (
        Place(-37.951033416667, 144.424867888889),
        Place(-37.652821138889, 143.926495527778),
        54.972271,
        "ICSM, Geocentric Datum of Australia Technical Manual: Flinders Peak to Buninyong",
    ),
    (Place(-30.0, 0.0), Place(29.9, 179.8), 19989.83282761, "Karney (2013), table 5"),
    (Place(0.0, 0.0), Place(90.0, 0.0), 10001.965729, "NGA.STND.0036: the WGS 84 quadrant"),
    (Place(0.0, 179.5), Place(0.0, -179.5), 111.319491, "one degree of the WGS 84 equator"),
    # A strait.
    (
        Place(51.1406, 1.3711),
        Place(50.8719, 1.5831),
        33.3,
        "Strait of Dover, South Foreland to Cap Gris-Nez: 33.3 km in encyclopedias",
    ),
]


@pytest.mark.parametrize(("start", "end", "published", "source"), PUBLISHED)
def test_when_a_distance_is_published_then_ours_is_within_one_per_cent(
    start: Place, end: Place, published: float, source: str
) -> None:
    assert distance_km(start, end) == pytest.approx(published, rel=0.01), source


def gates() -> list[tuple[str, Gate, float]]:
    table = evidence.load("chokepoints")
    numbers = table[["lat1", "lon1", "lat2", "lon2", "width_nm"]].astype(float).to_numpy()
    return [
        (str(strait), Gate(Place(*row[:2]), Place(*row[2:4])), float(row[4]) * 1.852)
        for strait, row in zip(table["id"], numbers, strict=True)
    ]


@pytest.mark.parametrize(("strait", "gate", "width"), gates())
def test_when_a_strait_is_in_the_table_then_its_width_is_recomputed(
    strait: str, gate: Gate, width: float
) -> None:
    assert distance_km(*gate) == pytest.approx(width, rel=0.01), strait


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("kengun-2026-upgraded", "miyako-strait", 910),
        ("kengun-2026-upgraded", "bashi-channel", 1530),
        ("paoay-2026-type88", "babuyan-channel", 106),
        ("paoay-2026-type88", "balintang-channel", 253),
        ("paoay-2026-type88", "bashi-channel", 408),
    ],
)
def test_when_the_tables_quote_a_distance_to_a_strait_then_it_is_to_its_middle(
    start: str, end: str, text: float
) -> None:
    places = evidence.load("deployments").set_index("id")[["lat", "lon"]].astype(float)
    gate = {strait: gate for strait, gate, _ in gates()}[end]

    assert distance_km(Place(*places.loc[start].to_numpy()), middle(gate)) == pytest.approx(
        text, rel=0.01
    )


PLACES = st.builds(
    Place,
    st.floats(-89, 89, allow_nan=False).map(lambda x: round(x, 4)),
    st.floats(-180, 180, allow_nan=False).map(lambda x: round(x, 4)),
)


@st.composite
def gates_anywhere(draw: st.DrawFn) -> Gate:
    start = draw(PLACES)
    end = Place(
        start.latitude - draw(st.floats(0.01, 4)) * (1 if start.latitude > 0 else -1),
        start.longitude + draw(st.floats(-4, 4)),
    )
    return Gate(start, end)


RANGES = st.floats(1, 9_000)


@given(PLACES, PLACES)
def test_when_two_places_swap_then_the_distance_stays(a: Place, b: Place) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)


@given(PLACES, PLACES, PLACES)
def test_when_one_goes_by_way_of_a_third_place_then_it_is_no_shorter(
    a: Place, b: Place, c: Place
) -> None:
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-6


@given(PLACES, gates_anywhere(), RANGES, RANGES)
def test_when_the_range_grows_then_the_share_does_not_shrink(
    place: Place, gate: Gate, one: float, other: float
) -> None:
    low, high = sorted((one, other))

    band = coverage(place, gate, low, high)

    assert band.low is not None
    assert band.high is not None
    assert 0 <= band.low <= band.high <= 1


@given(PLACES, gates_anywhere(), RANGES, st.floats(0.05, 0.95))
def test_when_a_gate_is_split_then_its_parts_add_up(
    place: Place, gate: Gate, range_km: float, at: float
) -> None:
    whole = distance_km(*gate)
    cut = along(gate, at)
    parts = (Gate(gate.start, cut), Gate(cut, gate.end))

    reached = sum(stretch(place, part, range_km).share * distance_km(*part) for part in parts)

    assert reached == pytest.approx(stretch(place, gate, range_km).share * whole, abs=0.01)


@given(gates_anywhere(), st.floats(0.1, 0.9))
def test_when_the_range_ends_on_the_gate_then_the_share_ends_there(gate: Gate, at: float) -> None:
    """Measured from one shore, the share is the range over the width."""
    reach = distance_km(*gate) * at

    assert stretch(gate.start, gate, reach) == pytest.approx((0.0, at), abs=1e-6)


def along(gate: Gate, at: float) -> Place:
    """Return the place at a share of a gate, by halving: independent of how `stretch` walks."""
    low, high = 0.0, 1.0
    here = gate
    while high - low > 1e-9:
        centre = middle(here)
        half = (low + high) / 2
        if at < half:
            here, high = Gate(here.start, centre), half
        else:
            here, low = Gate(centre, here.end), half
    return middle(here)


@pytest.mark.parametrize("longitude", [0.0, 121.0, 179.9, -179.9, 540.0])
def test_when_a_gate_lies_half_in_reach_then_half_is_said_at_any_longitude(
    longitude: float,
) -> None:
    gate = Gate(Place(0, longitude + 1), Place(0, longitude + 3))

    assert stretch(Place(0, longitude), gate, 222.638982).share == pytest.approx(0.5, abs=1e-6)


def test_when_only_the_middle_of_a_gate_is_in_reach_then_both_ends_stay_outside() -> None:
    reached = stretch(Place(0.5, 120), Gate(Place(0, 119), Place(0, 121)), 60)

    assert 0 < reached.start < 0.5 < reached.end < 1
    assert reached.start == pytest.approx(1 - reached.end, abs=1e-6)


@pytest.mark.parametrize(("range_km", "expected"), [(0, NOTHING), (100, NOTHING), (400, WHOLE)])
def test_when_a_gate_is_wholly_out_of_reach_or_in_it_then_so_it_is_said(
    range_km: float, expected: Stretch
) -> None:
    assert stretch(Place(0, 120), Gate(Place(0, 121), Place(0, 123)), range_km) == expected


def test_when_no_range_is_published_then_the_share_is_unknown_and_not_zero() -> None:
    assert coverage(Place(0, 0), Gate(Place(0, 1), Place(0, 2)), None, None) == (None, None)


@settings(max_examples=40)
@given(PLACES, st.floats(10, 4_000))
def test_when_a_ring_is_drawn_then_its_corners_lie_at_the_range(
    centre: Place, range_km: float
) -> None:
    ring = range_ring(centre, range_km, 36)
    corners = [
        Place(lat, lon)
        for part in ring.geoms
        for lon, lat in part.exterior.coords
        if abs(lon) < 180 - 1e-6 and abs(lat) < 90 - 1e-6
    ]
    at_range = [distance_km(centre, c) == pytest.approx(range_km, abs=0.1) for c in corners]

    assert sum(at_range) >= 36 * 0.8  # the others lie on the cut


@pytest.mark.parametrize(
    ("centre", "range_km", "parts"),
    [
        (Place(18, 120.5), 180, 1),
        (Place(10, 179), 900, 2),
        (Place(10, -179), 900, 2),
        (Place(85, 30), 1500, 1),
        (Place(-80, 170), 3000, 1),
    ],
)
def test_when_a_ring_meets_the_edge_of_the_map_then_it_is_cut_and_holds_the_same_water(
    centre: Place, range_km: float, parts: int
) -> None:
    ring = range_ring(centre, range_km, 180)

    assert ring.is_valid
    assert len(ring.geoms) == parts
    assert not any(part.exterior.is_ccw for part in ring.geoms)
    assert -180 <= ring.bounds[0] < ring.bounds[2] <= 180
    for latitude in range(-85, 90, 10):
        for longitude in range(-175, 180, 10):
            away = distance_km(centre, Place(latitude, longitude))
            if abs(away - range_km) > range_km * 0.05:
                assert ring.contains(Point(longitude, latitude)) == (away < range_km)


def test_when_stretches_overlap_then_their_union_counts_common_water_once() -> None:
    pieces = [Stretch(0.5, 0.8), Stretch(0.0, 0.2), NOTHING, Stretch(0.1, 0.3)]

    assert union(pieces) == (Stretch(0.0, 0.3), Stretch(0.5, 0.8))
    assert Stretch(0.0, 0.6).common(Stretch(0.5, 1.0)) == pytest.approx(0.1)
    assert Stretch(0.0, 0.2).common(Stretch(0.5, 1.0)) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: distance_km(Place(91, 0), Place(0, 0)), "latitudes run"),
        (lambda: range_ring(Place(0, 0), 0), "A range lies between"),
        (lambda: range_ring(Place(0, 0), 20_000), "A range lies between"),
        (lambda: stretch(Place(0, 0), Gate(Place(1, 1), Place(1, 1)), 10), "two different ends"),
        (lambda: coverage(Place(0, 0), Gate(Place(0, 1), Place(0, 2)), 9, 3), "swap them"),
    ],
)
def test_when_a_value_makes_no_sense_then_the_error_says_what_to_do(
    call: object, words: str
) -> None:
    assert callable(call)
    with pytest.raises(GeodesyError, match=words):
        call()
