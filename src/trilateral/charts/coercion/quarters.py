"""The record by quarter, each column by the strongest thing in each incident."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.coercion import moments
from trilateral.charts.coercion.rows import KIND_SCALE, KINDS, legend, rows
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import INK, MUTED, inside
from trilateral.evidence import coding

_HEIGHT: Final = 230
_TOP: Final = 14
_LABELS: Final = (
    f"slice(datum.label, 5) === 'Q1' ? (page < {NARROW} ? slice(datum.label, 0, 4) : "
    f"['Q1', slice(datum.label, 0, 4)]) : page < {NARROW} ? '' : slice(datum.label, 5)"
)


def incidents_by_quarter() -> Figure:
    """Return the columns of incidents per quarter, stacked by the strongest thing in each."""
    incidents = evidence.load("incidents")
    frame = rows(incidents)
    table = (
        frame.assign(quarter=[_quarter(month) for month in frame["ym"]])
        .groupby(["quarter", "kind"])
        .size()
        .reset_index(name="incidents")
    )
    x = alt.X(
        "quarter:O",
        title=None,
        scale=alt.Scale(paddingOuter=0.5),
        axis=alt.Axis(labelAngle=0, labelExpr=_LABELS, ticks=False),
    )
    columns = (
        alt.Chart(table)
        .transform_calculate(rank=f"indexof({list(KINDS.values())}, datum.kind)")
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y(
                "incidents:Q",
                title=None,
                axis=inside(values=[0, 5, 10]),
                scale=alt.Scale(domain=[0, _TOP]),  # with room for words above the columns
            ),
            color=alt.Color("kind:N", title=None, scale=KIND_SCALE, legend=legend()),
            order=alt.Order("rank:Q"),
            tooltip=["quarter:N", "kind:N", "incidents:Q"],
        )
    )
    wide = table.pivot_table(index="quarter", columns="kind", values="incidents", fill_value=0)
    wide = wide.reindex(columns=list(KINDS.values()), fill_value=0).astype(int).reset_index()
    return Figure(
        chart=alt.layer(columns, *_moments(x)).properties(width=WIDTH, height=_HEIGHT),
        question="Did incidents become more frequent, or different?",
        description=_describe(wide),
        sources=sources(incidents),
        table=wide,
        note="All rows of the record, those of low confidence included.",
    )


def _quarter(month: str) -> str:
    period = pd.Period(month, freq="Q")
    return f"{period.year} Q{period.quarter}"


def _moments(x: alt.X) -> list[alt.Chart]:
    """Return the events that matter above their quarter, and where the record grows thin."""
    events = moments.moments()
    thin = coding.DENSE_UNTIL + pd.Timedelta(days=1)
    notes = pd.DataFrame(
        {
            "quarter": [_quarter(day) for day in (*events["when"], f"{thin:%Y-%m-%d}")],
            "words": [
                *([r.day, r.words] for r in events.itertuples()),
                [f"from {thin:%B %Y}", "thin record"],
            ],
            "row": [0, 0, 36],
        }
    )
    base = alt.Chart(notes).transform_calculate(words=moments.BRIEF).encode(x=x)
    rule = base.mark_rule(color=MUTED.ref, strokeDash=[2, 2], aria=False).encode(
        y=alt.Y("row:Q", scale=None, axis=None), y2=alt.value(_HEIGHT)
    )
    words = base.mark_text(
        align="right", dx=-4, dy=2, baseline="top", fontSize=11, lineHeight=13, color=INK.ref
    ).encode(y=alt.Y("row:Q", scale=None, axis=None), text="words:N")
    return [rule, words]


def _describe(wide: pd.DataFrame) -> str:
    kinds = list(KINDS.values())
    totals = wide.set_index("quarter")[kinds].sum(axis="columns")
    listed = ", ".join(f"{quarter}: {n}" for quarter, n in totals.items())
    yearly = wide.assign(year=wide["quarter"].str[:4]).groupby("year")[kinds].sum()
    by_year = "; ".join(
        f"{year}: {int(row.sum())}, of these {row[KINDS['contact']]} with contact between hulls "
        f"and {row[KINDS['presence']]} of presence alone"
        for year, row in yearly.iterrows()
    )
    return (
        "Stacked columns, one a quarter; the height is the number of incidents in this record. "
        f"By quarter, {listed}. The highest is {totals.idxmax()}. By year, {by_year}. Contact "
        f"is in {int((wide[KINDS['contact']] > 0).sum())} of {len(totals)} quarters."
    )
