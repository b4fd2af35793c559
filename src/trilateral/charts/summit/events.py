"""Events and dividing lines as the rows that the charts of lesson 01 draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.theme import BLUE, INK, VERMILION, scale
from trilateral.evidence.figures import summit

if TYPE_CHECKING:
    from collections.abc import Iterable

BEFORE: Final = "before"
AFTER: Final = "after"
SIDE_SCALE: Final = scale([BEFORE, AFTER], (BLUE, VERMILION))
"""The colours of the two sides of a dividing line; shapes go with them."""
SIDE_SHAPES: Final = alt.Scale(domain=[BEFORE, AFTER], range=["circle", "diamond"])
LINES: Final = {
    "summit": "the summit",
    "signature": "signature of the RAA",
    "force": "the RAA in force",
}
"""The dividing lines in a reader's words."""
_HALF_KNOWN: Final = {"month": "%B %Y", "year": "%Y"}


def lines() -> dict[str, pd.Timestamp]:
    """Return the dividing lines by their name in a reader's words, in time order."""
    days = summit.dividing_lines(evidence.load)
    return {LINES[name]: day for name, day in days.items()}


def day(when: pd.Timestamp) -> str:
    """Return a day in words."""
    return f"{when.day} {when:%B %Y}"


def dated(rows: pd.DataFrame) -> pd.Series:
    """Return the dates of rows as words, each with the precision at which it is known."""
    precisions = rows["date_precision"].astype(str)
    words = [
        day(d) if p == "day" else f"{d:{_HALF_KNOWN[p]}}"
        for d, p in zip(rows["date"], precisions, strict=True)
    ]
    return pd.Series(words, index=rows.index, dtype=object)


def iso(days: Iterable[pd.Timestamp]) -> list[str]:
    """Return days as Vega reads them: without a time, so that none shifts with a time zone."""
    return [f"{d:%Y-%m-%d}" for d in days]


def headed(label: str) -> str:
    """Return a vocabulary's words as a heading: the first letter large, names left as they are."""
    return label[:1].upper() + label[1:]


def sides(rule: alt.Chart, x: alt.X, before: str, after: str) -> list[alt.Chart]:
    """Return the names of the two sides of a dividing line, above it and in their colours.

    Parameters
    ----------
    rule
        One row with the line's day.
    x
        The time line's axis.
    before, after
        What the sides are called.
    """
    tones = SIDE_SCALE.range
    return [
        rule.mark_text(color=tone, dx=dx, dy=-18, align=align, baseline="bottom").encode(
            x=x, y=alt.value(0), text=alt.value(words)
        )
        for words, tone, dx, align in (
            (before, tones[0], -6, "right"),
            (after, tones[1], 6, "left"),
        )
    ]


def dashes(rows: alt.Chart, x: alt.X, y: alt.Y) -> alt.Chart:
    """Return a dividing line as a dash in each row, so that it strikes no row's words through."""
    return rows.mark_tick(color=INK.ref, thickness=1.5, size=12, opacity=1, aria=False).encode(
        x=x, y=y
    )
