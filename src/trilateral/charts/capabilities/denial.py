"""Whose denial? Both sides' published reach over the same straits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.capabilities import folded, ground, published, reach
from trilateral.charts.capabilities.gates import percent
from trilateral.charts.capabilities.picks import Pick, picks
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH, following
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, MUTED, PURPLE, SEA, VERMILION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.models import geodesy


_MAP: Final = 214
"""CSS pixels that the map is high."""
_START: Final = ("nmesis-nsm-batan", "df-21d-coast")
"""Where the map opens: launchers of both sides that reach the same channels."""
_BOUNDS: Final = {"high": "Highest published range", "low": "Lowest published range"}
_NAMED: Final = 3
"""Up to so many straits are named in a line of the sentence; of more it gives the number."""
_ROOM: Final = 60
"""Letters that the line has for their names."""
_SLOT: Final = 37
"""CSS pixels that a share takes, where the straits are in two columns."""
_HEADS: Final = (("ours", "Blue", BLUE), ("theirs", "Orange", VERMILION), ("both", "Both", PURPLE))
_LEAST: Final = 420
_MOST: Final = 2600
"""Kilometres that the map shows at least and at most from its middle to its upper edge."""
_SPREAD: Final = 600
"""Kilometres by which a side's places lie apart, where all are chosen."""
_EARTH_KM: Final = 6371
"""Mean radius, for the map's scale alone."""


def whose_denial() -> Figure:
    """Return both sides' rings on one map, and whose reach each strait lies in.

    One list chooses a launcher of Japan, the Philippines or the US, one a launcher of China, one
    the lowest or the highest published range.
    """
    allied, chinese = picks(chinese=False), picks(chinese=True)
    params = [
        _choice("allied", "Blue side", allied, _START[0]),
        _choice("chinese", "Orange side", chinese, _START[1]),
        alt.param(
            "bound",
            value="high",
            bind=alt.binding_select(
                options=list(_BOUNDS), labels=list(_BOUNDS.values()), name="Range"
            ),
        ),
    ]
    data = _straits(allied, chinese)
    chart = alt.vconcat(
        _sentence(data, allied, chinese), _map(data, [*allied, *chinese]), _bars(data), spacing=6
    ).add_params(*params, *_frame([*allied, *chinese]), *folded.params())
    first, second = (
        next(pick for pick in offered if pick.id == start)
        for offered, start in zip((allied, chinese), _START, strict=True)
    )
    table = overlap(first, second)
    used = pd.concat([evidence.load("missiles"), evidence.load("deployments")])
    ours, theirs, both = (
        int((table[f"{who}_percent"] > 0).sum()) for who in ("allied", "chinese", "both")
    )
    return Figure(
        chart=chart,
        question="Whose is the water in between?",
        description=(
            "A map with a blue area within the published range of launchers of Japan, the "
            "Philippines or the US, and a dashed orange area within that of launchers of China; "
            "below, bars with the share of each strait in either and in both. It opens on "
            f"{first.label} and {second.label}: with the highest ranges, {ours} of {len(table)} "
            f"straits lie at least in part within reach of the first side, {theirs} of China's, "
            f"{both} of both. {_drops(first, second)} {_certainty(allied[0], chinese[0])}"
        ),
        sources=sources(used),
        table=table,
        note=(
            "The places are of different years, and some launchers brought for an exercise went "
            "home while others stayed, so “all” were never there at once. The tables name only "
            "island and reef places for China. For two missiles on lorries they name none: “if on "
            "the coast” measures from the Fujian end of the Taiwan Strait gate, an assumption of "
            "this course. Aircraft, ships and submarines of both sides are left out."
        ),
    )


def overlap(allied: Pick, chinese: Pick, bound: str = "high") -> pd.DataFrame:
    """Return the share of each strait in reach of one side, of the other, and of both.

    Returns
    -------
    pandas.DataFrame
        ``strait``, ``allied_percent``, ``chinese_percent``, ``both_percent``.
    """
    straits = published.straits()
    allied_reach = reach.all_reached(allied.within(bound), straits)
    chinese_reach = reach.all_reached(chinese.within(bound), straits)
    rows = [
        (
            strait.name,
            percent(sum(s.share for s in allied_reach[strait])),
            percent(sum(s.share for s in chinese_reach[strait])),
            percent(_common(allied_reach[strait], chinese_reach[strait])),
        )
        for strait in straits
    ]
    columns = ["strait", "allied_percent", "chinese_percent", "both_percent"]
    return pd.DataFrame(rows, columns=columns)


def _common(first: Sequence[geodesy.Stretch], second: Sequence[geodesy.Stretch]) -> float:
    return sum(a.common(b) for a in first for b in second)


def _choice(name: str, label: str, offered: Sequence[Pick], start: str) -> alt.Parameter:
    return alt.param(
        name,
        value=start,
        bind=alt.binding_select(
            options=[p.id for p in offered], labels=[p.label for p in offered], name=label
        ),
    )


def _straits(allied: list[Pick], chinese: list[Pick]) -> alt.Chart:
    """Return a row a strait with the three shares for the choice."""
    straits = published.straits()
    rows: list[tuple[str, int]] = []
    for bound in _BOUNDS:
        reached = {
            pick.id: reach.all_reached(pick.within(bound), straits) for pick in (*allied, *chinese)
        }
        for strait in straits:
            own = {key: sum(s.share for s in parts[strait]) for key, parts in reached.items()}
            rows += [
                (f"{key}|{bound}|{strait.number}", percent(share))
                for key, share in own.items()
                if share
            ]
            rows += [
                (f"{a.id}|{c.id}|{bound}|{strait.number}", percent(share))
                for a in allied
                for c in chinese
                if (share := _common(reached[a.id][strait], reached[c.id][strait]))
            ]
    shares = reach.lines(pd.DataFrame(rows, columns=["key", "percent"]))
    data = alt.Chart(ground.frame())
    for name, who in (
        ("ours", "allied"),
        ("theirs", "chinese"),
        ("both", "allied + '|' + chinese"),
    ):
        data = (
            data.transform_calculate(**{f"{name}_key": f"{who} + '|' + bound + '|' + datum.number"})
            .transform_lookup(
                f"{name}_key",
                alt.LookupData(shares, "key", ["percent"]),
                **{"as": [f"{name}_found"]},
            )
            .transform_calculate(**{name: f"toNumber(datum.{name}_found || 0)"})
        )
    return data


def _map(data: alt.Chart, offered: list[Pick]) -> alt.LayerChart:
    rings = alt.Chart(
        reach.features(
            ({"pick": pick.id, "bound": bound}, reach.ring(pick.within(bound)))
            for pick in offered
            for bound in _BOUNDS
        )
    ).transform_filter("datum.properties.bound === bound")
    layers = [basemap.land(basemap.ALL), ground.lands("near"), ground.seas("near")]
    for who, tone, dash in (("allied", BLUE, [1, 0]), ("chinese", VERMILION, [6, 4])):
        layers.append(
            rings.transform_filter(f"datum.properties.pick === {who}").mark_geoshape(
                fill=tone.ref,
                fillOpacity=0.14,
                stroke=tone.ref,
                strokeWidth=following(2),
                strokeDash=dash,
                aria=False,
            )
        )
    bare = alt.Chart()
    lines = [ground.gates(bare, color=MUTED.ref, strokeWidth=2)]
    lines += [
        ground.gates(bare.transform_filter(test), color=tone.ref, strokeWidth=6, opacity=0.9)
        for test, tone in (
            ("datum.ours > 0 && datum.both === 0", BLUE),
            ("datum.theirs > 0 && datum.both === 0", VERMILION),
            ("datum.both > 0", PURPLE),
        )
    ]
    spots = [
        (pick.id, site.name, site.at.latitude, site.at.longitude)
        for pick in offered
        for site, _, _ in pick.at
    ]
    places = alt.Chart(pd.DataFrame(spots, columns=["pick", "place", "lat", "lon"]))
    layers.append(ground.over(data, *lines, ground.numbers(bare, "near")))
    for who, tone in (("allied", BLUE), ("chinese", VERMILION)):
        layers.append(ground.places(places.transform_filter(f"datum.pick === {who}"), tone))
    return (
        alt.layer(*layers)
        .project(
            type="mercator",
            center=alt.ExprRef("at"),
            scale=alt.ExprRef("near"),
            translate=alt.ExprRef("[page / 2, map_tall / 2]"),
            clipExtent=alt.ExprRef("[[0, 0], [page, map_tall]]"),
        )
        .properties(width=WIDTH, height=_MAP, view=alt.ViewBackground(fill=SEA.ref), name="map")
    )


def _frame(offered: list[Pick]) -> list[alt.Parameter]:
    """Return what the map shows: both launchers, and the ring of the one that reaches less far."""
    middles = {
        pick.id: [
            round(sum(getattr(site.at, axis) for site, _, _ in pick.at) / len(pick.at), 2)
            for axis in ("longitude", "latitude")
        ]
        for pick in offered
    }
    reaches = {
        pick.id: {
            bound: max(km for _, km in pick.within(bound)) + (_SPREAD if len(pick.at) > 1 else 0)
            for bound in _BOUNDS
        }
        for pick in offered
    }
    near, far = (f"({json.dumps(middles)})[{who}]" for who in ("allied", "chinese"))
    less = " , ".join(f"({json.dumps(reaches)})[{who}][bound]" for who in ("allied", "chinese"))
    return [
        alt.param("one", expr=near),
        alt.param("other", expr=far),
        alt.param("at", expr="[(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]"),
        alt.param(
            "apart",
            expr="111 * sqrt(pow(one[1] - other[1], 2) + "
            "pow((one[0] - other[0]) * cos(at[1] * PI / 180), 2))",
        ),
        alt.param("shown", expr=f"clamp(apart / 2 + 1.1 * min({less}), {_LEAST}, {_MOST})"),
        alt.param(
            "near",
            expr=f"min(page, map_tall) / 2 * {_EARTH_KM} * cos(at[1] * PI / 180) / shown",
        ),
    ]


def _bars(data: alt.Chart) -> alt.LayerChart:
    reached = "datum.ours > 0 || datum.theirs > 0"
    rows = folded.rows(data, reached).transform_calculate(
        slot=f"max({_SLOT}, (datum.wide - {folded.NAME}) / 3)"
    )
    layers = [folded.words(rows, "left", "label")]
    for place, (field, head, tone) in enumerate(_HEADS):
        at = rows.transform_calculate(
            start=f"datum.left + datum.wide - {3 - place} * datum.slot",
            said=f"datum.{field} + ' %'",
            above="-10",
        ).transform_calculate(end=f"datum.start + datum.{field} / 100 * (datum.slot - 4)")
        layers += [
            folded.bar(at, "end", color=tone.ref, size=3, dy=0, yOffset=7),
            folded.words(at, "start", "said", fontSize=11),
            folded.words(
                at.transform_filter("(datum.rank - 1) % datum.lines === 0").transform_calculate(
                    head=f"'{head}'", y="-9"
                ),
                "start",
                "head",
                fontSize=10,
                fontWeight="bold",
                color=tone.ref,
            ),
        ]
    layers.append(folded.rest(data, reached, "'0 %'"))
    return folded.panel(layers, "Share within range of")


def _sentence(data: alt.Chart, allied: list[Pick], chinese: list[Pick]) -> alt.Chart:
    tests = {
        "ours": "datum.ours > 0",
        "theirs": "datum.theirs > 0",
        "both": "datum.both > 0",
        "blue": "datum.ours > 0 && datum.theirs === 0",
        "orange": "datum.theirs > 0 && datum.ours === 0",
    }
    base = data.transform_calculate(
        **{f"{name}_n": f"{test} ? 1 : 0" for name, test in tests.items()},
        **{f"{name}_word": f"{test} ? ', ' + datum.name : ''" for name, test in tests.items()},
    ).transform_aggregate(all="values(number)", **{f"{name}_n": f"sum({name}_n)" for name in tests})
    labels = pd.DataFrame(
        [(pick.id, pick.label) for pick in (*allied, *chinese)], columns=["pick", "label"]
    )
    names = reach.lines(labels)
    for field, who in (("blue", "allied"), ("red", "chinese")):
        base = base.transform_calculate(**{f"{field}_key": who}).transform_lookup(
            f"{field}_key", alt.LookupData(names, "pick", ["label"]), **{"as": [f"{field}_label"]}
        )
    return sentence(
        base,
        "'Of ' + length(datum.all) + ' straits, ' + datum.ours_n + ' lie at least in part within "
        "reach of blue, ' + datum.theirs_n + ' of orange.'",
        *(
            f"'{who}: ' + ({_named(field)})"
            for who, field in (("Both", "both"), ("Blue alone", "blue"), ("Orange alone", "orange"))
        ),
        width=WIDTH,
        chosen=("'Blue: ' + datum.blue_label + '.'", "'Orange: ' + datum.red_label + '.'"),
    )


def _named(field: str) -> str:
    """Return the Vega expression of some straits: their names, or of many the number."""
    names = f"slice(join(pluck(datum.all, '{field}_word'), ''), 2)"
    return (
        f"datum.{field}_n === 0 ? 'none.' : datum.{field}_n <= {_NAMED} && "
        f"length({names}) <= {_ROOM} ? {names} + '.' : datum.{field}_n + ' straits.'"
    )


def _drops(allied: Pick, chinese: Pick) -> str:
    """Return which straits of both sides drop out with the lowest ranges."""
    high, low = (
        overlap(allied, chinese, bound).set_index("strait")["both_percent"] > 0 for bound in _BOUNDS
    )
    gone = list(high[high & ~low].index)
    return f"With the lowest ranges {', '.join(gone) or 'none'} of these drops out."


def _certainty(allied: Pick, chinese: Pick) -> str:
    """Return what all known places of both sides reach."""
    table = overlap(allied, chinese)
    ours, theirs = (int((table[f"{who}_percent"] > 0).sum()) for who in ("allied", "chinese"))
    return (
        f"With all known places of both sides it is {ours} and {theirs}: the tables name only "
        f"{len({site for site, _, _ in chinese.at})} places for China, on islands and reefs."
    )
