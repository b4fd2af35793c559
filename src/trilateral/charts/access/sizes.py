"""Japan's part in Balikatan by year: its role, and how many people where known."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREY, INK, MUTED, VERMILION, scale

_ROLES: Final = {"none": "None found", "observer": "Observer", "participant": "Participant"}
_SHAPES: Final = ("cross", "circle", "diamond")


def japan_in_balikatan() -> Figure:
    """Return a mark per year for Japan's role, with its number of people where known."""
    balikatan = evidence.load("balikatan")
    in_force = evidence.load("access_agreements").set_index("id")["in_force"]["jp-ph-raa"]
    roles = list(_ROLES.values())
    table = pd.DataFrame(
        {
            "year": balikatan["year"].astype(int),
            "role": [_ROLES[str(role)] for role in balikatan["jp_role"]],
            "people": [_people(row) for _, row in balikatan.iterrows()],
            "treaty": [_treaty(row, in_force) for _, row in balikatan.iterrows()],
        }
    )
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y("role:N", sort=roles[::-1], title=None, axis=alt.Axis(grid=True, ticks=False))
    base = alt.Chart(table).encode(x=x, y=y)
    point = base.mark_point(filled=True, size=150, opacity=1).encode(
        color=alt.Color("role:N", legend=None, scale=scale(roles, (GREY, BLUE, VERMILION))),
        shape=alt.Shape("role:N", legend=None, scale=alt.Scale(domain=roles, range=_SHAPES)),
        tooltip=[
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("role:N", title="Japan"),
            alt.Tooltip("people:N", title="People"),
            alt.Tooltip("treaty:N", title="The treaty then"),
        ],
    )
    shown = base.transform_filter("datum.role === 'Participant'")
    words = shown.mark_text(dy=-16, color=INK.ref).encode(text="people:N")
    treaty = (
        base.transform_filter("datum.treaty === 'in force'")
        .mark_text(dy=20, color=MUTED.ref)
        .encode(text=alt.value("in force"))
    )
    return Figure(
        chart=alt.layer(point, words, treaty).properties(width=490, height=170),
        description=_describe(table),
        sources=sources(balikatan[balikatan["jp_role"] == "participant"]),
        table=table,
        note=(
            "The number over a diamond is Japan's people; a question mark: not found. "
            "“In force” marks the years in which the exercise began under the treaty. "
            "Some roles rest on a later statement; the table of the exercise says which."
        ),
    )


def _people(row: pd.Series) -> str:
    if row["jp_role"] == "none":
        return ""
    return "?" if pd.isna(row["jp"]) else f"{row['jp']:,}"


def _treaty(row: pd.Series, in_force: pd.Timestamp) -> str:
    began = row["start_date"]
    known = began if pd.notna(began) else pd.Timestamp(int(row["year"]), 12, 31)
    return "in force" if known >= in_force else "not in force"


def _describe(table: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{str(role).lower()} in {', '.join(str(y) for y in part['year'])}"
        for role, part in table.groupby("role", sort=False)
    )
    known = table[table["people"].str.contains(r"\d")]
    people = ", ".join(f"{r.people} in {r.year}" for r in known.itertuples())
    under = ", ".join(str(y) for y in table[table["treaty"] == "in force"]["year"])
    return (
        f"A mark for each year and role of Japan in the exercise Balikatan: {listed}. "
        f"Numbers of people known: {people}. The treaty was in force only in {under}."
    )
