"""Who may visit whom: the visiting-forces agreements of Japan and of the Philippines."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
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
_WIDTH: Final = 592
_HUBS: Final = {"JP": (60, 20), "PH": (532, 20)}
_MIDDLE: Final = 296
_TOP: Final = 70
_STEP: Final = 42
_BOX: Final = (112, 24)
_ROWS: Final = ("US", "AU", "GB", "FR", "NZ", "CA")


def visiting_pacts() -> Figure:
    """Return Japan and the Philippines with a line to each state whose forces may visit."""
    agreements = evidence.load("access_agreements")
    visiting = agreements[agreements["kind"].isin(_VISITING)]
    drawn = pd.DataFrame([_line(row) for _, row in visiting.iterrows()]).drop_duplicates()
    fixed = alt.Scale(domain=[0, _WIDTH], range=[0, _WIDTH])
    down = alt.Scale(domain=[0, _TOP + _STEP * len(_ROWS)], range=[0, _TOP + _STEP * len(_ROWS)])
    lines = (
        alt.Chart(drawn)
        .mark_rule(strokeWidth=3)
        .encode(
            x=alt.X("x:Q", scale=fixed, axis=None),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=down, axis=None),
            y2="y2:Q",
            color=alt.Color(
                "stage:N",
                title=None,
                scale=scale(STAGES, (BLUE, VERMILION, GREY)),
                # Long enough to show its dashes, so that no stage is told by colour alone.
                legend=alt.Legend(symbolType="stroke", symbolSize=2500, symbolStrokeWidth=3),
            ),
            strokeDash=alt.StrokeDash(
                "stage:N",
                title=None,
                scale=alt.Scale(domain=STAGES, range=[[1, 0], [8, 5], [2, 5]]),
            ),
            tooltip=[alt.Tooltip("pair:N", title="Parties"), alt.Tooltip("stage:N", title="Stage")],
        )
    )
    chart = alt.layer(lines, *_boxes(fixed, down)).properties(
        width=_WIDTH, height=_TOP + _STEP * len(_ROWS) - 10
    )
    return Figure(
        chart=chart.configure_legend(orient="bottom"),
        description=_describe(drawn),
        sources=sources(visiting),
        table=_table(visiting),
        note=(
            "Only agreements on visiting forces are drawn, not those on forces that are stationed "
            "in a country: hence no line joins Japan and the United States. "
            f"{_reported(visiting)} What is said of the later stages is what the public sources of "
            "this course show; a later step may have been missed."
        ),
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
    edge = _BOX[0] / 2 if x < x2 else -_BOX[0] / 2
    pair = f"{NAMES[hub]} and {NAMES[other]}"
    reached = stage(str(row["status_2026"]))
    return {"pair": pair, "stage": reached, "x": x + edge, "y": y, "x2": x2 - edge, "y2": y2}


def _boxes(across: alt.Scale, down: alt.Scale) -> list[alt.Chart]:
    places = [(NAMES[key], x, y) for key, (x, y) in _HUBS.items()]
    places += [(NAMES[key], _MIDDLE, _TOP + _STEP * n) for n, key in enumerate(_ROWS)]
    frame = pd.DataFrame(places, columns=["name", "x", "y"])
    base = alt.Chart(frame).transform_calculate(
        left=f"datum.x - {_BOX[0] / 2}",
        right=f"datum.x + {_BOX[0] / 2}",
        top=f"datum.y - {_BOX[1] / 2}",
        bottom=f"datum.y + {_BOX[1] / 2}",
    )
    ground = {"expr": "background == 'white' ? '#ffffff' : background"}
    box = base.mark_rect(
        cornerRadius=5, fill=ground, stroke=INK.ref, strokeWidth=1.5, opacity=1
    ).encode(
        x=alt.X("left:Q", scale=across, axis=None),
        x2="right:Q",
        y=alt.Y("top:Q", scale=down, axis=None),
        y2="bottom:Q",
    )
    words = base.mark_text(fontSize=13, fontWeight=600, color=INK.ref).encode(
        x=alt.X("x:Q", scale=across, axis=None),
        y=alt.Y("y:Q", scale=down, axis=None),
        text="name:N",
    )
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
