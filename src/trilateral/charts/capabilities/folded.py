"""Straits as lines of words and bars under a map, those that say nothing folded into one line.

Many lines are in two columns. Where each stands is worked out in the page, in CSS pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.theme import INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME: Final = 150
"""CSS pixels of a strait's number and name."""
_HIGH: Final = 162
_UPRIGHT: Final = 350
"""CSS pixels for the lines; on a narrow page, where they are in one column."""
_LINE: Final = 18
_FEW: Final = 8
"""Up to so many lines are in one column."""
_GAP: Final = 14
"""CSS pixels between the columns."""
_COLUMNS: Final = f"page >= {NARROW} && datum.all_rows > {_FEW} ? 2 : 1"
_STEP: Final = f"min({_LINE}, bars_tall / (datum.lines + 1))"
"""CSS pixels of a line where there are ``lines`` of them, and one for the rest."""


def params() -> list[alt.Parameter]:
    """Return the height that a chart with such lines needs."""
    return [alt.param(name="bars_tall", expr=f"page < {NARROW} ? {_UPRIGHT} : {_HIGH}")]


def rows(data: alt.Chart, test: str) -> alt.Chart:
    """Return the rows that say something, each with its place.

    Parameters
    ----------
    data
        A row a strait.
    test
        Vega expression: whether a row says something.

    Returns
    -------
    altair.Chart
        Rows with ``left``, ``wide`` and ``y``.
    """
    return (
        data.transform_filter(test)
        .transform_window(rank="row_number()")
        .transform_joinaggregate(all_rows="count()")
        .transform_calculate(columns=_COLUMNS)
        .transform_calculate(
            lines="ceil(datum.all_rows / datum.columns)",
            wide=f"(page - (datum.columns - 1) * {_GAP}) / datum.columns",
        )
        .transform_calculate(
            left=f"floor((datum.rank - 1) / datum.lines) * (datum.wide + {_GAP})",
            y=f"((datum.rank - 1) % datum.lines + 0.5) * {_STEP}",
        )
    )


def words(data: alt.Chart, place: str, text: str, **style: Any) -> alt.Chart:  # noqa: ANN401 -- whatever a text's style takes
    """Return words in the line of each row, from one of its columns on."""
    return data.mark_text(**{"align": "left", "fontSize": 12, "color": INK.ref, **style}).encode(
        **_at(place, "y"), text=f"{text}:N"
    )


def bar(data: alt.Chart, end: str, start: str = "start", **style: Any) -> alt.Chart:  # noqa: ANN401 -- whatever a bar's style takes
    """Return a bar in the line of each row, from one of its columns to another."""
    return data.mark_bar(orient="horizontal", **style).encode(**_at(start, "y"), x2=f"{end}:Q")


def rest(data: alt.Chart, test: str, what: str) -> alt.Chart:
    """Return the line for the rows that say nothing: their number, and what is true of them.

    Parameters
    ----------
    data, test
        As for `rows`.
    what
        Vega expression of what is true of each of them.
    """
    left_out = data.transform_calculate(out=f"{test} ? 0 : 1").transform_aggregate(
        out="sum(out)", every="count()"
    )
    label = left_out.transform_filter("datum.out > 0").transform_calculate(
        words="(datum.out === datum.every ? 'All ' + datum.out + ' straits: ' : "
        f"datum.out + (datum.out === 1 ? ' other: ' : ' others: ')) + ({what})",
        left="0",
        all_rows="datum.every - datum.out",
    )
    placed = label.transform_calculate(columns=_COLUMNS).transform_calculate(
        lines="ceil(datum.all_rows / datum.columns)"
    )
    return words(
        placed.transform_calculate(y=f"(datum.lines + 0.5) * {_STEP}"),
        "left",
        "words",
        color=MUTED.ref,
    )


def panel(layers: Iterable[alt.Chart], title: str) -> alt.LayerChart:
    """Return the lines as one chart, their data and transforms written out where they differ."""
    return alt.layer(*layers).properties(
        width=WIDTH, height=_HIGH, name="bars", title=alt.Title(title, fontSize=12, offset=4)
    )


def _at(across: str, down: str) -> dict[str, alt.X | alt.Y]:
    return {
        "x": alt.X(f"{across}:Q", scale=None, axis=None),
        "y": alt.Y(f"{down}:Q", scale=None, axis=None),
    }
