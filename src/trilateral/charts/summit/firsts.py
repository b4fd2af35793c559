"""The first times that the three governments did something together, around the summit."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import INK, MUTED
from trilateral.evidence.figures import summit

_ON_THE_DAY: Final = "on the day"
_LABELS: Final = (
    "datum.label === 'before' ? 'before the summit' : "
    "datum.label === 'after' ? 'after it' : 'on its day'"
)
_ROW: Final = 28
_WIDTH: Final = 250


def firsts() -> Figure:
    """Return first times, one a row in time order, with the day of the summit as a line."""
    table = first_times()
    drawn = pd.DataFrame(
        {
            "when": events.iso(table["day"]),
            "words": table["date"] + "  " + table["what"],
            "side": table["side"],
        }
    )
    order = list(drawn["words"])
    summit_day = summit.day_of_summit(evidence.load)
    ends = ["2022-07-01", f"{table['day'].max().year}-12-31"]
    x = alt.X("when:T", title=None, scale=alt.Scale(type="utc", domain=ends))
    y = alt.Y(
        "words:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=380, ticks=False, domain=False, grid=True),
    )
    side = ["before", _ON_THE_DAY, "after"]
    points = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color("side:N", scale=_colours(side), legend=_legend()),
            shape=alt.Shape(
                "side:N",
                scale=alt.Scale(domain=side, range=["circle", "square", "diamond"]),
                legend=_legend(),
            ),
            tooltip=[alt.Tooltip("words:N", title="First time"), alt.Tooltip("side:N")],
        )
    )
    line = pd.DataFrame({"when": events.iso([summit_day]), "label": ["the summit"]})
    rule = (
        alt.Chart(line)
        .mark_rule(color=INK.ref, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x=alt.X("when:T"))
    )
    name = (
        alt.Chart(line)
        .mark_text(color=INK.ref, dy=-8, baseline="bottom")
        .encode(x="when:T", y=alt.value(0), text="label:N")
    )
    chart = alt.layer(rule, points, name).properties(width=_WIDTH, height=_ROW * len(table))
    counted = table["side"].value_counts()
    listed = "; ".join(f"{row.date}: {row.what}" for row in table.itertuples())
    return Figure(
        chart=chart,
        description=(
            "A row for each first time, earliest at the top, with a mark at its date and a "
            f"dashed line at the summit, {events.day(summit_day)}. {counted['before']} marks are "
            f"left of the line, {counted[_ON_THE_DAY]} on it, {counted['after']} right of it. "
            f"{listed}."
        ),
        sources=sources(summit.firsts(evidence.load("diplomatic_events"))),
        table=table[["date", "what", "kind", "side"]],
        note=(
            "A first time is here an event whose title in the table says “first”, with all three "
            "governments in it. Who compiles a table chooses what to call a first."
        ),
    )


def first_times() -> pd.DataFrame:
    """Return the first times: ``day``, ``date`` in words, ``what``, ``kind`` and ``side``."""
    rows = summit.firsts(evidence.load("diplomatic_events")).sort_values(["date", "id"])
    summit_day = summit.day_of_summit(evidence.load)
    kinds = evidence.labels("diplomatic_events", "category")
    return pd.DataFrame(
        {
            "day": rows["date"],
            "date": events.dated(rows),
            "what": rows["title"].str.removeprefix("First ").astype(object),
            "kind": [kinds[str(c)] for c in rows["category"]],
            "side": [
                _ON_THE_DAY if d == summit_day else "before" if d < summit_day else "after"
                for d in rows["date"]
            ],
        }
    ).reset_index(drop=True)


def _colours(side: list[str]) -> alt.Scale:
    before, after = events.SIDE_SCALE.range
    return alt.Scale(domain=side, range=[before, MUTED.ref, after])


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", title=None, columns=3, labelExpr=_LABELS)
