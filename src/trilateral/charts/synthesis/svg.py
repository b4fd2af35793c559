"""The few shapes that lesson 05 draws with."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral.charts.theme import BLUE, VERMILION

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH: Final = 640
LABEL: Final = 232
"""Where the scale begins; the labels stand left of it."""
END: Final = 576
"""Where the scale ends; the numbers stand right of it."""
FIRST: Final = f"var(--trilateral-blue, {BLUE.light})"
SECOND: Final = f"var(--trilateral-vermilion, {VERMILION.light})"
"""A page may set these; on its own a drawing has the colours for white paper."""
SCALE: Final = (0, 25, 50, 75, 100)


def percent(share: float) -> str:
    """Return a share of 1 as the course prints it: ``43 %``."""
    return f"{share * 100:.0f} %"


def x(percent: float) -> float:
    """Return where a percentage lies on the scale, in pixels."""
    return round(LABEL + (END - LABEL) * percent / 100, 1)


def text(left: float, top: float, words: str, anchor: str = "start", *, bold: bool = False) -> str:
    """Return words at a point."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{left}" y="{top}" text-anchor="{anchor}" fill="currentColor"{weight}>'
        f"{escape(words)}</text>"
    )


def drawing(height: float, description: str, shapes: Iterable[str]) -> str:
    """Return shapes over a scale from 0 to 100 % as one picture with a description."""
    foot = height - 22
    grid = "".join(
        f'<line x1="{x(tick)}" x2="{x(tick)}" y1="4" y2="{foot}" stroke="currentColor" '
        f'stroke-opacity="0.25"/>' + text(x(tick), foot + 16, f"{tick} %", "middle")
        for tick in SCALE
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'role="img" aria-label="{escape(description)}" font-size="13" '
        f'font-family="Helvetica Neue, Arial, Liberation Sans, sans-serif">'
        f"{grid}{''.join(shapes)}</svg>"
    )
