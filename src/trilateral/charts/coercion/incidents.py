"""Where and when: the incidents on a map, along a time line, and by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import basemap
from trilateral.charts.coercion.rows import ELSEWHERE, KIND_SCALE, KINDS, rows
from trilateral.charts.figure import Figure
from trilateral.charts.sentence import count, sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import INK, MUTED, VERMILION

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEA: Final = basemap.View(longitude=117.4, latitude=12.4, zoom=2450, width=540, height=470)
_EVERY: Final = "Every kind"
_NAMED_TIES: Final = 3
"""Up to so many places that share the lead are named in the sentence."""
_NAMED_FROM: Final = 3
"""Features with fewer incidents go without a name on the map: there is no room."""


def incidents_by_quarter() -> Figure:
    """Return the columns of incidents per quarter, stacked by the strongest thing in each."""
    incidents = evidence.load("incidents")
    frame = rows(incidents)
    quarter = pd.PeriodIndex(frame["ym"], freq="Q").astype(str)
    table = (
        frame.assign(quarter=[f"{q[:4]} {q[4:]}" for q in quarter])
        .groupby(["quarter", "kind"])
        .size()
        .reset_index(name="incidents")
    )
    chart = (
        alt.Chart(table)
        .transform_calculate(rank=f"indexof({list(KINDS.values())}, datum.kind)")
        .mark_bar()
        .encode(
            x=alt.X("quarter:O", title=None, axis=alt.Axis(labelAngle=-60)),
            y=alt.Y("incidents:Q", title="Incidents in the record"),
            color=alt.Color("kind:N", title=None, scale=KIND_SCALE, legend=_legend()),
            order=alt.Order("rank:Q"),
            tooltip=["quarter:N", "kind:N", "incidents:Q"],
        )
        .properties(width=540, height=240)
    )
    totals = table.groupby("quarter")["incidents"].sum()
    wide = table.pivot_table(index="quarter", columns="kind", values="incidents", fill_value=0)
    wide = wide.reindex(columns=list(KINDS.values()), fill_value=0).astype(int).reset_index()
    return Figure(
        chart=chart,
        description=(
            "Stacked columns. The horizontal axis is the quarter, from "
            f"{totals.index[0]} to {totals.index[-1]}; the vertical axis is the number of "
            f"incidents in this record. The quarters run from {totals.min()} to {totals.max()}; "
            f"the highest is {totals.idxmax()}. Contact between hulls is in "
            f"{int((wide[KINDS['contact']] > 0).sum())} of {len(totals)} quarters."
        ),
        sources=sources(incidents),
        table=wide,
        note="All rows of the record, those of low confidence included.",
    )


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
        f"{d:%Y-%m-%d}" for d in (span[0] - pd.Timedelta(days=15), span[-1] + pd.Timedelta(days=15))
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
        alt.vconcat(_sentence(frame, rule, brush), _map(seen), _timeline(data, brush, ends))
        .resolve_legend(size="independent", color="independent")
        .resolve_scale(size="independent", color="independent")
        .add_params(*params)
    )
    table = _by_place(frame)
    return Figure(
        chart=chart,
        description=(
            "Map of the South China Sea west of the Philippines with a circle at each place of an "
            "incident; the larger the circle, the more incidents. Below it, columns of incidents "
            f"per month from {labels[0]} to {labels[-1]}. Without the rows of low confidence the "
            f"places with most are {_most(table, 3)}."
        ),
        sources=sources(incidents),
        table=table,
        note=(
            "The area of a circle is the number of incidents at that position. Most rows carry the "
            "position of the feature, not of the ships. Injuries add up what was reported; a blank "
            "is not known to be none."
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


def _legend() -> alt.Legend:
    return alt.Legend(orient="top", direction="horizontal", columns=2, symbolType="square")


def _sentence(frame: pd.DataFrame, rule: str, brush: alt.Parameter) -> alt.Chart:
    # An aggregate of no rows is no row, and then nothing would say that nothing was found. So one
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
        width=_SEA.width,
        when="datum.total > 0",
        otherwise="'No incident in this selection.'",
    )


def _map(data: alt.Chart) -> alt.LayerChart:
    circles = (
        data.transform_aggregate(
            n="count()", contact="sum(contact)", groupby=["place", "lat", "lon"]
        )
        .mark_circle(color=VERMILION.ref, opacity=0.55, stroke=INK.ref, strokeWidth=1, clip=True)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size(
                "n:Q",
                title="Incidents",
                scale=alt.Scale(type="linear", domain=[0, 45], range=[0, 1800]),
                legend=alt.Legend(values=[1, 10, 40], orient="top-left", offset=8),
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
            basemap.land_names("Luzon", "Mindoro", "Palawan"),
            circles,
            *_names(),
        ),
        _SEA,
    )


def _names() -> tuple[alt.Chart, alt.Chart]:
    features = evidence.load("features")
    recorded = evidence.load("incidents")["feature"].astype(str).value_counts()
    named = features[features["id"].map(recorded).fillna(0) >= _NAMED_FROM]
    named = named[named["kind"].isin(["shoal", "reef", "island"])]
    left = named["id"] == "second_thomas_shoal"  # its right-hand side is Sabina Shoal's

    def names(frame: pd.DataFrame, align: Literal["left", "right"], dx: int) -> alt.Chart:
        return (
            alt.Chart(frame[["name_en", "lat", "lon"]])
            .mark_text(align=align, dx=dx, fontSize=12, color=INK.ref, clip=True)
            .encode(longitude="lon:Q", latitude="lat:Q", text="name_en:N")
        )

    return names(named[~left], "left", 20), names(named[left], "right", -20)


def _timeline(data: alt.Chart, brush: alt.Parameter, months: list[str]) -> alt.Chart:
    halves = alt.Axis(
        tickCount=alt.TimeIntervalStep(interval="month", step=6),
        labelExpr="utcFormat(datum.value, utcmonth(datum.value) ? '%B' : '%Y')",
    )
    return (
        data.transform_calculate(rank=f"indexof({list(KINDS.values())}, datum.kind)")
        .mark_bar(size=10)
        .encode(
            x=alt.X("month:T", title=None, axis=halves, scale=alt.Scale(type="utc", domain=months)),
            y=alt.Y("count():Q", title="A month", axis=alt.Axis(tickMinStep=1, tickCount=4)),
            color=alt.Color("kind:N", title=None, scale=KIND_SCALE, legend=_legend()),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(brush, alt.value(1.0), alt.value(0.25)),
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("count():Q", title="Incidents"),
            ],
        )
        .add_params(brush)
        .properties(
            width=_SEA.width,
            height=110,
            title=alt.Title("Drag here to choose months", fontSize=12, color=MUTED.ref),
        )
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
    known = table[table["place"] != ELSEWHERE].head(n)
    pairs = zip(known["place"], known["incidents"], strict=True)
    return ", ".join(f"{place} ({incidents})" for place, incidents in pairs)
