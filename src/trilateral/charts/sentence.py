"""The sentence under an explorer: computed in the page, spoken by a screen reader."""

from __future__ import annotations

import altair as alt

from trilateral.charts.theme import INK


def count(field: str, one: str, many: str) -> str:
    """Return the Vega expression for a counted noun, as in ``1 incident`` or ``12 incidents``."""
    return f"format(datum.{field}, ',') + (datum.{field} === 1 ? ' {one}' : ' {many}')"


def sentence(
    data: alt.Chart, *lines: str, width: int, when: str = "true", otherwise: str = "''"
) -> alt.Chart:
    """Return a chart of one sentence over one row of data, on as many lines as are given.

    Parameters
    ----------
    data
        A chart whose transforms leave exactly one row.
    lines
        Vega expressions of text, one a line.
    width
        CSS pixels the sentence may take.
    when, otherwise
        Vega expressions: the test that there is something to say, and what to say if not.
    """
    words = " + ' ' + ".join(f"({line})" for line in lines)
    return (
        data.transform_calculate(
            lines=f"({when}) ? [{', '.join(lines)}] : [{otherwise}]",
            spoken=f"({when}) ? {words} : {otherwise}",
        )
        .mark_text(style="summary", align="left", baseline="top", color=INK.ref, fontSize=14)
        .encode(
            x=alt.value(0),
            y=alt.value(0),
            text=alt.Text("lines:N"),
            description=alt.Description("spoken:N"),
        )
        .properties(width=width, height=20 * len(lines))
    )
