"""Whose denial? Both sides' published reach over the same straits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.capabilities import ground, published, reach
from trilateral.charts.capabilities.gates import percent
from trilateral.charts.capabilities.picks import Pick, picks
from trilateral.charts.figure import Figure
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, MUTED, PURPLE, VERMILION, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.models import geodesy


_VIEW: Final = ground.REGION
_START: Final = ("nmesis-nsm-batan", "df-21d-coast")
"""Where the map opens: launchers of both sides that reach the same channels."""
_BOUNDS: Final = {"high": "Highest published range", "low": "Lowest published range"}
_NAMED: Final = 3
"""Up to so many straits are named in the sentence; of more it gives the number."""
_ROOM: Final = 60
"""Letters that the line has for their names."""
_PANELS: Final = ((222, 296), (350, 424), (478, 552))
"""Where each of the three sets of bars begins and ends."""


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
        _sentence(data, allied, chinese), _map(data, [*allied, *chinese]), _bars(data), spacing=14
    ).add_params(*params)
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
        description=(
            "A map with a blue area within the published range of launchers of Japan, the "
            "Philippines or the US, and a dashed orange area within that of launchers of China; "
            "below, bars with the share of each strait in either and in both. It opens on "
            f"{first.label} and {second.label}: with the highest ranges, {ours} of {len(table)} "
            f"straits lie at least in part within reach of the first side, {theirs} of China's, "
            f"{both} of both."
        ),
        sources=sources(used),
        table=table,
        note=(
            "The places are of different years, and some launchers brought for an exercise went "
            "home while others stayed, so “all” never stood there at once. The tables name only "
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
    one = reach.all_reached(allied.within(bound), straits)
    other = reach.all_reached(chinese.within(bound), straits)
    rows = [
        (
            strait.name,
            percent(sum(s.share for s in one[strait])),
            percent(sum(s.share for s in other[strait])),
            percent(_common(one[strait], other[strait])),
        )
        for strait in straits
    ]
    columns = ["strait", "allied_percent", "chinese_percent", "both_percent"]
    return pd.DataFrame(rows, columns=columns)


def _common(one: Sequence[geodesy.Stretch], other: Sequence[geodesy.Stretch]) -> float:
    return sum(a.common(b) for a in one for b in other)


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
        found = {
            pick.id: reach.all_reached(pick.within(bound), straits) for pick in (*allied, *chinese)
        }
        for strait in straits:
            own = {key: sum(s.share for s in parts[strait]) for key, parts in found.items()}
            rows += [
                (f"{key}|{bound}|{strait.number}", percent(share))
                for key, share in own.items()
                if share
            ]
            rows += [
                (f"{a.id}|{c.id}|{bound}|{strait.number}", percent(share))
                for a in allied
                for c in chinese
                if (share := _common(found[a.id][strait], found[c.id][strait]))
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
    layers = [basemap.land(_VIEW.land), ground.lands()]
    for who, tone, dash in (("allied", BLUE, [1, 0]), ("chinese", VERMILION, [6, 4])):
        layers.append(
            rings.transform_filter(f"datum.properties.pick === {who}").mark_geoshape(
                fill=tone.ref,
                fillOpacity=0.14,
                stroke=tone.ref,
                strokeWidth=2,
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
    for who, tone in (("allied", BLUE), ("chinese", VERMILION)):
        layers.append(ground.places(places.transform_filter(f"datum.pick === {who}"), tone))
    layers.append(ground.over(data, *lines, ground.numbers(bare)))
    return basemap.project(alt.layer(*layers), _VIEW)


def _bars(data: alt.Chart) -> alt.LayerChart:
    y = alt.Y("number:O", title=None, axis=None)
    left = _PANELS[0][0]
    bare = alt.Chart()
    color = alt.condition(
        "datum.ours > 0 || datum.theirs > 0", alt.value(INK.ref), alt.value(MUTED.ref)
    )
    layers: list[alt.Chart] = [
        bare.mark_text(align="right", x=left - 8, fontSize=12).encode(
            y=y, text="label:N", color=color
        )
    ]
    heads: tuple[tuple[str, str, Tone], ...] = (
        ("ours", "Japan, PH, US", BLUE),
        ("theirs", "China", VERMILION),
        ("both", "Both", PURPLE),
    )
    for (field, head, tone), (start, end) in zip(heads, _PANELS, strict=True):
        span = f"{start} + datum.{field} * {(end - start) / 100}"
        at = bare.transform_calculate(start=str(start), end=span, words=f"datum.{field} + ' %'")
        fixed = alt.Scale(domain=[0, _VIEW.width], range=[0, _VIEW.width])
        bar = at.mark_bar(color=tone.ref, size=11).encode(
            x=alt.X("start:Q", scale=fixed, axis=None), x2="end:Q", y=y
        )
        text = at.mark_text(align="left", dx=4, fontSize=12).encode(
            x=alt.X("end:Q", scale=fixed, axis=None),
            y=y,
            text="words:N",
            color=alt.condition(f"datum.{field} > 0", alt.value(INK.ref), alt.value(MUTED.ref)),
        )
        title = (
            bare.transform_filter("datum.number === 1")
            .transform_calculate(head=f"'{head}'")
            .mark_text(align="left", x=start, y=-12, fontWeight="bold")
            .encode(text="head:N")
        )
        layers += [bar, text, title]
    return ground.over(data, *layers).properties(width=_VIEW.width, height=alt.Step(18))


def _sentence(data: alt.Chart, allied: list[Pick], chinese: list[Pick]) -> alt.Chart:
    fields = ("ours", "theirs", "both")
    one = data.transform_calculate(
        **{f"{f}_n": f"datum.{f} > 0 ? 1 : 0" for f in fields},
        word="datum.both > 0 ? ', ' + datum.name : ''",
    ).transform_aggregate(all="values(number)", **{f"{f}_n": f"sum({f}_n)" for f in fields})
    labels = pd.DataFrame(
        [(pick.id, pick.label) for pick in (*allied, *chinese)], columns=["pick", "label"]
    )
    names = reach.lines(labels)
    for field, who in (("blue", "allied"), ("red", "chinese")):
        one = one.transform_calculate(**{f"{field}_key": who}).transform_lookup(
            f"{field}_key", alt.LookupData(names, "pick", ["label"]), **{"as": [field]}
        )
    some = "slice(join(pluck(datum.all, 'word'), ''), 2)"
    return sentence(
        one,
        "'Blue: ' + datum.blue + '.'",
        "'Orange: ' + datum.red + '.'",
        "'Of ' + length(datum.all) + ' straits, ' + datum.ours_n + ' lie at least in part within "
        "reach of blue, ' + datum.theirs_n + ' of orange.'",
        "datum.both_n === 0 ? 'No strait lies within reach of both, on these figures.'"
        " : 'Within reach of both: '"
        f" + (datum.both_n <= {_NAMED} && length({some}) <= {_ROOM} ? {some} + '.'"
        " : datum.both_n + ' straits.')",
        width=_VIEW.width,
    )
