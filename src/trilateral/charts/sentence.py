"""The sentence under an explorer: computed in the page, spoken by a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from trilateral.charts.page import SENTENCE
from trilateral.charts.theme import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

_STYLE: Final = "summary"
_LINE: Final = 20
"""CSS pixels of a line."""


def count(field: str, single: str, many: str) -> str:
    """Return the Vega expression for a counted noun, as in ``1 incident`` or ``12 incidents``."""
    return f"format(datum.{field}, ',') + (datum.{field} === 1 ? ' {single}' : ' {many}')"


def sentence(
    data: alt.Chart,
    *lines: str,
    width: int,
    chosen: Sequence[str] = (),
    when: str = "true",
    otherwise: str = "''",
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
    chosen
        Lines on what is chosen, drawn before the others and not spoken: the lists say it.
    when, otherwise
        Vega expressions: the test that there is something to say, and what to say if not.
    """
    words = " + ' ' + ".join(f"({line})" for line in lines)
    return (
        data.transform_calculate(
            # Where the page says it in words that wrap, the chart draws nothing.
            lines=f"told ? '' : ({when}) ? [{', '.join((*chosen, *lines))}] : [{otherwise}]",
            spoken=f"({when}) ? {words} : {otherwise}",
        )
        .mark_text(
            style=_STYLE,
            align="left",
            baseline="top",
            color=INK.ref,
            fontSize=alt.ExprRef("told ? 0 : 14"),
        )
        .encode(
            x=alt.value(0),
            y=alt.value(0),
            text=alt.Text("lines:N"),
            description=alt.Description("spoken:N"),
        )
        .properties(width=width, height=_LINE * (len(chosen) + len(lines)), name=SENTENCE)
    )


def without(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification of charts one below the other, its sentence left out.

    The sentence reads the chart for its reader, which is what a question may ask the reader to do.
    """
    parts = spec.get("vconcat", [])
    others = [part for part in parts if not _is_sentence(part)]
    return {**spec, "vconcat": others} if len(others) < len(parts) else spec


def _is_sentence(part: dict[str, Any]) -> bool:
    mark = part.get("mark")
    return isinstance(mark, dict) and mark.get("style") == _STYLE
