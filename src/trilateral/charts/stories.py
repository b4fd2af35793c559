"""The chart of lesson 06: when the events happened that each story points to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.summit.events import day, iso
from trilateral.charts.theme import BLUE, INK, above
from trilateral.evidence import PartialDate
from trilateral.faces import closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.evidence.claims import Reference
    from trilateral.evidence.reading import Row

__all__ = ["order"]

__getattr__ = closed(__name__, __all__)

EVENTS: Final = {
    "diplomatic_events": ("title",),
    "raa_milestones": ("step",),
    "deployments": ("system", "place"),
    "incidents": ("feature_names", "date"),
}
"""Tables of what happened on a day, and the columns that name a row. What was said is left out."""
_FROM: Final = pd.Timestamp(2013, 1, 1)
_HEIGHT: Final = 200
_DEPLOYED: Final = 2026
_YEAR: Final = pd.Timestamp(2025, 1, 1)


def order() -> Figure:
    """Return a row of strokes for each story: the events that its claims rest on, by date."""
    table = events()
    exercises = evidence.load("balikatan")
    opened: pd.Timestamp = exercises[exercises["year"] == _DEPLOYED]["start_date"].iloc[0]
    lines = {"2025 begins": _YEAR, "Balikatan 2026": opened}
    counts = table.groupby("story", sort=False)["when"].agg(
        all="size", first="min", before=lambda days: int((days < f"{_YEAR:%Y-%m-%d}").sum())
    )
    words = "; ".join(
        f"{row.Index}, {row.before} of {row.all}, the first in {row.first[:4]}"
        for row in counts.itertuples()
    )
    return Figure(
        chart=_chart(table, lines),
        question="When did the events happen that each story points to?",
        description=(
            f"{len(counts)} rows of strokes along a line of time, one row for each story. Dashed "
            f"lines: the first day of 2025, and {day(opened)}, when Balikatan 2026 began. Strokes "
            f"from before 2025: {words}."
        ),
        sources=sources(table),
        table=table[["story", "when", "what"]],
        note=(
            "Each stroke is an event, a deployment or an incident that a claim of the story rests "
            "on. We chose the rows, so compare where the strokes lie, not how many they are."
        ),
    )


def events() -> pd.DataFrame:
    """Return the events behind each story's claims, each once a story, in order of time."""
    names = evidence.load("stories").set_index("id")["name"]
    parts = []
    for story, name in names.items():
        held = {
            (reference.table, str(row["id"])): (name, *_event(reference.table, row))
            for claim in evidence.claims(str(story))
            for reference in claim.evidence
            if _dated(reference)
            for row in reference.rows
        }
        columns = ["story", "when", "what", "source_ids"]
        parts.append(pd.DataFrame([*held.values()], columns=columns).sort_values("when"))
    return pd.concat(parts, ignore_index=True)


def _dated(reference: Reference) -> bool:
    """Return whether a reference names events; a whole table names none in particular."""
    return reference.table in EVENTS and reference.key != "*"


def _event(table: str, row: Row) -> Iterator[object]:
    when = row["date"]
    yield f"{when.first if isinstance(when, PartialDate) else when}"
    yield ", ".join(_words(row[column]) for column in EVENTS[table])
    yield row["source_ids"]


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _chart(table: pd.DataFrame, marks: dict[str, pd.Timestamp]) -> alt.LayerChart:
    lines = pd.DataFrame({"when": iso(marks.values()), "label": list(marks)})
    ends = [f"{_FROM:%Y-%m-%d}", "2026-12-31"]
    yearly = alt.Axis(tickCount="year", grid=True, labelOverlap=True)
    x = alt.X("when:T", title=None, scale=alt.Scale(type="utc", domain=ends), axis=yearly)
    stories = list(dict.fromkeys(table["story"]))
    y = alt.Y("story:N", sort=stories, title=None, axis=above(-21, grid=False))
    named = [(alt.Chart(lines.iloc[[here]]), top) for here, top in ((0, -14), (1, -32))]
    strokes = alt.Chart(table[["story", "when", "what"]]).mark_tick(
        color=BLUE.ref, thickness=2, size=24
    )
    # Each line begins at its name, so that the first does not strike the second's name through.
    rules = [
        line.mark_rule(color=INK.ref, strokeDash=[4, 3], strokeWidth=1.5).encode(
            x=x, y=alt.value(top), y2=alt.value(_HEIGHT)
        )
        for line, top in named
    ]
    names = [
        line.mark_text(color=INK.ref, align="right", dx=-4, baseline="top", fontSize=11).encode(
            x=x, y=alt.value(top), text="label:N"
        )
        for line, top in named
    ]
    layers = [strokes.encode(x=x, y=y), *rules, *names]
    return alt.layer(*layers).properties(width=WIDTH, height=_HEIGHT)
