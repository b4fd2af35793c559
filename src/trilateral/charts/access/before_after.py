"""Did the treaty bring a routine? Joint activities with Japan before and after it took effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import chance
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH
from trilateral.charts.sentence import count, sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, VERMILION
from trilateral.evidence.coding import DAYS_PER_MONTH
from trilateral.models.rates import poisson_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

_STROKES: Final = 52
"""CSS pixels that the strokes' time line is high."""
_KINDS: Final = {
    "sails": (
        "Sails (maritime cooperative activities)",
        ("bilateral_mca", "multilateral_mca", "unnumbered_mca"),
    ),
    "exercises": ("Naval exercises and Balikatan's sail", ("naval_exercise", "balikatan_sail")),
    "guard": ("Coast guards", ("trilateral_coast_guard", "coast_guard_shiprider")),
}
"""Boxes of the counting rule: words, and the kinds of the table behind each."""
BEFORE: Final = "Before"
AFTER: Final = "After"


def rhythm() -> Figure:
    """Return the activities with Japan along time, and their rate before and after the treaty."""
    rows, in_force, end = activities(), _in_force(), last_day()
    boxes = [
        alt.param(f"use_{key}", value=True, bind=alt.binding_checkbox(name=words))
        for key, (words, _) in _KINDS.items()
    ]
    same = alt.param(
        "same",
        value=False,
        bind=alt.binding_checkbox(name="Make the time before as short as the time after"),
    )
    rule = " || ".join(f"(use_{key} && datum.family === '{key}')" for key in _KINDS)
    span = months(in_force, end)
    data = alt.Chart(rows).transform_calculate(
        counts=f"({rule}) && (datum.period === '{AFTER}' || !same || datum.ago <= {span}) ? 1 : 0"
    )
    table = rows[["date", "activity", "period"]]
    spans = {
        "whole": (months(rows["day"].min(), in_force), span),
        "same": (span, span),
    }
    rates = _rates(data, *spans["whole"], len(rows))
    summary = _sentence(rates, spans, len(rows))
    chart = alt.vconcat(summary, _timeline(data, in_force, end), _points(rates), spacing=10)
    return Figure(
        chart=chart.add_params(*boxes, same),
        question="Did the treaty bring a routine?",
        description=_describe(rows, in_force, end),
        sources=sources(evidence.load("joint_activities")),
        table=table,
        note=(
            "The table holds activities at sea that were found, not all that took place; it ends "
            f"on {end.day} {end:%B %Y}, before Balikatan 2026. An activity that began on the day "
            f"of entry into force counts as after. Bars are 95 % intervals. {chance.NOTE}"
        ),
        method=chance.METHOD,
    )


def activities() -> pd.DataFrame:
    """Return the joint activities in which Japan took part, before and after the treaty."""
    table = evidence.load("joint_activities")
    rows = table[[("JP" in parties) for parties in table["participants"]]]
    in_force, words = _in_force(), evidence.labels("joint_activities", "kind")
    families = {kind: key for key, (_, kinds) in _KINDS.items() for kind in kinds}
    return pd.DataFrame(
        {
            "date": rows["date"].dt.strftime("%Y-%m-%d"),
            "day": rows["date"],
            "activity": [words[str(kind)] for kind in rows["kind"]],
            "family": [families[str(kind)] for kind in rows["kind"]],
            "period": [BEFORE if day < in_force else AFTER for day in rows["date"]],
            "ago": [round(months(day, in_force), 3) for day in rows["date"]],
        }
    )


def months(first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Return the months between two days."""
    return float((last - first).days) / DAYS_PER_MONTH


def last_day() -> pd.Timestamp:
    """Return the last day on which the table of joint activities has anything."""
    table = evidence.load("joint_activities")
    return pd.Timestamp(str(table[["date", "end_date"]].max().max()))


def _in_force() -> pd.Timestamp:
    agreements = evidence.load("access_agreements").set_index("id")
    return pd.Timestamp(str(agreements["in_force"]["jp-ph-raa"]))


def _rates(data: alt.Chart, before: float, after: float, most: int) -> alt.Chart:
    bounds = pd.DataFrame(
        [(n, *(round(x, 4) for x in poisson_interval(n))) for n in range(most + 1)],
        columns=["count", "low", "high"],
    )
    length = f"datum.period === '{AFTER}' || same ? {after:.4f} : {before:.4f}"
    return (
        data.transform_aggregate(n="sum(counts)", groupby=["period"])
        .transform_lookup("n", alt.LookupData(bounds, "count", ["low", "high"]))
        .transform_calculate(months=length)
        .transform_calculate(
            rate="datum.n / datum.months",
            least="datum.low / datum.months",
            most="datum.high / datum.months",
            label="datum.period + ' the treaty: ' + datum.n + ' in ' + "
            "format(datum.months, '.1f') + ' months'",
        )
    )


def _timeline(data: alt.Chart, in_force: pd.Timestamp, end: pd.Timestamp) -> alt.LayerChart:
    x = alt.X(
        "date:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(labelOverlap="greedy")
    )
    ticks = data.mark_tick(thickness=3, size=34).encode(
        x=x,
        y=alt.value(_STROKES / 2),
        opacity=alt.condition("datum.counts === 1", alt.value(1.0), alt.value(0.15)),
        color=alt.condition(
            f"datum.period === '{AFTER}'", alt.value(VERMILION.ref), alt.value(BLUE.ref)
        ),
        tooltip=[alt.Tooltip("date:T", title="Begins"), alt.Tooltip("activity:N", title="Kind")],
    )
    lines = pd.DataFrame(
        {
            "date": [f"{in_force:%Y-%m-%d}", f"{end:%Y-%m-%d}"],
            "words": [
                ["treaty in force", f"{in_force.day} {in_force:%B %Y}"],
                ["table ends", f"{end.day} {end:%B %Y}"],
            ],
        }
    )
    base = alt.Chart(lines).encode(x=x)
    rules = base.mark_rule(color=INK.ref, strokeDash=[4, 3]).encode(
        y=alt.value(-30), y2=alt.value(_STROKES)
    )
    words = base.mark_text(
        align="right", dx=-4, baseline="top", fontSize=11, lineHeight=13, color=INK.ref
    ).encode(y=alt.value(-30), text="words:N")
    return alt.layer(ticks, rules, words).properties(
        width=WIDTH,
        height=_STROKES,
        title=alt.Title(
            "Each stroke is an activity with Japan", fontSize=12, fontWeight="normal", offset=14
        ),
    )


def _points(rates: alt.Chart) -> alt.LayerChart:
    y = alt.Y("period:N", sort=[BEFORE, AFTER], title=None, axis=None)
    scale = alt.Scale(domain=[0, 2], clamp=True)
    axis = alt.Axis(grid=True, tickCount=5)
    color = alt.condition(
        f"datum.period === '{AFTER}'", alt.value(VERMILION.ref), alt.value(BLUE.ref)
    )
    bar = rates.mark_rule(strokeWidth=2, opacity=1).encode(
        x=alt.X("least:Q", title="Activities a month, with 95 % interval", scale=scale, axis=axis),
        x2="most:Q",
        y=y,
        color=color,
    )
    point = rates.mark_point(filled=True, size=110, opacity=1).encode(
        x=alt.X("rate:Q", scale=scale), y=y, color=color
    )
    words = rates.mark_text(align="left", dy=-16).encode(
        x=alt.value(0), y=y, text="label:N", color=alt.value(INK.ref)
    )
    return alt.layer(bar, point, words).properties(width=WIDTH, height=alt.Step(40))


def _sentence(rates: alt.Chart, spans: Mapping[str, tuple[float, float]], most: int) -> alt.Chart:
    base = rates.transform_calculate(
        is_before=f"datum.period === '{BEFORE}' ? 1 : 0",
        is_after=f"datum.period === '{AFTER}' ? 1 : 0",
    ).transform_aggregate(a="argmax(is_before)", b="argmax(is_after)")
    whole = chance.tested(base, "same ? 'same' : 'whole'", ("datum.a.n", "datum.b.n"), spans, most)
    rate = "format(datum.{0}.n / datum.{0}.months, '.2f') + ' a month ('"
    return sentence(
        whole,
        f"'Before: ' + {rate.format('a')} + {count('a.n', 'activity', 'activities')} + ').'"
        f" + ' After: ' + {rate.format('b')} + {count('b.n', 'activity', 'activities')} + ').'",
        chance.verdict(),
        width=WIDTH,
    )


def _describe(rows: pd.DataFrame, in_force: pd.Timestamp, end: pd.Timestamp) -> str:
    before, after = rows[rows["period"] == BEFORE], rows[rows["period"] == AFTER]
    spans = months(rows["day"].min(), in_force), months(in_force, end)
    parts = [
        f"{word}: {len(part)} activities in {span:.1f} months, {len(part) / span:.2f} a month"
        for word, part, span in zip((BEFORE, AFTER), (before, after), spans, strict=True)
    ]
    return (
        "A time line with a stroke for each joint activity in which Japan took part, and below it "
        f"the rate a month with its 95 % interval. {'; '.join(parts)}. The treaty took effect on "
        f"{in_force.day} {in_force:%B %Y}."
    )
