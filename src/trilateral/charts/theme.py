"""The look of the charts: one palette, drawn on light and on dark.

A chart sets no background of its own. JupyterLab embeds Vega-Lite with Vega's dark theme while
the learner uses a dark one, which changes the chart's ``background`` signal; every colour here is
an expression on that signal, so the same saved chart is right in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt

from trilateral.charts.page import NARROW, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

LIGHT_BACKGROUND: Final = "#ffffff"
DARK_BACKGROUND: Final = "#333333"
"""What Vega's dark theme paints behind a chart (``vega-themes``, theme *dark*)."""


class Tone(NamedTuple):
    """One colour of the palette as two hexadecimal values."""

    light: str
    dark: str

    @property
    def expression(self) -> str:
        """The Vega expression that picks the value for the theme in use."""
        return f"background == 'white' ? '{self.light}' : '{self.dark}'"

    @property
    def ref(self) -> dict[str, str]:
        """The same as a Vega-Lite reference, for a mark's or a scale's colour."""
        return {"expr": self.expression}


INK: Final = Tone("#1f2328", "#f3f4f6")
"""Text."""
MUTED: Final = Tone("#57606a", "#c5ccd4")
"""Secondary text, axes, marks of lesser weight."""
FAINT: Final = Tone("#d8dee4", "#565d66")
"""Grid lines: decoration, not information."""
LAND: Final = Tone("#e7e2d6", "#4b4a45")
COAST: Final = Tone("#9a927f", "#8f8b80")
SEA: Final = Tone("#eef4f8", "#22303a")
WATER: Final = Tone("#3f6078", "#a3bfd1")
"""The names of seas."""

BLUE: Final = Tone("#0f5995", "#7acdff")
VERMILION: Final = Tone("#c45111", "#fea272")
GREEN: Final = Tone("#328962", "#5fb28d")
PURPLE: Final = Tone("#5e1965", "#c18dc8")
GOLD: Final = Tone("#714101", "#eac554")
GREY: Final = Tone("#66707a", "#b6bec6")
PALETTE: Final = (BLUE, VERMILION, GREEN, PURPLE, GOLD, GREY)
"""Series colours: the hues of Okabe and Ito's set, their lightness set apart so that each pair
stays distinct with each common colour blindness (``tests/charts/test_theme.py`` measures it)."""


def scale(domain: Sequence[str | int], tones: tuple[Tone, ...] = PALETTE) -> alt.Scale:
    """Return an ordinal colour scale over `domain`, in the theme's tones."""
    return alt.Scale(domain=list(domain), range=[t.ref for t in tones[: len(domain)]])


def inside(**more: Any) -> alt.Axis:  # noqa: ANN401 -- whatever an axis takes
    """Return a vertical axis of numbers that are on their lines, inside the chart.

    So charts one below the other begin at the same edge, and a narrow page has room.
    """
    style = {
        "labelAlign": "left",
        "labelBaseline": "bottom",
        "labelPadding": 0,
        "labelOffset": -1,
        "labelColor": MUTED.ref,
        "ticks": False,
        "domain": False,
        "grid": True,
    }
    return alt.Axis(**{**style, **more})


def above(offset: int = -14, **more: Any) -> alt.Axis:  # noqa: ANN401 -- whatever an axis takes
    """Return a vertical axis of words, each on a line of its own above its row's marks.

    Parameters
    ----------
    offset
        CSS pixels from the middle of the row to that of the words.
    more
        What the axis has of its own.
    """
    style = {
        "labelAlign": "left",
        "labelBaseline": "middle",
        "labelPadding": 0,
        "labelOffset": offset,
        "labelLimit": alt.ExprRef("page"),
        "ticks": False,
        "domain": False,
        "grid": True,
    }
    return alt.Axis(**{**style, **more})


def above_in_two(offset: int = -14) -> alt.Axis:
    """Return the same for long words, which take two lines on a narrow page."""
    return above(
        labelExpr=wrapped("datum.label", "page"),
        labelLineHeight=13,
        labelLimit=1000,
        labelOffset=alt.ExprRef(f"{offset} - (page < {NARROW} ? 14 : 0)"),
    )


def theme() -> alt.theme.ThemeConfig:
    """Return the configuration that every chart of the course shares."""
    text: dict[str, Any] = {"labelColor": INK.ref, "titleColor": INK.ref}
    axis: dict[str, Any] = {
        **text,
        "domainColor": MUTED.ref,
        "tickColor": MUTED.ref,
        "gridColor": FAINT.ref,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    }
    return alt.theme.ThemeConfig(
        config={
            # Text is placed by the widths of Arial. Where a machine has nothing that wide, such as
            # a Linux with DejaVu alone, the condensed one comes nearest.
            "font": "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans Condensed, sans-serif",
            "view": {"stroke": None},
            "axis": axis,
            "axisX": {"grid": False, "labelBound": 1},
            "legend": {**text, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 320},
            "header": {**text, "labelFontSize": 12, "titleFontSize": 12},
            "title": {
                "anchor": "start",
                "color": INK.ref,
                "subtitleColor": MUTED.ref,
                "fontSize": 15,
                "subtitleFontSize": 12,
                "subtitlePadding": 4,
                "offset": 12,
            },
            "text": {"color": INK.ref, "fontSize": 12},
            "concat": {"spacing": 18},
            "style": {
                # The role makes the sentence under the controls a live region: a screen reader
                # speaks it when a control changes it.
                "summary": {
                    "ariaRole": "status",
                    "fontWeight": 600,
                    "lineHeight": 20,
                },
            },
        }
    )


alt.theme.register("trilateral", enable=True)(theme)
