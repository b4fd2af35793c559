"""Japan's part in Balikatan, year by year."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.cancelled import NOT_HELD, cancelled, roles
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREY, INK, MUTED, VERMILION, inside

ROLES: Final = {"none": "No part found", "observer": "Observer", "participant": "Participant"}
_MOST: Final = 1600


def steps() -> Figure:
    """Return one mark a year: its shape is Japan's role, its height the number of personnel."""
    rows = evidence.load("balikatan")
    table = pd.DataFrame(
        {
            "year": rows["year"].astype(int),
            "role": roles(rows, ROLES),
            "personnel": rows["jp"],
        }
    )
    table["personnel"] = table["personnel"].mask(table["role"] == NOT_HELD)
    numbered = table["personnel"].notna() & (table["role"] == ROLES["participant"])
    drawn = table[["year", "role"]].assign(
        height=table["personnel"].where(numbered, 0).astype(float),
        words=[f"{n:,}" if k else "" for n, k in zip(table["personnel"], numbered, strict=True)],
    )
    base = alt.Chart(drawn).encode(x=alt.X("year:O", title=None, axis=_years()))
    y = alt.Y(
        "height:Q",
        title=None,
        scale=alt.Scale(domain=[0, _MOST]),
        axis=inside(values=[500, 1000, 1500]),
    )
    stem = base.mark_rule(color=VERMILION.ref, strokeWidth=3).encode(
        y=y,
        y2=alt.value(_height()),
        opacity=alt.condition("datum.height > 0", alt.value(1), alt.value(0)),
    )
    labels = [*ROLES.values(), NOT_HELD]
    mark = base.mark_point(size=120, filled=True, opacity=1).encode(
        y=y,
        shape=alt.Shape(
            "role:N",
            title=None,
            scale=alt.Scale(domain=labels, range=["cross", "circle", "diamond", "square"]),
            legend=alt.Legend(
                orient="bottom",
                symbolSize=120,
                columns=alt.ExprRef(f"page < {NARROW} ? 2 : 4"),
            ),
        ),
        color=alt.Color(
            "role:N",
            title=None,
            scale=alt.Scale(domain=labels, range=[GREY.ref, BLUE.ref, VERMILION.ref, GREY.ref]),
        ),
    )
    number = base.mark_text(dy=-14, fontWeight="bold", color=INK.ref).encode(y=y, text="words:N")
    return Figure(
        chart=alt.layer(stem, mark, number, *_dates()).properties(width=WIDTH, height=_height()),
        question="Japanese personnel in Balikatan: a staircase or a wall?",
        description=_describe(table),
        sources=sources(rows),
        table=table,
        note=(
            "A mark at the bottom has no height: observers were not counted as personnel, and for "
            f"some years no number was found. {cancelled(rows)} The number for 2026 comes from a "
            "news agency and a Chinese military newspaper; no Japanese ministry figure was found."
        ),
    )


def _years() -> alt.Axis:
    some = f"page < {NARROW} && datum.value % 4 ? '' : datum.label"
    return alt.Axis(labelAngle=0, labelFontSize=11, labelExpr=some, ticks=False)


def _height() -> int:
    return 260


def _dates() -> list[alt.Chart]:
    """Return the summit and the agreement's start, each as a rule before the exercise it precedes.

    Balikatan is held in April and May, so what came after one year's exercise is before the
    next year's mark.
    """
    exercises = evidence.load("balikatan").dropna(subset=["start_date"])
    events = evidence.load("diplomatic_events").set_index("id")["date"]
    agreements = evidence.load("access_agreements").set_index("id")["in_force"]
    dates = {"Summit": events["de27"], "Agreement|in force": agreements["jp-ph-raa"]}
    after = [exercises[exercises["start_date"] > day]["year"].min() for day in dates.values()]
    dated = pd.DataFrame(
        {"year": after, "words": [words.split("|") for words in dates], "row": [14, 32]}
    ).astype({"year": int})
    base = alt.Chart(dated).encode(x=alt.X("year:O", title=None, axis=_years()))
    rule = base.mark_rule(
        strokeDash=[4, 4], color=MUTED.ref, xOffset=alt.ExprRef("-page / 34")
    ).encode()
    label = base.mark_text(
        align="right", dx=alt.ExprRef("-page / 34 - 3"), fontSize=11, lineHeight=14, color=INK.ref
    ).encode(y=alt.Y("row:Q", scale=None, axis=None), text="words:N")
    return [rule, label]


def _describe(table: pd.DataFrame) -> str:
    counts = table["role"].value_counts()
    numbered = table[(table["role"] == ROLES["participant"]) & table["personnel"].notna()]
    numbers = ", ".join(f"{row.personnel:,} in {row.year}" for row in numbered.itertuples())
    listed = "; ".join(
        f"{role.lower()} in {counts.get(role, 0)}" for role in (*ROLES.values(), NOT_HELD)
    )
    first = table.loc[table["role"] == ROLES["observer"], "year"].min()
    return (
        f"One mark a year from {table['year'].min()} to {table['year'].max()}, its shape by "
        f"Japan's role in Balikatan: {listed} of {len(table)} years. Japan first observes in "
        f"{first}. Where it took part and a number is known, the mark is at that height: "
        f"{numbers}. Two dashed lines stand for the leaders' summit and for the agreement's entry "
        "into force."
    )
