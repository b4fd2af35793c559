"""Confidence before and now, as a circle and a diamond on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.charts.synthesis.svg import END, FIRST, LABEL, SECOND, drawing, text, x

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW: Final = 34


@dataclass(frozen=True)
class Change:
    """One thing with the learner's confidence in it, in per cent; None where none was given."""

    name: str
    before: float | None
    now: float | None


def changes(rows: Sequence[Change]) -> str:
    """Return one line a row with a circle for before and a diamond for now, as SVG."""
    shapes = [_row(row, 8 + number * _ROW) for number, row in enumerate(rows)]
    return drawing(8 + len(rows) * _ROW + 24, describe(rows), shapes)


def describe(rows: Sequence[Change]) -> str:
    """Return the drawing in words."""
    said = "; ".join(
        f"{row.name}: before {_said(row.before)}, now {_said(row.now)}" for row in rows
    )
    return f"Circles for before and diamonds for now, on a scale from 0 to 100 %. {said}."


def _said(percent: float | None) -> str:
    return "not rated" if percent is None else f"{percent:.0f} %"


def _row(row: Change, top: float) -> str:
    middle = top + 13
    shapes = [text(LABEL - 10, top + 17, row.name, "end")]
    if row.before is not None and row.now is not None:
        shapes.append(
            f'<line x1="{x(row.before)}" x2="{x(row.now)}" y1="{middle}" y2="{middle}" '
            'stroke="currentColor" stroke-width="2"/>'
        )
    if row.before is not None:
        shapes.append(f'<circle cx="{x(row.before)}" cy="{middle}" r="8" style="fill:{FIRST}"/>')
    if row.now is not None:
        at = x(row.now)
        shapes.append(
            f'<path d="M{at - 9} {middle}L{at} {middle - 9}L{at + 9} {middle}L{at} {middle + 9}Z" '
            f'style="fill:{SECOND}"/>'
        )
    last = row.now if row.now is not None else row.before
    shapes.append(text(END + 8, top + 17, "–" if last is None else f"{last:.0f} %", bold=True))  # noqa: RUF001 -- a dash for nothing
    return "".join(shapes)
