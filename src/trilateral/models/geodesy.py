"""Distances, range rings and the reach over a strait, on the WGS 84 ellipsoid.

A strait is a *gate*: the shortest line between its two shores. How much of it a system reaches is
the share of that line within the system's range of a place. That says what is near enough, and
nothing about finding, hitting or holding anything there.

Sources
-------
Karney, C. F. F. (2013), "Algorithms for geodesics", *Journal of Geodesy* 87, 43-55 (the direct and
the inverse problem, as PROJ solves them);
Butler, H. et al. (2016), *The GeoJSON Format*, RFC 7946, section 3.1.9 (cutting at the
antimeridian).
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyproj import Geod
    from shapely import MultiPolygon, Polygon

_METRES: Final = 1000.0
FARTHEST_KM: Final = 10_000.0
"""A quarter of the way round the Earth, where ranges end: beyond, a circle turns inside out."""
_SAMPLES: Final = 65
_HALF_TURN: Final = 180.0


class GeodesyError(TrilateralError):
    """A place, a range or a gate that is none on this Earth."""


class Place(NamedTuple):
    """A point on the ellipsoid."""

    latitude: float
    """Degrees, north positive."""
    longitude: float
    """Degrees, east positive; 190 is -170."""


class Gate(NamedTuple):
    """A strait as the geodesic between its two shores."""

    start: Place
    end: Place


class Stretch(NamedTuple):
    """The part of a gate in reach, from 0 at its start to 1 at its end."""

    start: float
    end: float

    @property
    def share(self) -> float:
        """The share of the gate."""
        return self.end - self.start

    def common(self, other: Stretch) -> float:
        """Return the share of the gate that lies in both stretches."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


class Band(NamedTuple):
    """A share, 0 to 1, within the lowest and the highest published range; None is unknown."""

    low: float | None
    high: float | None


@cache
def _earth() -> Geod:
    """Return the ellipsoid; pyproj loads here, for lessons that measure nothing go without it."""
    from pyproj import Geod  # noqa: PLC0415 -- see above

    return Geod(ellps="WGS84")


NOTHING: Final = Stretch(0.0, 0.0)
WHOLE: Final = Stretch(0.0, 1.0)


def distance_km(start: Place, end: Place) -> float:
    """Return the length of the geodesic between two places in kilometres.

    Raises
    ------
    GeodesyError
        A place is not on Earth.

    Notes
    -----
    The inverse problem (Karney 2013), right to nanometres.

    Examples
    --------
    >>> round(distance_km(Place(0, 179.5), Place(0, -179.5)), 1)
    111.3
    """
    _check_places(start, end)
    _, _, metres = _earth().inv(start.longitude, start.latitude, end.longitude, end.latitude)
    return float(metres) / _METRES


def middle(gate: Gate) -> Place:
    """Return the place half way along a gate."""
    azimuth, length = _line(gate)
    longitude, latitude, _ = _earth().fwd(
        gate.start.longitude, gate.start.latitude, azimuth, length * _METRES / 2
    )
    return Place(float(latitude), float(longitude))


def range_ring(centre: Place, range_km: float, points: int = 120) -> MultiPolygon:
    """Return what lies within a range of a place.

    Parameters
    ----------
    centre, range_km
        The place, and the range: above 0 and below `FARTHEST_KM`.
    points
        Corners of the ring, each exactly at the range.

    Returns
    -------
    shapely.MultiPolygon
        Longitude and latitude, within -180 to 180: two parts where it crosses the antimeridian.

    Notes
    -----
    The direct problem (Karney 2013) all around; a ring round a pole is closed along the map's
    edge, and each is cut there as RFC 7946, section 3.1.9 has it.
    """
    _check_places(centre)
    _check_range(range_km)
    azimuths = np.linspace(0, 360, points, endpoint=False)
    longitudes, latitudes, _ = _earth().fwd(
        np.full(points, centre.longitude),
        np.full(points, centre.latitude),
        azimuths,
        np.full(points, range_km * _METRES),
    )
    corners = _unrolled(longitudes, latitudes, math.copysign(90.0, centre.latitude))
    return _cut(corners)


def stretch(place: Place, gate: Gate, range_km: float) -> Stretch:
    """Return the part of a gate that lies within a range of a place.

    Parameters
    ----------
    place, gate, range_km
        Where the range is measured from, the line across the strait, and the range, 0 or more.

    Returns
    -------
    Stretch
        Where the reach begins and ends; `NOTHING` if no point is in reach.

    Notes
    -----
    Within a quarter of the Earth the points in reach form one stretch, for the distance falls to
    the nearest point and grows after it. Bounded minimisation finds that point, Brent's method
    where the distance equals the range, to a millimetre.
    """
    from scipy.optimize import brentq, minimize_scalar  # noqa: PLC0415 -- only gates need it

    _check_places(place)
    _check_range(range_km, least=0.0)
    azimuth, length = _line(gate)
    ends = [distance_km(place, end) for end in gate]
    if max(ends) <= range_km:  # what lies within a quarter of the Earth is convex
        return WHOLE
    if min(ends) > range_km + length:
        return NOTHING

    def beyond(t: float | np.ndarray) -> np.ndarray:
        """Return how far the point at share `t` of the gate lies outside the range, in metres."""
        t = np.atleast_1d(np.asarray(t, dtype=float))
        start = np.full_like(t, gate.start.longitude), np.full_like(t, gate.start.latitude)
        along = np.full_like(t, azimuth), t * length * _METRES
        longitude, latitude, _ = _earth().fwd(*start, *along)
        here = np.full_like(t, place.longitude), np.full_like(t, place.latitude)
        return np.asarray(_earth().inv(longitude, latitude, *here)[2]) - range_km * _METRES

    def edge(inside: float, outside: float) -> float:
        if beyond(outside)[0] <= 0:
            return outside
        return float(brentq(lambda t: beyond(t)[0], inside, outside, xtol=1e-12))

    grid = np.linspace(0, 1, _SAMPLES)
    best = int(np.argmin(beyond(grid)))
    around = grid[max(best - 1, 0)], grid[min(best + 1, _SAMPLES - 1)]
    result = minimize_scalar(
        lambda t: beyond(t)[0], bounds=around, method="bounded", options={"xatol": 1e-10}
    ).x
    nearest = min((float(grid[best]), float(result)), key=lambda t: float(beyond(t)[0]))
    if beyond(nearest)[0] > 0:
        return NOTHING
    return Stretch(edge(nearest, 0.0), edge(nearest, 1.0))


def coverage(place: Place, gate: Gate, low_km: float | None, high_km: float | None) -> Band:
    """Return the share of a gate within the lowest and within the highest published range.

    Parameters
    ----------
    place, gate
        As in `stretch`.
    low_km, high_km
        The published ranges; None where there is none, which is not 0.

    Raises
    ------
    GeodesyError
        The low range is above the high one, or as in `stretch`.

    Examples
    --------
    >>> strait = Gate(Place(0, 1), Place(0, 3))
    >>> coverage(Place(0, 0), strait, None, 333.96)
    Band(low=None, high=1.0)
    """
    if low_km is not None and high_km is not None and low_km > high_km:
        message = f"The low range ({low_km} km) is above the high one ({high_km} km): swap them."
        raise GeodesyError(message)
    shares = (
        None if km is None else round(stretch(place, gate, km).share, 6) for km in (low_km, high_km)
    )
    return Band(*shares)


def union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches of one gate joined where they overlap, in order and without the empty."""
    joined: list[Stretch] = []
    for piece in sorted(s for s in stretches if s.share > 0):
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def _line(gate: Gate) -> tuple[float, float]:
    """Return the azimuth at a gate's start in degrees, and its length in kilometres."""
    _check_places(*gate)
    start, end = gate
    azimuth, _, metres = _earth().inv(start.longitude, start.latitude, end.longitude, end.latitude)
    if not 0 < metres < 2 * FARTHEST_KM * _METRES:
        message = (
            f"A gate runs from shore to shore, and this one is {metres / _METRES:.0f} km long: "
            "give two different ends less than half way round the Earth apart."
        )
        raise GeodesyError(message)
    return float(azimuth), float(metres) / _METRES


def _unrolled(
    longitudes: np.ndarray, latitudes: np.ndarray, pole: float
) -> list[tuple[float, float]]:
    """Return a ring's corners with longitudes that do not jump, closed over a pole inside it."""
    smooth = np.unwrap(longitudes, period=360)
    corners = list(zip(smooth.tolist(), np.asarray(latitudes).tolist(), strict=True))
    step = (corners[0][0] - corners[-1][0] + _HALF_TURN) % 360 - _HALF_TURN
    closing = corners[-1][0] + step
    if abs(closing - corners[0][0]) > _HALF_TURN:
        first = corners[0]
        corners += [(closing, first[1]), (closing, pole), (first[0], pole)]
    return corners


def _cut(corners: list[tuple[float, float]]) -> MultiPolygon:
    """Return a ring of any longitudes as polygons between -180 and 180, clockwise."""
    from shapely import MultiPolygon, Polygon, affinity, box, union_all  # noqa: PLC0415 -- only rings need it

    ring, parts = Polygon(corners), []
    for turn in range(-2, 3):
        west = _HALF_TURN * (2 * turn - 1)
        piece = ring.intersection(box(west, -90, west + 360, 90))
        parts.append(affinity.translate(piece, xoff=-360 * turn))
    # Round a pole the ring's two ends meet on one meridian, which the union takes away.
    whole = union_all(parts, grid_size=1e-9)
    polygons = [p for p in getattr(whole, "geoms", [whole]) if p.area > 0]
    return MultiPolygon([clockwise(p) for p in polygons])


def clockwise(polygon: Polygon) -> Polygon:
    """Return a polygon with a clockwise outer ring: d3-geo draws others inside out."""
    from shapely.geometry.polygon import orient  # noqa: PLC0415 -- only shapes need it

    return orient(polygon, sign=-1.0)


def _check_places(*places: Place) -> None:
    for place in places:
        if not (abs(place.latitude) <= 90 and math.isfinite(place.longitude)):  # noqa: PLR2004 -- the poles
            message = f"{place} is not on Earth: latitudes run from -90 to 90 degrees."
            raise GeodesyError(message)


def _check_range(range_km: float, *, least: float = math.ulp(0.0)) -> None:
    if not least <= range_km < FARTHEST_KM:
        message = f"A range lies between 0 and {FARTHEST_KM:,.0f} km, and this one is {range_km}."
        raise GeodesyError(message)
