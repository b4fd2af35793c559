"""How a chart takes the width it is given, and what is beside it and not in it.

Vega-Lite knows widths in pixels only. So a chart is drawn for `WIDTH`, and where a script watches
over it (``front/charts.js``), that script tells it how wide its page is: the signal ``page``.
Every width then grows by as much as the page does. Whatever else must follow is an expression on
``page``: a height that follows is the signal ``tall`` (of a chart inside a chart, ``<name>_tall``),
and a width that follows in its own way ``wide``. Where no script is, each is as it was drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH: Final = 544
"""CSS pixels of the page that charts are drawn for: 75 characters of a lesson's text."""
_LETTER: Final = 6.3
"""CSS pixels that a letter takes on average, in words of 12 pixels."""
SENTENCE: Final = "sentence"
"""The name of the chart inside a chart that holds its sentence."""
NARROW: Final = 400
"""Below so many pixels a chart stands more upright."""


def wrapped(words: str, width: str) -> str:
    """Return the Vega expression of words on as many lines as they need.

    Parameters
    ----------
    words
        Vega expression of a text without ``|``.
    width
        Vega expression of the CSS pixels that a line may take.
    """
    letters = f"max(8, floor(({width}) / {_LETTER}))"
    parts = f"regexp('(.{{1,' + {letters} + '}})( +|$)', 'g')"
    return f"split(replace(replace({words}, {parts}, '$1|'), regexp('[|]$'), ''), '|')"


def following(width: float) -> alt.ExprRef:
    """Return the width of a shape's line, for Vega to measure the shape again with each page.

    It draws a shape where the map now has it, and keeps for its bounds where the map had it.
    """
    return alt.ExprRef(f"page ? {width} : 0")


def tall_name(name: str = "") -> str:
    """Return the name of the signal that a height follows.

    Parameters
    ----------
    name
        Of the chart inside the chart; empty for a chart that is one alone.
    """
    return f"{name}_tall" if name else "tall"


def height(rows: int, wide: int, narrow: int, name: str = "") -> alt.Parameter:
    """Return the parameter of a height in rows, which are higher on a narrow page.

    Parameters
    ----------
    rows
        How many.
    wide, narrow
        CSS pixels of one.
    name
        Of the chart inside the chart, if it is one.
    """
    return alt.param(name=tall_name(name), expr=f"{rows} * (page < {NARROW} ? {narrow} : {wide})")


def framed(specification: dict[str, Any], question: str) -> dict[str, Any]:
    """Return a specification that knows its page and carries its question as a title.

    While the page shows question and sentence itself, in words that wrap, the signal ``told`` is
    true and the chart draws neither.
    """
    own = [
        {"name": "page", "value": WIDTH},
        {"name": "told", "value": False},
        {"name": "question", "value": question},
        *_heights(specification),
    ]
    return {
        **specification,
        "params": [*own, *specification.get("params", [])],
        "padding": {"left": 0, "right": 0, "top": 2, "bottom": 5},
        "title": {
            "text": {"expr": "told ? '' : question"},
            "fontSize": {"expr": "told ? 0 : 15"},
            "offset": {"expr": "told ? 0 : 12"},
        },
    }


def _heights(specification: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the heights that follow: a map keeps its shape, a sentence told elsewhere goes."""
    for part in specification.get("vconcat", [specification]):
        signal, height = tall_name(part.get("name", "")), part.get("height")
        if "projection" in part:
            yield {"name": signal, "expr": f"round({height} * page / {WIDTH})"}
        elif part.get("name") == SENTENCE:
            yield {"name": signal, "expr": f"told ? 0 : {height}"}
