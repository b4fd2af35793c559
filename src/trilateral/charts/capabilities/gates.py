"""The range and gate map: a system, a place, and the share of each strait within its range."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.capabilities import folded, gate_sentence, ground, published, reach
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH, following
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, MUTED, SEA, VERMILION

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAP: Final = 240
"""CSS pixels that the map is high."""
_WORDS: Final = 78
"""CSS pixels of the words behind a bar."""
_START: Final = ("type88-ssm", "paoay")
_LEAST_KM: Final = 450
"""Kilometres that the map shows at least from a place to its upper edge."""
_MARGIN: Final = 1.15
"""How much more than the ring it shows."""
_EARTH_KM: Final = 6371
"""Mean radius, for the map's scale alone."""


def range_and_gate() -> Figure:
    """Return the map of a system's published range from a place, and its share of each strait.

    Two lists choose the system and the place. A place without a report of that system is a what-if,
    and the sentence says so; a system of one side at a place of the other is not drawn.
    """
    reported = published.reports()
    systems, places = published.systems(), published.sites(reported)
    data = _straits()
    chart = (
        alt.vconcat(gate_sentence.chart(data, WIDTH), _map(data), _bars(data), spacing=6)
        .add_params(*_params(systems, places), *folded.params())
        .resolve_scale(color="independent")
    )
    table = shares()
    missiles, deployments = evidence.load("missiles"), evidence.load("deployments")
    drawn = missiles[missiles["id"].isin(list(systems))]
    used = pd.concat([drawn[["source_ids"]], deployments[["source_ids"]]])
    return Figure(
        chart=chart,
        question="From here, how much of each strait is within its range?",
        description=_describe(table),
        sources=sources(used),
        table=table,
        note=(
            "Ranges are as published and places by name: open figures for a textbook, right to "
            "some tens of kilometres and not good enough for more. A share says how much of the "
            "line between two shores is near enough, not that anything there can be found, hit or "
            "held. Left out, as ships and aircraft move or no place is known: "
            f"{', '.join(published.without_place())}."
        ),
    )


def shares() -> pd.DataFrame:
    """Return the share of each strait in per cent for every report with a range.

    Returns
    -------
    pandas.DataFrame
        ``system``, ``place``, ``strait``, ``low_percent``, ``high_percent``; rows of no reach are
        left out, and a low share is blank where no lower range is published.
    """
    rows = []
    straits = published.straits()
    once = {(r.system, r.site) for r in published.reports() if r.system.high}
    for system, site in sorted(once, key=lambda pair: (pair[0].name, pair[1].name)):
        for strait in straits:
            high = reach.reached(site, strait, system.high or 0).share
            low = None if system.low is None else reach.reached(site, strait, system.low).share
            if high > 0:
                rows.append((system.name, site.name, strait.name, _percent(low), _percent(high)))
    table = pd.DataFrame(rows, columns=["system", "place", "strait", "low_percent", "high_percent"])
    return table.astype({"low_percent": "Int64", "high_percent": "Int64"})


def percent(share: float) -> int:
    """Return a share in per cent; what is not whole is never 100, and what is not none never 0."""
    rounded = round(share * 100)
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded


def _percent(share: float | None) -> int | None:
    return None if share is None else percent(share)


def _params(
    systems: Mapping[str, published.System], places: Mapping[str, published.Site]
) -> list[alt.Parameter]:
    """Return the two lists, and what the map needs to know of the choice."""
    system, place = _START

    def of(table: Mapping[str, object], chosen: str) -> str:
        return f"({json.dumps(table)})[{chosen}]"

    low = {key: s.low for key, s in systems.items()}
    high = {key: s.high for key, s in systems.items()}
    at = {key: [s.at.longitude, s.at.latitude] for key, s in places.items()}
    theirs = {key: s.chinese for key, s in systems.items()}
    there = {key: s.chinese for key, s in places.items()}
    return [
        alt.param(
            "system",
            value=system,
            bind=alt.binding_select(
                options=list(systems), labels=[s.name for s in systems.values()], name="System"
            ),
        ),
        alt.param(
            "place",
            value=place,
            bind=alt.binding_select(
                options=list(places), labels=[s.name for s in places.values()], name="Place"
            ),
        ),
        alt.param("fits", expr=f"{of(theirs, 'system')} === {of(there, 'place')}"),
        alt.param("low", expr=f"fits ? {of(low, 'system')} : null"),
        alt.param("high", expr=f"fits ? {of(high, 'system')} : null"),
        alt.param("at", expr=of(at, "place")),
        alt.param("shown", expr=f"max({_LEAST_KM}, {_MARGIN} * (high || 0))"),
        alt.param(
            "near", expr=f"min(page, map_tall) / 2 * {_EARTH_KM} * cos(at[1] * PI / 180) / shown"
        ),
    ]


def _straits() -> alt.Chart:
    """Return a row a strait with the stretch and share within the low and the high range."""
    rows = []
    straits = published.straits()
    done = set()
    for system, site in reach.pairs():
        for km in (system.low, system.high):
            if km is None or (site, km) in done:
                continue
            done.add((site, km))
            for strait in straits:
                part = reach.reached(site, strait, km)
                if part.share > 0:
                    key = f"{site.id}|{km}|{strait.number}"
                    rows.append(
                        (key, round(part.start, 3), round(part.end, 3), percent(part.share))
                    )
    parts = pd.DataFrame(rows, columns=["key", "from", "to", "percent"])
    lines = reach.lines(parts, **{"from": "number", "to": "number", "percent": "number"})
    data = alt.Chart(ground.frame())
    for bound in ("low", "high"):
        data = data.transform_calculate(
            **{f"{bound}_key": f"place + '|' + {bound} + '|' + datum.number"}
        ).transform_lookup(
            f"{bound}_key",
            alt.LookupData(lines, "key", ["from", "to", "percent"]),
            **{"as": [f"{bound}_from", f"{bound}_to", f"{bound}_found"]},
        )
    return data.transform_calculate(
        # Unknown is not zero: without a figure there is no share.
        low_percent="low === null ? null : toNumber(datum.low_found || 0)",
        high_percent="high === null ? null : toNumber(datum.high_found || 0)",
    )


def _map(data: alt.Chart) -> alt.LayerChart:
    rings = alt.Chart(_rings()).transform_filter("datum.properties.place === place")
    layers = [basemap.land(basemap.ALL), ground.lands("near"), ground.seas("near")]
    for bound, dash, opacity in (("high", [6, 4], 0.10), ("low", [1, 0], 0.16)):
        layers.append(
            rings.transform_filter(f"toNumber(datum.properties.km) === {bound}").mark_geoshape(
                fill=BLUE.ref,
                fillOpacity=opacity,
                stroke=BLUE.ref,
                strokeWidth=following(2),
                strokeDash=dash,
                aria=False,
            )
        )
    bare = alt.Chart()
    parts = [
        ground.gates(_part(bare, bound), color=VERMILION.ref, strokeWidth=width, strokeCap="butt")
        for bound, width in (("high", 3), ("low", 7))
    ]
    lines = ground.gates(bare, color=MUTED.ref, strokeWidth=2)
    spots = pd.DataFrame(
        [
            (site.id, site.name, site.at.latitude, site.at.longitude)
            for site in published.sites(published.reports()).values()
        ],
        columns=["id", "place", "lat", "lon"],
    )
    layers.append(ground.places(alt.Chart(spots).transform_filter("datum.id === place")))
    layers.append(ground.over(data, lines, *parts, ground.numbers(bare, "near")))
    return (
        alt.layer(*layers)
        .project(
            type="mercator",
            center={"expr": "at"},
            scale={"expr": "near"},
            translate=alt.ExprRef("[page / 2, map_tall / 2]"),
            clipExtent=alt.ExprRef("[[0, 0], [page, map_tall]]"),
        )
        .properties(width=WIDTH, height=_MAP, view=alt.ViewBackground(fill=SEA.ref), name="map")
    )


def _rings() -> alt.InlineData:
    once = {
        (site, km): None
        for system, site in reach.pairs()
        for km in (system.low, system.high)
        if km is not None
    }
    return reach.features(
        ({"place": site.id, "km": str(km)}, reach.ring([(site, km)])) for site, km in once
    )


def _part(data: alt.Chart, bound: str) -> alt.Chart:
    """Return the rows in reach with the ends of what is in reach of their gates."""
    ends = {
        f"{axis}{n}": f"datum.{axis}1 + (datum.{axis}2 - datum.{axis}1) * datum.{bound}_{end}"
        for axis in ("lon", "lat")
        for n, end in ((3, "from"), (4, "to"))
    }
    moved = {f"{axis}{n}": f"datum.{axis}{n + 2}" for axis in ("lon", "lat") for n in (1, 2)}
    return (
        data.transform_filter(f"datum.{bound}_percent > 0")
        .transform_calculate(**ends)
        .transform_calculate(**moved)
    )


def _bars(data: alt.Chart) -> alt.LayerChart:
    words = (
        "datum.low_percent === null ? '? to ' + datum.high_percent + ' %'"
        " : datum.low_percent === datum.high_percent ? datum.high_percent + ' %'"
        " : datum.low_percent + ' to ' + datum.high_percent + ' %'"
    )
    rows = folded.rows(data, "datum.high_percent > 0").transform_calculate(
        # The words behind the bars need as much room as the names before them, or nearly.
        start=f"datum.left + {folded.NAME}",
        unit=f"(datum.wide - {folded.NAME + _WORDS}) / 100",
        words=words,
    )
    rows = rows.transform_calculate(
        high="datum.start + datum.high_percent * datum.unit",
        low="datum.start + (datum.low_percent || 0) * datum.unit",
        after="datum.start + 100 * datum.unit + 6",
    )
    bars = [
        folded.bar(rows, end, color=VERMILION.ref, size=size, opacity=opacity)
        for end, size, opacity in (("high", 4, 0.8), ("low", 10, 1))
    ]
    layers = [
        folded.words(rows, "left", "label"),
        *bars,
        folded.words(rows, "after", "words"),
        folded.rest(data, "datum.high_percent > 0", "high === null ? 'not known' : '0 %'"),
    ]
    return folded.panel(layers, "Share of each strait within range")


def _describe(table: pd.DataFrame) -> str:
    system, place = published.systems()[_START[0]], _START[1]
    site = published.sites(published.reports())[place]
    part = table[(table["system"] == system.name) & (table["place"] == site.name)]
    listed = "; ".join(
        f"{r.strait}, {r.low_percent} to {r.high_percent} per cent" for r in part.itertuples()
    )
    return (
        "A map with a solid ring at the lowest and a dashed ring at the highest published range "
        "around a place, and bars with the share of each numbered strait within them. Two lists "
        f"choose the system and the place. With the {system.name} at {site.name} ({system.band}) "
        f"the straits in reach are: {listed}. All others are out of reach."
    )
