"""The one chart of a playground: labelled bars, drawn from whatever the learner's code counts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from trilateral.charts.theme import BLUE, INK

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH: Final = 320
_ROOM: Final = 48
"""Pixels right of the longest bar, for its number."""
_BAR: Final = 24
_LINE: Final = 70
"""Characters of the title on one line."""
_MOST: Final = 24
"""Bars that can be told apart on a laptop's screen."""


def bars(values: pd.Series | Mapping[Any, float], title: str) -> alt.LayerChart:
    """Return a bar for each value, with its name before it and its number after it.

    Parameters
    ----------
    values
        Numbers by name, such as what ``value_counts()`` gives; their order stays.
    title
        What they count, as one line of words.

    Raises
    ------
    ValueError
        There are more bars than a screen can show.
    """
    numbers = pd.Series(values, dtype="float64").dropna()
    if len(numbers) > _MOST:
        message = f"{len(numbers)} bars do not fit on a screen: keep {_MOST}, as with .head()."
        raise ValueError(message)
    rows = pd.DataFrame(
        {"name": [str(name) for name in numbers.index], "number": list(numbers)}
    ).assign(words=[_words(number) for number in numbers])
    words = "; ".join(f"{row.name}: {row.words}" for row in rows.itertuples(index=False))
    high = max(rows["number"].max() if len(rows) else 0, 0) or 1
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=230, ticks=False)),
        x=alt.X(
            "number:Q", axis=None, scale=alt.Scale(domain=[0, high], range=[0, _WIDTH - _ROOM])
        ),
    )
    layers = (
        base.mark_bar(color=BLUE.ref),
        base.mark_text(align="left", dx=5, color=INK.ref, fontSize=13).encode(text="words:N"),
    )
    return alt.layer(*layers).properties(
        title=textwrap.wrap(title, _LINE),
        width=_WIDTH,
        height=_BAR * max(len(rows), 1),
        description=f"Bar chart. {title}. {words or 'Nothing to count'}.",
    )


def _words(number: float) -> str:
    """Return a number as a reader wants it: whole, or to one place."""
    return f"{number:,.0f}" if number == round(number) else f"{number:,.1f}"
