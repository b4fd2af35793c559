"""The stretch of time that lesson 01 is about."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import BLUE, INK, MUTED
from trilateral.evidence.figures import summit

_ROWS: Final = ("Events that concern all three", "Together at sea")
_FROM: Final = pd.Timestamp(2022, 1, 1)
_NAMES: Final = {
    "the summit": "summit",
    "signature of the RAA": "RAA signed",
    "the RAA in force": "RAA in force",
}


def milestones() -> Figure:
    """Return a line of time with a stroke for each event and activity, and the three milestones."""
    diplomatic, activities = evidence.load("diplomatic_events"), evidence.load("joint_activities")
    three = summit.three_way(diplomatic)
    three = three[three["date"] >= _FROM]
    together = summit.three_way(activities.assign(actors=activities["participants"]))
    table = pd.concat(
        [
            pd.DataFrame({"when": events.iso(rows["date"]), "row": name, "what": rows[what]})
            for name, rows, what in zip(
                _ROWS, (three, together), ("title", "location"), strict=True
            )
        ],
        ignore_index=True,
    )
    marks = events.lines()
    last = diplomatic["date"].max().year
    said = ", ".join(f"{_NAMES[name]} {events.day(d)}" for name, d in marks.items())
    counts = table["row"].value_counts()
    return Figure(
        chart=_chart(table, f"{last}-12-31"),
        description=(
            f"Two rows of strokes along a line of time from {_FROM.year} to {last}. "
            f"{counts[_ROWS[0]]} strokes are events that concern all three governments, "
            f"{counts[_ROWS[1]]} are activities at sea of all three. Dashed lines: {said}. Strokes "
            "stand on both sides of each line."
        ),
        sources=sources(pd.concat([three, together])),
        table=table.sort_values("when"),
        note=(
            "Each stroke is an event that concerns Japan, the Philippines and the US: mostly what "
            "they did together, but also a report, an announcement or a Chinese protest. Where "
            "only the month is known, it stands at its beginning. An exercise may stand in both "
            "rows."
        ),
    )


def _chart(table: pd.DataFrame, end: str) -> alt.LayerChart:
    marks = events.lines()
    lines = pd.DataFrame(
        {"when": events.iso(marks.values()), "label": [_NAMES[name] for name in marks]}
    )
    ends = [f"{_FROM:%Y-%m-%d}", end]
    yearly = alt.Axis(labelFlush=False, tickCount="year")  # months between would touch the years
    x = alt.X("when:T", title=None, scale=alt.Scale(type="utc", domain=ends), axis=yearly)
    y = alt.Y("row:N", sort=list(_ROWS), title=None, axis=alt.Axis(labelLimit=200, domain=False))
    strokes = alt.Chart(table).mark_tick(color=BLUE.ref, thickness=2, size=34).encode(x=x, y=y)
    rules = (
        alt.Chart(lines).mark_rule(color=INK.ref, strokeDash=[4, 3], strokeWidth=1.5).encode(x=x)
    )
    names = [
        alt.Chart(lines.iloc[here])
        .mark_text(color=MUTED.ref, align=align, dx=dx, baseline="top")
        .encode(x=x, y=alt.value(-18), text="label:N")
        for here, align, dx in (([0], "right", 4), ([1, 2], "left", -4))
    ]
    return alt.layer(strokes, rules, *names).properties(width=420, height=110)
