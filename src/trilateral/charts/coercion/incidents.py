"""Where and when: the incidents on a map, along a time line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap, claimed, renderer
from trilateral.charts.coercion import moments
from trilateral.charts.coercion.rows import ELSEWHERE, KIND_SCALE, KINDS, legend, rows
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sentence import count, sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import INK, VERMILION, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEA: Final = basemap.View(longitude=117.0, latitude=12.45, zoom=1620, height=282)
_EVERY: Final = "Every kind"
_NAMED_TIES: Final = 3
"""Up to so many places that share the lead are named in the sentence."""
_NAMED_FROM: Final = 3
"""Features with fewer incidents go without a name on the map: there is no room."""
_LEFT: Final = frozenset({"second_thomas_shoal", "thitu_sandy_cay"})
"""Features named on their left, because another lies on their right."""
_ASKED: Final = (2024, 2025)
"""The years that the lesson asks about."""
_FIRST: Final = 10
"""Features with fewer incidents go without a name on a narrow page."""


def incident_map() -> Figure:
    """Return the map of incidents above their time line, each limiting the other.

    Drag over the time line, or choose the first and last month, a kind, and whether rows of low
    confidence count: circles and sentence follow.
    """
    incidents = evidence.load("incidents")
    frame = rows(incidents)
    span = pd.date_range(frame["ym"].min(), frame["ym"].max(), freq="MS")
    months, labels = [f"{d:%Y-%m}" for d in span], [f"{d:%B %Y}" for d in span]
    ends = [
        f"{d:%Y-%m-%d}" for d in (span[0] - pd.Timedelta(days=45), span[-1] + pd.Timedelta(days=15))
    ]
    params = [
        _choice("first", months[0], "From", months, labels),
        _choice("last", months[-1], "To", months, labels),
        _choice("kind", _EVERY, "Kind", [_EVERY, *KINDS.values()]),
        alt.param(
            "low", value=False, bind=alt.binding_checkbox(name="Count rows of low confidence")
        ),
    ]
    brush = alt.selection_interval(name="brush", encodings=["x"])
    rule = (
        "datum.ym >= first && datum.ym <= last && (low || !datum.low)"
        f" && (kind === '{_EVERY}' || datum.kind === kind)"
    )
    data = alt.Chart(frame).transform_filter(rule)
    seen = data.transform_filter(brush)
    chart = (
        alt.vconcat(
            _sentence(frame, rule, brush), _map(seen), _timeline(data, brush, ends), spacing=8
        )
        .resolve_scale(color="independent")
        .add_params(*params)
        .properties(usermeta=renderer.silence("/marks/2/marks/0", "/marks/2/marks/4"))
    )
    table = _by_place(frame)
    return Figure(
        chart=chart,
        question="Where did incidents gather, and when?",
        description=_describe(frame, table, (labels[0], labels[-1])),
        sources=claimed.sourced(sources(incidents)),
        table=table,
        note=(
            "The area of a circle is the number of incidents at that position. Most rows carry the "
            "position of the feature, not of the ships. Injuries add up what was reported; a blank "
            f"does not mean none. {claimed.NOTE}"
        ),
    )


def _choice(
    name: str, value: str, label: str, options: Sequence[str], labels: Sequence[str] | None = None
) -> alt.Parameter:
    return alt.param(
        name,
        value=value,
        bind=alt.binding_select(options=options, labels=labels or options, name=label),
    )


def _sentence(frame: pd.DataFrame, rule: str, brush: alt.Parameter) -> alt.Chart:
    # An aggregate of no rows is not a row, and then nothing would say that nothing was found. So
    # one
    # row that counts for nothing passes every filter.
    used = ["ym", "month", "kind", "low", "place", "contact", "water_cannon", "injured"]
    nothing = dict.fromkeys(used, "") | dict.fromkeys(("contact", "water_cannon", "injured"), 0)
    counted = pd.concat(
        [frame[used].assign(n=1), pd.DataFrame([{**nothing, "low": 0, "n": 0}])], ignore_index=True
    )
    by_place = (
        alt.Chart(counted)
        .transform_calculate(month="toDate(datum.month)")  # the brush compares moments
        .transform_filter(f"datum.n === 0 || ({rule})")
        .transform_filter({"or": ["datum.n === 0", {"param": brush.name}]})
        .transform_aggregate(
            n="sum(n)",
            contact="sum(contact)",
            cannon="sum(water_cannon)",
            hurt="sum(injured)",
            groupby=["place"],
        )
    )
    ranked = by_place.transform_joinaggregate(top="max(n)").transform_calculate(
        here="datum.n > 0 ? 1 : 0",
        first="datum.n === datum.top ? 1 : 0",
        word="datum.n === datum.top ? ', ' + datum.place : ''",
    )
    whole = ranked.transform_aggregate(
        total="sum(n)",
        contact="sum(contact)",
        cannon="sum(cannon)",
        hurt="sum(hurt)",
        places="sum(here)",
        most="max(n)",
        first="sum(first)",
        each="values(word)",
    )
    return sentence(
        whole,
        count("total", "incident", "incidents")
        + " + ' at ' + "
        + count("places", "place", "places")
        + " + '.'",
        f"datum.first > {_NAMED_TIES} ? 'No place has more than ' + datum.most + '.'"
        " : 'Most at ' + slice(join(pluck(datum.each, 'word'), ''), 2) + ' (' + datum.most + "
        "(datum.first > 1 ? ' each' : '') + ').'",
        "datum.contact + ' with contact, ' + datum.cannon + ' with water cannon, ' + "
        + count("hurt", "Filipino", "Filipinos")
        + " + ' reported injured.'",
        width=WIDTH,
        when="datum.total > 0",
        otherwise="'No incident in this selection.'",
    )


def _map(data: alt.Chart) -> alt.LayerChart:
    circles = (
        data.transform_aggregate(
            n="count()", contact="sum(contact)", groupby=["place", "lat", "lon"]
        )
        .mark_circle(color=VERMILION.ref, opacity=0.6, stroke=INK.ref, strokeWidth=1, clip=True)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size(
                "n:Q",
                scale=alt.Scale(type="linear", domain=[0, 45], range=[0, 1500]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("place:N", title="Place"),
                alt.Tooltip("n:Q", title="Incidents"),
                alt.Tooltip("contact:Q", title="With contact"),
            ],
        )
    )
    return basemap.project(
        alt.layer(
            basemap.land(_SEA.land),
            basemap.land_names("Luzon", "Mindoro", "Palawan", "Vietnam"),
            basemap.sea_names(
                South_China_Sea=(112.6, 14.9), Sulu_Sea=(120.3, 8.3)
            ).transform_filter(
                f"datum.name === 'South China Sea' || page >= {NARROW} && datum.name === 'Sulu Sea'"
            ),
            claimed.lines({"eez": (112.9, 12.9), "nine-dash": (110.2, 16.9)}),
            circles,
            *_names(data),
        ),
        _SEA,
        "map",
    )


def _names(data: alt.Chart) -> list[alt.Chart]:
    """Return the names of the places in the selection, each with its number of incidents."""
    features = evidence.load("features")
    recorded = evidence.load("incidents")["feature"].astype(str).value_counts()
    many = features["id"].map(recorded).fillna(0)
    named = features[(many >= _NAMED_FROM) & features["kind"].isin(["shoal", "reef", "island"])]
    anchors = pd.DataFrame(
        {
            "name": named["name_en"].astype(str),
            "at_lat": named["lat"].astype(float),
            "at_lon": named["lon"].astype(float),
            "left": named["id"].isin(_LEFT),
            "first": many[named.index] >= _FIRST,
        }
    )
    counted = (
        data.transform_aggregate(n="count()", groupby=["place"])
        .transform_lookup(
            "place", alt.LookupData(anchors, "name", ["at_lat", "at_lon", "left", "first"])
        )
        .transform_filter(f"isValid(datum.at_lat) && (page >= {NARROW} || datum.first)")
        .transform_calculate(words="datum.place + ': ' + datum.n")
    )
    texts = []
    for test, align, dx, dy in (
        (f"page >= {NARROW} && !datum.left", "left", 19, 0),
        (f"page >= {NARROW} && datum.left", "right", -17, 0),
        (f"page < {NARROW}", "center", 0, -18),
    ):
        words = counted.transform_filter(test).encode(
            longitude="at_lon:Q", latitude="at_lat:Q", text="words:N"
        )
        texts += basemap.haloed(words, align=align, dx=dx, dy=dy, fontSize=12, color=INK.ref)
    return texts


def _timeline(data: alt.Chart, brush: alt.Parameter, months: list[str]) -> alt.LayerChart:
    halves = alt.Axis(
        tickCount=alt.TimeIntervalStep(interval="month", step=6),
        labelExpr="utcFormat(datum.value, utcmonth(datum.value) ? '%B' : '%Y')",
        labelOverlap="greedy",
    )
    x = alt.X("month:T", title=None, axis=halves, scale=alt.Scale(type="utc", domain=months))
    bars = (
        data.transform_calculate(rank=f"indexof({list(KINDS.values())}, datum.kind)")
        .mark_bar(size=alt.ExprRef("max(3, page / 54)"))
        .encode(
            x=x,
            y=alt.Y("count():Q", title=None, axis=inside(tickMinStep=1, tickCount=3)),
            color=alt.Color("kind:N", title=None, scale=KIND_SCALE, legend=legend()),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(brush, alt.value(1.0), alt.value(0.25)),
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("count():Q", title="Incidents"),
            ],
        )
        .add_params(brush)
    )
    return alt.layer(bars, *moments.over_time(x)).properties(
        width=WIDTH,
        height=moments.HIGH,
        title=alt.Title(
            "Incidents a month: drag here to choose", fontSize=12, fontWeight="normal", offset=18
        ),
    )


def _by_place(frame: pd.DataFrame) -> pd.DataFrame:
    sure = frame[frame["low"] == 0]
    table = sure.groupby("place").agg(
        incidents=("place", "size"),
        with_contact=("contact", "sum"),
        with_water_cannon=("water_cannon", "sum"),
        injured=("injured", "sum"),
    )
    low = frame[frame["low"] == 1].groupby("place").size().rename("low_confidence_rows_left_out")
    whole = table.join(low, how="outer").fillna(0).astype(int).reset_index()
    return whole.sort_values(["incidents", "place"], ascending=[False, True])


def _most(table: pd.DataFrame, n: int) -> str:
    placed = table[table["place"] != ELSEWHERE].head(n)
    pairs = zip(placed["place"], placed["incidents"], strict=True)
    return ", ".join(f"{place} ({incidents})" for place, incidents in pairs)


def _describe(frame: pd.DataFrame, table: pd.DataFrame, ends: tuple[str, str]) -> str:
    """Return what the map shows, and what its prompts ask: each year's places, contact, doubts."""
    sure = frame[frame["low"] == 0]
    by_year = "; ".join(
        f"in {year}, {_most(_by_place(sure[sure['year'] == year]), 2)}" for year in _ASKED
    )
    contact = sure[sure["contact"] == 1]
    lead = "; ".join(
        f"to {words}, {_most(_by_place(contact[contact['ym'] <= end]), places)}"
        for end, words, places in (("2024-06", "June 2024", 1), ("2025-12", "December 2025", 3))
    )
    low = frame[frame["low"] == 1].groupby("year").size().sort_values(ascending=False)
    gains = ", ".join(f"{n} in {year}" for year, n in low.items())
    return (
        "Map of the South China Sea west of the Philippines with a circle at each place of an "
        "incident; the larger the circle, the more incidents. Below it, columns of incidents "
        f"a month from {ends[0]} to {ends[1]}. Without the rows of low confidence the "
        f"places with most are {_most(table, 3)}; {by_year}. With contact between hulls: {lead}. "
        f"Rows of low confidence add {gains}. {claimed.WORDS}"
    )
