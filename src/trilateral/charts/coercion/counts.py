"""What counts? The yearly trend under a counting rule of the learner's own."""

from __future__ import annotations

from math import ceil
from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import chance
from trilateral.charts.coercion.rows import rows
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, PURPLE, VERMILION, Tone, inside
from trilateral.evidence import coding
from trilateral.evidence.coding import months_watched
from trilateral.models.rates import poisson_interval

_HEIGHT: Final = 84


def what_counts() -> Figure:
    """Return the yearly rates of incidents, contact and injuries with boxes that set the rule.

    An incident counts while at least one box ticked names something in it. Rows of presence alone
    and rows of low confidence have boxes of their own; low confidence starts switched off.
    """
    incidents = evidence.load("incidents")
    frame = rows(incidents)
    exposure = months_watched(incidents)
    boxes = [
        alt.param(f"use_{family}", value=True, bind=alt.binding_checkbox(name=label))
        for family, label in coding.LABELS.items()
    ]
    low = alt.param("low", value=False, bind=alt.binding_checkbox(name="Rows of low confidence"))
    any_of = " || ".join(f"(use_{family} && datum.{family})" for family in coding.FAMILIES)
    yearly = _yearly(alt.Chart(frame), f"({any_of}) && (low || !datum.low)", exposure, len(frame))
    tops = _tops(frame, exposure)
    chart = alt.vconcat(
        _verdict(yearly, exposure, len(frame)),
        _rate(yearly, "n", "All that count: incidents a month", BLUE, tops["n"]),
        _rate(yearly, "contact", "With contact: incidents a month", VERMILION, tops["contact"]),
        _injured(yearly, tops["injured"]),
        spacing=10,
    ).add_params(*boxes, low)
    table = counts(frame, exposure)
    return Figure(
        chart=chart,
        question="Did it get worse? That depends on what you count",
        description=_describe(table),
        sources=sources(incidents),
        table=table,
        note=(
            "Points are incidents a month; bars are 95 % intervals: what chance alone leaves open "
            "if incidents come independently, which they do not quite do. Injuries "
            f"come several at a time, so they get no interval. Whether anybody was hurt is "
            f"stated in {_stated(incidents)}; the bars add up those rows alone. {chance.NOTE}"
        ),
        method=chance.METHOD,
    )


def counts(frame: pd.DataFrame, exposure: pd.DataFrame) -> pd.DataFrame:
    """Return the yearly counts under the starting rule: every tactic, low confidence left out."""
    sure = frame[frame["low"] == 0].groupby("year")
    table = sure.agg(
        incidents=("year", "size"), with_contact=("contact", "sum"), injured=("injured", "sum")
    ).reset_index()
    table["months_watched"] = table["year"].map(exposure.set_index("year")["sure"]).round(1)
    bounds = [poisson_interval(int(n)) for n in table["incidents"]]
    table["per_month"] = (table["incidents"] / table["months_watched"]).round(2)
    table["low_95"] = [
        round(b.low / m, 2) for b, m in zip(bounds, table["months_watched"], strict=True)
    ]
    table["high_95"] = [
        round(b.high / m, 2) for b, m in zip(bounds, table["months_watched"], strict=True)
    ]
    return table


def _yearly(data: alt.Chart, rule: str, exposure: pd.DataFrame, most: int) -> alt.Chart:
    """Return one row a year: counts, months watched, rates and their bounds."""
    bounds = pd.DataFrame(
        [(n, *(round(x, 4) for x in poisson_interval(n))) for n in range(most + 1)],
        columns=["count", "low", "high"],
    )
    # Years stay when the rule empties them, so rows are weighted by the rule, not filtered.
    chart = (
        data.transform_calculate(counts=f"({rule}) ? 1 : 0")
        .transform_calculate(c="datum.counts * datum.contact", h="datum.counts * datum.injured")
        .transform_aggregate(n="sum(counts)", contact="sum(c)", hurt="sum(h)", groupby=["year"])
        .transform_lookup("year", alt.LookupData(exposure, "year", ["sure", "all"]))
        .transform_calculate(months="low ? datum.all : datum.sure")
    )
    for field in ("n", "contact"):
        chart = chart.transform_lookup(
            field,
            alt.LookupData(bounds, "count", ["low", "high"]),
            **{"as": [f"{field}_low", f"{field}_high"]},
        ).transform_calculate(
            **{
                f"{field}_rate": f"datum.{field} / datum.months",
                f"{field}_from": f"datum.{field}_low / datum.months",
                f"{field}_to": f"datum.{field}_high / datum.months",
            }
        )
    return chart


def _x(*, labels: bool = False) -> alt.X:
    axis = alt.Axis(labelAngle=0, labels=labels, ticks=False)
    return alt.X("year:O", title=None, axis=axis)


def _title(words: str) -> alt.Title:
    return alt.Title(words, fontSize=12, offset=4)


def _tops(frame: pd.DataFrame, exposure: pd.DataFrame) -> dict[str, float]:
    """Return the highest value each chart can come to under any rule, so that axes stay put."""
    tops = {"n": 0.0, "contact": 0.0}
    for watched, rows_in in (("sure", frame[frame["low"] == 0]), ("all", frame)):
        counts = rows_in.groupby("year").agg(n=("year", "size"), contact=("contact", "sum"))
        months = [float(m) for m in exposure[watched]]
        for field, top in tops.items():
            every = counts[field].reindex(exposure["year"], fill_value=0)
            highs = [poisson_interval(int(count)).high for count in every]
            rates = [high / watching for high, watching in zip(highs, months, strict=True)]
            tops[field] = max(top, *(ceil(10 * rate) / 10 for rate in rates))
    return {**tops, "injured": float(frame.groupby("year")["injured"].sum().max() + 1)}


def _rate(yearly: alt.Chart, field: str, title: str, tone: Tone, top: float) -> alt.LayerChart:
    within = alt.Scale(domain=[0, top])
    y = alt.Y(f"{field}_rate:Q", title=None, scale=within, axis=inside(tickCount=3))
    tooltip = [
        alt.Tooltip("year:O", title="Year"),
        alt.Tooltip(f"{field}:Q", title="Incidents"),
        alt.Tooltip("months:Q", title="Months watched", format=".1f"),
        alt.Tooltip(f"{field}_rate:Q", title="A month", format=".2f"),
        alt.Tooltip(f"{field}_from:Q", title="At least (95 %)", format=".2f"),
        alt.Tooltip(f"{field}_to:Q", title="At most (95 %)", format=".2f"),
    ]
    bar = yearly.mark_rule(strokeWidth=2, opacity=1, color=tone.ref).encode(
        x=_x(), y=alt.Y(f"{field}_from:Q", scale=within), y2=f"{field}_to:Q"
    )
    point = yearly.mark_point(filled=True, size=90, opacity=1, color=tone.ref).encode(
        x=_x(), y=y, tooltip=tooltip
    )
    number = yearly.mark_text(dx=8, dy=-8, align="left").encode(x=_x(), y=y, text=f"{field}:Q")
    return alt.layer(bar, point, number).properties(
        width=WIDTH, height=_HEIGHT, title=_title(title)
    )


def _injured(yearly: alt.Chart, top: float) -> alt.LayerChart:
    y = alt.Y(
        "hurt:Q",
        title=None,
        scale=alt.Scale(domain=[0, top]),
        axis=inside(tickCount=3),
    )
    x = _x(labels=True)
    bar = yearly.mark_bar(color=PURPLE.ref, size=22).encode(x=x, y=y)
    words = yearly.transform_calculate(
        words=f"datum.hurt > 0 ? '' + datum.hurt : page < {NARROW} ? 'none' : 'none stated'"
    )
    number = words.mark_text(dy=-8).encode(x=x, y=y, text="words:N")
    return alt.layer(bar, number).properties(
        width=WIDTH, height=_HEIGHT, title=_title("Filipinos reported injured")
    )


def _stated(incidents: pd.DataFrame) -> str:
    """Return in words in how many rows of each year it is stated whether anybody was hurt."""
    years = incidents.groupby(incidents["date"].dt.year)["ph_injured"].agg(["count", "size"])
    first, *rest = (f"{n['count']} of {n['size']} rows of {year}" for year, n in years.iterrows())
    return ", ".join([first, *(words.replace(" rows", "") for words in rest)])


def _verdict(yearly: alt.Chart, exposure: pd.DataFrame, most: int) -> alt.Chart:
    """Return the sentence: the counts, then whether the record can tell the full years apart."""
    years = [int(y) for y in exposure["year"]]
    picks = {
        f"{field}{year}": f"datum.year === {year} ? datum.{field} : 0"
        for year in years
        for field in ("n", "months")
    }
    whole = yearly.transform_calculate(**picks).transform_aggregate(
        **{name: f"sum({name})" for name in picks}
    )
    full, partial = years[:-1], years[-1]
    before, after = full[-2], full[-1]
    listed = " + ', ' + ".join(f"datum.n{y} + ' in {y}'" for y in full)
    watched = exposure.set_index("year")
    spans = {
        rows_in: (float(watched[rows_in][before]), float(watched[rows_in][after]))
        for rows_in in ("sure", "all")
    }
    counted = f"datum.n{before}", f"datum.n{after}"
    whole = chance.tested(whole, "low ? 'all' : 'sure'", counted, spans, most)
    return sentence(
        whole,
        f"'This rule counts ' + {listed}",
        f"'and ' + datum.n{partial} + ' in the first ' + "
        f"format(datum.months{partial}, '.0f') + ' months of {partial}.'",
        chance.verdict(f"The rates of {before} and {after}"),
        width=WIDTH,
    )


def _describe(table: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{r.year}: {r.incidents} incidents ({r.per_month:.1f} a month, 95 % interval "
        f"{r.low_95:.1f} to {r.high_95:.1f}), {r.with_contact} with contact, "
        f"{r.injured} injured"
        for r in table.itertuples()
    )
    return (
        "Three charts by year, one below the other: incidents a month with intervals, incidents "
        "with contact a month with intervals, and Filipinos reported injured. Boxes choose what "
        "counts. "
        f"With every tactic counted and rows of low confidence left out: {listed}."
    )
