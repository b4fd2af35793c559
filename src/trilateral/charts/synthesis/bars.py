"""Probabilities as bars, each with a mark where it stood before the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.charts.synthesis.svg import END, FIRST, LABEL, drawing, percent, text, x

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW: Final = 34


@dataclass(frozen=True)
class Bar:
    """One account with its probability before and after the evidence, from 0 to 1."""

    name: str
    before: float
    after: float


def bars(rows: Sequence[Bar]) -> str:
    """Return horizontal bars of the probabilities after the evidence, as SVG.

    A bar is `Bar.after`; the upright mark across it is `Bar.before`.
    """
    shapes = [_row(row, 8 + number * _ROW) for number, row in enumerate(rows)]
    return drawing(8 + len(rows) * _ROW + 24, describe(rows), shapes)


def describe(rows: Sequence[Bar]) -> str:
    """Return the bars in words."""
    said = "; ".join(
        f"{row.name}: {percent(row.after)} after the evidence, {percent(row.before)} before"
        for row in rows
    )
    return f"Horizontal bars, one an account, on a scale from 0 to 100 %. {said}."


def _row(row: Bar, top: float) -> str:
    width = max(x(row.after * 100) - LABEL, 1)
    mark = x(row.before * 100)
    return (
        text(LABEL - 10, top + 17, row.name, "end")
        + f'<rect x="{LABEL}" y="{top + 3}" width="{width:.1f}" height="20" style="fill:{FIRST}"/>'
        f'<line x1="{mark}" x2="{mark}" y1="{top - 1}" y2="{top + 27}" stroke="currentColor" '
        'stroke-width="3"/>' + text(END + 8, top + 17, percent(row.after), bold=True)
    )
