"""The article's argument as a chain of links."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.theme import BLUE, INK, MUTED, VERMILION
from trilateral.faces import closed

__all__ = ["LINKS", "chain"]

__getattr__ = closed(__name__, ["chain"])

LINKS: Final = {
    "mandate": "Mandate: the summit",
    "framework": "Legal framework: the RAA",
    "catalyst": "Catalyst: coercion",
    "capability": "Means: capabilities",
    "outcome": "Outcome: the deployment",
}
"""The links of the chain, in the article's order, in a reader's words."""
_HIGH: Final = 80
"""CSS pixels of a box."""
_LOW: Final = 46
"""The same where the boxes stand one under the other."""
_GAP: Final = 13
_SIGNALS: Final = {
    "upright": f"page < {NARROW}",
    "box": f"upright ? page : (page - {4 * _GAP}) / 5",
    "high": f"upright ? {_LOW} : {_HIGH}",
    "tall": f"upright ? {5 * _LOW + 4 * _GAP} : {_HIGH}",
}
"""On a narrow page the boxes stand one under the other."""


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
    names = pd.Series([name.split(": ") for name in LINKS.values()], dtype=object)
    base = alt.Chart(table.assign(words=names)).transform_calculate(
        left=f"upright ? 0 : datum.place * (box + {_GAP})",
        top=f"upright ? datum.place * (high + {_GAP}) : 0",
        label="datum.claims + ' claims'",
    )
    base = base.transform_calculate(
        right="datum.left + box",
        bottom="datum.top + high",
        middle="datum.left + box / 2",
        center="datum.top + high / 2",
        end=f"upright ? datum.left + box / 2 : datum.left + box + {_GAP}",
        below=f"upright ? datum.top + high + {_GAP} : datum.top + high / 2",
    )
    tones = alt.condition("datum.place === 4", alt.value(VERMILION.ref), alt.value(BLUE.ref))
    box = base.mark_rect(cornerRadius=6, fillOpacity=0.12, strokeWidth=2).encode(
        **_at("left", "top"),
        x2="right:Q",
        y2="bottom:Q",
        stroke=tones,
        fill=tones,
        description=alt.Description("link:N"),
    )
    head = (
        base.transform_filter(f"datum.place < {len(LINKS) - 1}")
        .transform_calculate(arrow="upright ? '▼' : '►'")
        .mark_text(
            color=MUTED.ref,
            fontSize=14,
            aria=False,
            dx=alt.ExprRef(f"upright ? 0 : {-_GAP / 2}"),
            dy=alt.ExprRef(f"upright ? {-_GAP / 2} : 0"),
        )
        .encode(**_at("end", "below"), text="arrow:N")
    )
    words = base.mark_text(
        color=INK.ref, lineHeight=16, baseline="middle", dy=alt.ExprRef("upright ? -16 : -22")
    ).encode(**_at("middle", "center"), text="words:N")
    number = base.mark_text(
        color=INK.ref, fontWeight="bold", dy=alt.ExprRef("upright ? 13 : 22")
    ).encode(**_at("middle", "center"), text="label:N")
    chart = alt.layer(box, head, words, number).properties(width=WIDTH, height=_HIGH)
    params = [alt.param(name=name, expr=expression) for name, expression in _SIGNALS.items()]
    listed = "; ".join(f"{row.link}, {row.claims} claims" for row in table.itertuples())
    return Figure(
        chart=chart.add_params(*params),
        question="What leads to what, in the article's story?",
        description=f"Five boxes in a row, joined by arrows from left to right: {listed}.",
        sources=("dailyalpha-2026-04",),
        table=table[["link", "claims"]],
        note="The arrows are the article's. Whether one thing led to the next is what you test.",
    )


def _at(across: str, down: str) -> dict[str, alt.X | alt.Y]:
    """Return where on the page a mark stands, in CSS pixels."""
    return {
        "x": alt.X(f"{across}:Q", scale=None, axis=None),
        "y": alt.Y(f"{down}:Q", scale=None, axis=None),
    }
