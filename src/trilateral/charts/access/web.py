"""Who may visit whom: the visiting-forces agreements of Japan and of the Philippines."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREY, INK, VERMILION, scale

NAMES: Final = {
    "JP": "Japan",
    "PH": "Philippines",
    "US": "United States",
    "AU": "Australia",
    "GB": "Britain",
    "FR": "France",
    "NZ": "New Zealand",
    "CA": "Canada",
    "DE": "Germany",
    "KR": "South Korea",
}
"""Parties in a reader's words."""
STAGES: Final = ("In force", "Signed; no entry into force found", "Talks or intent")
_VISITING: Final = ("raa", "vfa", "sovfa")
_BOX: Final = (112, 24)
"""CSS pixels of a state's box; on a narrow page it is less wide."""
_HUBS: Final = {"JP": (0, 20), "PH": (2, 20)}
"""The column and the height of the two capitals: left and right of the column of the others."""
_MIDDLE: Final = 1
_TOP: Final = 70
_STEP: Final = 42
_ROWS: Final = ("US", "AU", "GB", "FR", "NZ", "CA")


def visiting_pacts() -> Figure:
    """Return Japan and the Philippines with a line to each state whose forces may visit."""
    agreements = evidence.load("access_agreements")
    visiting = agreements[agreements["kind"].isin(_VISITING)]
    drawn = pd.DataFrame([_line(row) for _, row in visiting.iterrows()]).drop_duplicates()
    half = f"min({_BOX[0]}, page * 0.31) / 2"
    fixed = alt.Scale(domain=[0, 2], range=[alt.ExprRef(half), alt.ExprRef(f"page - {half}")])
    down = alt.Scale(domain=[0, _TOP + _STEP * len(_ROWS)], range=[0, _TOP + _STEP * len(_ROWS)])
    lines = [_lines(drawn, side, half, fixed, down) for side in (1, -1)]
    chart = alt.layer(*lines, *_boxes(fixed, down)).properties(
        width=WIDTH, height=_TOP + _STEP * (len(_ROWS) - 1) + 14
    )
    return Figure(
        chart=chart.configure_legend(orient="bottom"),
        question="Whose forces may visit whom?",
        description=_describe(drawn),
        sources=sources(visiting),
        table=_table(visiting),
        note=(
            "Only agreements on visiting forces are drawn, not those on forces stationed in a "
            "country, so no line joins Japan and the United States. "
            f"{_reported(visiting)} Later stages are shown as the public sources of this course "
            "report them; a later step may have been missed."
        ),
    )


def _lines(
    drawn: pd.DataFrame, side: int, half: str, across: alt.Scale, down: alt.Scale
) -> alt.Chart:
    """Return the lines from one of the capitals, from the edge of its box to that of the other."""
    return (
        alt.Chart(drawn[(drawn["x2"] - drawn["x"]) * side > 0])
        .mark_rule(
            strokeWidth=3,
            xOffset=alt.ExprRef(f"{side} * {half}"),
            x2Offset=alt.ExprRef(f"{-side} * {half}"),
        )
        .encode(
            x=alt.X("x:Q", scale=across, axis=None),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=down, axis=None),
            y2="y2:Q",
            color=alt.Color(
                "stage:N",
                title=None,
                scale=scale(STAGES, (BLUE, VERMILION, GREY)),
                # Long enough to show its dashes, so that colour alone tells no stage apart.
                legend=alt.Legend(
                    symbolType="stroke",
                    symbolSize=2500,
                    symbolStrokeWidth=3,
                    columns=1,
                    rowPadding=-28,
                ),
            ),
            strokeDash=alt.StrokeDash(
                "stage:N",
                title=None,
                scale=alt.Scale(domain=STAGES, range=[[1, 0], [8, 5], [2, 5]]),
            ),
            tooltip=[alt.Tooltip("pair:N", title="Parties"), alt.Tooltip("stage:N", title="Stage")],
        )
    )


def stage(status: str) -> str:
    """Return how far an agreement has come, from its ``status_2026``."""
    if status == "in_force":
        return STAGES[0]
    return STAGES[1] if "signed" in status else STAGES[2]


def _reported(visiting: pd.DataFrame) -> str:
    """Return which lines rest on a report of the signature without its day."""
    rows = visiting[visiting["status_2026"] == "reported_signed_date_not_found"]
    pairs = [" and ".join(NAMES[party] for party in parties) for parties in rows["parties"]]
    return f"{', '.join(pairs)}: only reported as signed, with low confidence."


def _line(row: pd.Series) -> dict[str, object]:
    first, second = row["parties"]
    hub, other = (first, second) if first in _HUBS else (second, first)
    x, y = _HUBS[hub]
    x2, y2 = _HUBS.get(other) or (_MIDDLE, _TOP + _STEP * _ROWS.index(other))
    pair = f"{NAMES[hub]} and {NAMES[other]}"
    reached = stage(str(row["status_2026"]))
    return {"pair": pair, "stage": reached, "x": x, "y": y, "x2": x2, "y2": y2}


def _boxes(across: alt.Scale, down: alt.Scale) -> list[alt.Chart]:
    places = [(NAMES[key], x, y) for key, (x, y) in _HUBS.items()]
    places += [(NAMES[key], _MIDDLE, _TOP + _STEP * n) for n, key in enumerate(_ROWS)]
    frame = pd.DataFrame(places, columns=["name", "x", "y"])
    base = alt.Chart(frame)
    x = alt.X("x:Q", scale=across, axis=None)
    y = alt.Y("y:Q", scale=down, axis=None)
    box = base.mark_rect(
        cornerRadius=5,
        fillOpacity=0,
        stroke=INK.ref,
        strokeWidth=1.5,
        opacity=1,
        width=alt.ExprRef(f"min({_BOX[0]}, page * 0.31)"),
        height=_BOX[1],
    ).encode(x=x, y=y)
    words = base.mark_text(
        fontSize=alt.ExprRef(f"page < {NARROW} ? 10 : 13"), fontWeight=600, color=INK.ref
    ).encode(x=x, y=y, text="name:N")
    return [box, words]


def _table(visiting: pd.DataFrame) -> pd.DataFrame:
    words = evidence.labels("access_agreements", "status_2026")
    return pd.DataFrame(
        {
            "parties": [" and ".join(NAMES[p] for p in row) for row in visiting["parties"]],
            "agreement": visiting["name"].astype(str),
            "status": [words[str(status)] for status in visiting["status_2026"]],
        }
    )


def _describe(drawn: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{reached.lower()}: {', '.join(drawn[drawn['stage'] == reached]['pair'])}"
        for reached in STAGES
    )
    return (
        "Japan on the left and the Philippines on the right, joined by a line to each state with "
        f"which they have, or seek, an agreement on visiting forces. {listed}."
    )
