"""The steps of the Japan-Philippines agreement, from talks to its first use."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH, height
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREEN, MUTED, PURPLE, VERMILION, above_in_two, scale
from trilateral.evidence.values import PartialDate

STEPS: Final = {
    "ms-06": ("Leaders agree to negotiate", "Both"),
    "ms-07": ("First formal round", "Both"),
    "ms-10": ("Signed", "Both"),
    "ms-11": ("President Marcos ratifies", "Manila"),
    "ms-13": ("Senate concurs", "Manila"),
    "ms-17": ("House of Representatives approves", "Tokyo"),
    "ms-18": ("House of Councillors approves", "Tokyo"),
    "ms-20": ("Diplomatic notes exchanged", "Both"),
    "ms-21": ("Entry into force", "Both"),
    "ms-22": ("Implementing arrangements made", "Both"),
    "ms-23": ("First use", "Use"),
    "ms-28": ("Balikatan 2026 opens", "Use"),
}
"""Milestones drawn, with a short name and whose step it is."""
_ROW: Final = 30
_WHOSE: Final = ("Both", "Manila", "Tokyo", "Use")
_LABELS: Final = ("Both governments", "Manila", "Tokyo", "Use of the treaty")


def road() -> Figure:
    """Return the milestones one under the other, each at its date."""
    milestones = evidence.load("raa_milestones").set_index("id").loc[list(STEPS)]
    table = pd.DataFrame([_step(str(key), row) for key, row in milestones.iterrows()])
    order = list(table["step"])
    base = alt.Chart(table).encode(y=alt.Y("step:N", sort=order, title=None, axis=above_in_two()))
    x = alt.X(
        "from:T",
        title=None,
        scale=alt.Scale(type="utc", domain=["2023-10-01", "2026-12-01"]),
        axis=alt.Axis(format="%Y", tickCount="year"),
    )
    whose = scale(_LABELS, (BLUE, VERMILION, PURPLE, GREEN))
    shapes = alt.Scale(domain=_LABELS, range=["circle", "diamond", "square", "triangle-up"])
    legend = alt.Legend(orient="top", columns=alt.ExprRef(f"page < {NARROW} ? 2 : 4"))
    span = base.mark_rule(strokeWidth=4, color=MUTED.ref).encode(x=x, x2="to:T")
    point = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x,
        color=alt.Color("whose:N", title=None, scale=whose, legend=legend),
        shape=alt.Shape("whose:N", title=None, scale=shapes, legend=legend),
        tooltip=[
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("date:N", title="Date"),
            alt.Tooltip("whose:N", title="Whose step"),
        ],
    )
    words = base.mark_text(align="right", dy=-14, color=MUTED.ref).encode(
        x=alt.value(alt.ExprRef("page")), text="date:N"
    )
    return Figure(
        chart=alt.layer(span, point, words)
        .properties(width=WIDTH, height=_ROW * len(order))
        .add_params(height(len(order), _ROW, 44)),
        question="Where did the treaty wait longest?",
        description=(
            "A list of steps from top to bottom in order of time, each with a mark at its date. "
            + "; ".join(f"{r.step}: {r.date}" for r in table.itertuples())
            + f". {_longest(table)}"
        ),
        sources=sources(milestones),
        table=table[["step", "date", "whose"]],
        note="Where only the month is known, a bar covers the month.",
    )


def _longest(table: pd.DataFrame) -> str:
    """Return the widest gap between two steps that follow each other."""
    days = pd.to_datetime(table["from"]).diff().dt.days.fillna(0)
    last = int(days.to_numpy().argmax())
    return (
        f"The widest gap is the {int(days[last])} days between “{table['step'][last - 1]}” and "
        f"“{table['step'][last]}”."
    )


def _step(key: str, row: pd.Series) -> dict[str, object]:
    name, whose = STEPS[key]
    precision = row["date_precision"]
    last = row["date"] + pd.offsets.MonthEnd() if precision == "month" else row["date"]
    return {
        "step": name,
        "date": str(PartialDate(row["date"].date(), precision)),
        "whose": dict(zip(_WHOSE, _LABELS, strict=True))[whose],
        "from": f"{row['date']:%Y-%m-%d}",
        "to": f"{last:%Y-%m-%d}",
    }
