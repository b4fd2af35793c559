"""The events that a reader of the record's time line should know, from its rows."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.page import NARROW
from trilateral.charts.theme import INK, MUTED

HIGH: Final = 66
"""CSS pixels that the time line is high."""
BRIEF: Final = f"page < {NARROW} ? datum.words[0] : datum.words"
"""Vega expression of what is at an event: on a narrow page its date alone."""
_COLLISION: Final = "inc-2025-08-11-scarborough"
"""The contact that was chiefly between two Chinese ships."""


def moments() -> pd.DataFrame:
    """Return the events: ``id``, ``when`` (a day), ``day`` in words, ``words``."""
    incidents = evidence.load("incidents").set_index("id")
    names = evidence.load("features").set_index("id")["name_en"].astype(str)
    worst = str(incidents["ph_injured"].astype(float).idxmax())
    hurt = int(incidents["ph_injured"][worst])
    words = {
        worst: f"{hurt} Filipinos reported injured",
        _COLLISION: "two Chinese ships collide",
    }
    return pd.DataFrame(
        [
            {
                "when": f"{incidents['date'][key]:%Y-%m-%d}",
                "day": f"{incidents['date'][key].day} {incidents['date'][key]:%B %Y}",
                "place": names[str(incidents["feature"][key])],
                "words": text,
            }
            for key, text in words.items()
        ]
    )


def over_time(x: alt.X) -> list[alt.Chart]:
    """Return a mark and words above a time line at each of the events.

    Parameters
    ----------
    x
        The time line's axis.
    """
    drawn = moments()
    drawn["words"] = [
        [day.split(" ", 1)[1], text] for day, text in zip(drawn["day"], drawn["words"], strict=True)
    ]
    timed = alt.Chart(drawn.assign(month=drawn["when"]))
    base = timed.transform_calculate(words=BRIEF).encode(x=x)
    rule = base.mark_rule(color=MUTED.ref, strokeDash=[2, 2], aria=False).encode(
        y=alt.value(-2), y2=alt.value(HIGH)
    )
    words = base.mark_text(
        align="left", dx=-2, dy=-12, baseline="bottom", fontSize=11, lineHeight=12, color=INK.ref
    ).encode(y=alt.value(-3), text="words:N")
    return [rule, words]
