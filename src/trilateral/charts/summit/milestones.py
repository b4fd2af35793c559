"""The stretch of time that lesson 01 is about."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import BLUE, INK, above
from trilateral.evidence.figures import summit

_ROWS: Final = ("Events that concern all three", "Together at sea")
_HEIGHT: Final = 128
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
    words = ", ".join(f"{_NAMES[name]} {events.day(d)}" for name, d in marks.items())
    counts = table["row"].value_counts()
    return Figure(
        chart=_chart(table, f"{last}-12-31"),
        question="What came before the leaders met, and what after?",
        description=(
            f"Two rows of strokes along a line of time from {_FROM.year} to {last}. "
            f"{counts[_ROWS[0]]} strokes are events that concern all three governments, "
            f"{counts[_ROWS[1]]} are activities at sea of all three. Dashed lines: {words}. "
            f"{_sides(table)}"
        ),
        sources=sources(pd.concat([three, together])),
        table=table.sort_values("when"),
        note=(
            "Each stroke is an event that concerns Japan, the Philippines and the US: mostly what "
            "they did together, but also a report, an announcement or a Chinese protest. Where "
            "only the month is known, it is at the beginning of the month. An exercise may be in "
            "both rows."
        ),
    )


def _sides(table: pd.DataFrame) -> str:
    """Return how many strokes stand left of each line."""
    parts = []
    for name, day in events.lines().items():
        earlier = table[table["when"] < f"{day:%Y-%m-%d}"]["row"].value_counts()
        first, second = (int(earlier.get(row, 0)) for row in _ROWS)
        parts.append(f"of {_NAMES[name]}, {first} and {second}, {first + second} in all")
    return f"Strokes left of each line, in the upper and in the lower row: {'; '.join(parts)}."


def _chart(table: pd.DataFrame, end: str) -> alt.LayerChart:
    marks = events.lines()
    lines = pd.DataFrame(
        {
            "when": events.iso(marks.values()),
            "label": [[_NAMES[name], events.day(day)] for name, day in marks.items()],
        }
    )
    ends = [f"{_FROM:%Y-%m-%d}", end]
    yearly = alt.Axis(tickCount="year", grid=True)  # months between would touch the years
    x = alt.X("when:T", title=None, scale=alt.Scale(type="utc", domain=ends), axis=yearly)
    y = alt.Y("row:N", sort=list(_ROWS), title=None, axis=above(-25, grid=False))
    strokes = alt.Chart(table).mark_tick(color=BLUE.ref, thickness=2, size=30).encode(x=x, y=y)
    rules = (
        alt.Chart(lines)
        .mark_rule(color=INK.ref, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x=x, y=alt.value(-58), y2=alt.value(_HEIGHT))
    )
    # The third name stands lower: on a narrow page there is less than its width between the lines.
    names = [
        alt.Chart(lines.iloc[[here]])
        .mark_text(color=INK.ref, align=align, dx=dx, baseline="top", fontSize=11, lineHeight=13)
        .encode(x=x, y=alt.value(top), text="label:N")
        for here, align, dx, top in (
            (0, "right", -4, -58),
            (1, "left", 4, -58),
            (2, "right", -4, -29),
        )
    ]
    return alt.layer(strokes, rules, *names).properties(width=WIDTH, height=_HEIGHT)
