"""The article's argument as a chain of links."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.theme import BLUE, INK, MUTED, VERMILION

LINKS: Final = {
    "mandate": "Mandate: the summit",
    "framework": "Legal framework: the RAA",
    "catalyst": "Catalyst: coercion",
    "capability": "Means: capabilities",
    "outcome": "Outcome: the deployment",
}
"""The links of the chain, in the article's order, in a reader's words."""
_STEP: Final = 122
_BOX: Final = 108
_WIDTH: Final = 4 * _STEP + _BOX
"""Below 600, which is what a page 800 pixels wide leaves a chart."""


def chain() -> Figure:
    """Return the links as boxes in a row, each with the number of its claims."""
    counts = pd.Series([claim.link for claim in evidence.claims()]).value_counts()
    table = pd.DataFrame(
        {
            "link": list(LINKS.values()),
            "claims": [int(counts.get(key, 0)) for key in LINKS],
            "place": range(len(LINKS)),
        }
    )
    drawn = table.assign(
        words=pd.Series([name.split(": ") for name in LINKS.values()], dtype=object),
        left=[place * _STEP for place in table["place"]],
    )
    base = alt.Chart(drawn).transform_calculate(
        right=f"datum.left + {_BOX}",
        middle=f"datum.left + {_BOX / 2}",
        next=f"datum.left + {_STEP}",
        label="datum.claims + ' claims'",
    )
    fixed = alt.Scale(domain=[0, _WIDTH], range=[0, _WIDTH])
    box = base.mark_rect(cornerRadius=6, fillOpacity=0.12, strokeWidth=2).encode(
        x=alt.X("left:Q", scale=fixed, axis=None),
        x2="right:Q",
        y=alt.value(10),
        y2=alt.value(90),
        stroke=alt.condition("datum.place === 4", alt.value(VERMILION.ref), alt.value(BLUE.ref)),
        fill=alt.condition("datum.place === 4", alt.value(VERMILION.ref), alt.value(BLUE.ref)),
        description=alt.Description("link:N"),
    )
    line = (
        base.transform_filter(f"datum.place < {len(LINKS) - 1}")
        .mark_rule(color=MUTED.ref, strokeWidth=2)
        .encode(x=alt.X("right:Q", scale=fixed, axis=None), x2="next:Q", y=alt.value(50))
    )
    head = (
        base.transform_filter("datum.place > 0")
        .mark_point(shape="triangle-right", filled=True, size=90, color=MUTED.ref, opacity=1)
        .encode(x=alt.X("left:Q", scale=fixed, axis=None), y=alt.value(50), xOffset=alt.value(-6))
    )
    words = base.mark_text(color=INK.ref, lineHeight=16, baseline="middle").encode(
        x=alt.X("middle:Q", scale=fixed, axis=None), y=alt.value(34), text="words:N"
    )
    number = base.mark_text(color=INK.ref, fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=fixed, axis=None), y=alt.value(74), text="label:N"
    )
    listed = "; ".join(f"{row.link}, {row.claims} claims" for row in table.itertuples())
    return Figure(
        chart=alt.layer(line, head, box, words, number).properties(width=_WIDTH, height=100),
        description=f"Five boxes in a row, joined by arrows from left to right: {listed}.",
        sources=("dailyalpha-2026-04",),
        table=table[["link", "claims"]],
        note="The arrows are the article's. Whether one thing led to the next is what you test.",
    )
