"""The first times that the three governments did something together, around the summit."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH, height
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import MUTED, above_in_two
from trilateral.evidence.figures import summit

_ON_THE_DAY: Final = "on the day"
_SIDES: Final = [events.BEFORE, _ON_THE_DAY, events.AFTER]
_SHAPES: Final = ["circle", "square", "diamond"]
_ROW: Final = 30


def firsts() -> Figure:
    """Return first times, one a row in time order, with the day of the summit as a line."""
    table = first_times()
    return Figure(
        chart=_chart(table),
        question="Which first times came before the leaders met?",
        description=_describe(table),
        sources=sources(summit.firsts(evidence.load("diplomatic_events"))),
        table=table[["date", "what", "kind", "side"]],
        note=(
            "Here a first time is an event with all three governments whose title in the table "
            "says “first”. Anyone who compiles a table chooses what to call a first."
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


def _chart(table: pd.DataFrame) -> alt.LayerChart:
    drawn = pd.DataFrame(
        {
            "when": events.iso(table["day"]),
            "words": table["date"] + ": " + table["what"],
            "side": table["side"],
        }
    )
    ends = ["2022-07-01", f"{table['day'].max().year}-12-31"]
    x = alt.X("when:T", title=None, scale=alt.Scale(type="utc", domain=ends))
    y = alt.Y("words:N", sort=list(drawn["words"]), title=None, axis=above_in_two())
    points = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color("side:N", scale=_colours(), legend=None),
            shape=alt.Shape("side:N", scale=alt.Scale(domain=_SIDES, range=_SHAPES), legend=None),
            tooltip=[alt.Tooltip("words:N", title="First time"), alt.Tooltip("side:N")],
        )
    )
    day = events.iso([summit.day_of_summit(evidence.load)])
    line = alt.Chart(drawn.assign(when=day * len(drawn)))
    base = alt.Chart(pd.DataFrame({"when": day}))
    return (
        alt.layer(
            events.dashes(line, x, y),
            points,
            *events.sides(base, x, "before the summit", "after it"),
        )
        .properties(width=WIDTH, height=_ROW * len(table))
        .add_params(height(len(table), _ROW, 44))
    )


def _describe(table: pd.DataFrame) -> str:
    day = events.day(summit.day_of_summit(evidence.load))
    before, on, after = ((table["side"] == side).sum() for side in _SIDES)
    listed = "; ".join(
        f"{date}: {what}" for date, what in zip(table["date"], table["what"], strict=True)
    )
    return (
        "A row for each first time, earliest at the top, with a mark at its date and a dashed line "
        f"at the summit, {day}. {before} marks are left of the line, {on} on it, {after} right of "
        f"it. {listed}."
    )


def _colours() -> alt.Scale:
    before, after = events.SIDE_SCALE.range
    return alt.Scale(domain=_SIDES, range=[before, MUTED.ref, after])
