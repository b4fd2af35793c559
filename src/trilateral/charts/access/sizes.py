"""Japan's part in Balikatan by year: its role, and how many people where known."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.cancelled import NOT_HELD, cancelled, roles
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREY, INK, MUTED, VERMILION, above, inside, scale

_ROLES: Final = {"none": "None found", "observer": "Observer", "participant": "Participant"}
_SHAPES: Final = ("square", "cross", "circle", "diamond")
_TONES: Final = (GREY, GREY, BLUE, VERMILION)


def japan_in_balikatan() -> Figure:
    """Return a mark per year for Japan's role, and a bar for its people where they are known."""
    balikatan = evidence.load("balikatan")
    in_force = evidence.load("access_agreements").set_index("id")["in_force"]["jp-ph-raa"]
    table = pd.DataFrame(
        {
            "year": balikatan["year"].astype(int),
            "role": roles(balikatan, _ROLES),
            "people": [_people(row) for _, row in balikatan.iterrows()],
            "treaty": [_treaty(row, in_force) for _, row in balikatan.iterrows()],
        }
    )
    years = list(table["year"])
    drawn = table.assign(count=[_personnel(row) for _, row in balikatan.iterrows()])
    chart = alt.vconcat(_roles(drawn, years), _bars(drawn, years), spacing=10)
    return Figure(
        chart=chart.resolve_scale(color="shared"),
        question="Did Japan's part grow, and was the treaty there before it?",
        description=_describe(table),
        sources=sources(balikatan[balikatan["jp_role"] == "participant"]),
        table=table,
        note=(
            "A bar is the number of Japan's people who took part; a question mark means that none "
            "was found. How many only watched was not gathered. "
            "“In force” marks the years in which the exercise began under the treaty. "
            f"{cancelled(balikatan)} "
            "Some roles rest on a later statement; the table of the exercise says which."
        ),
    )


def _roles(drawn: pd.DataFrame, years: list[int]) -> alt.LayerChart:
    labels = [NOT_HELD, *_ROLES.values()]
    y = alt.Y("role:N", sort=labels[::-1], title=None, axis=above())
    base = alt.Chart(drawn).encode(x=_x(years, labels=False), y=y)
    point = base.mark_point(filled=True, size=150, opacity=1).encode(
        color=alt.Color("role:N", legend=None, scale=scale(labels, _TONES)),
        shape=alt.Shape("role:N", legend=None, scale=alt.Scale(domain=labels, range=_SHAPES)),
        tooltip=_tooltip(),
    )
    treaty = (
        base.transform_filter("datum.treaty === 'in force'")
        .transform_calculate(words="datum.year + ': treaty in force'")
        .mark_text(dy=-14, align="right", color=MUTED.ref)
        .encode(x=alt.value(alt.ExprRef("page")), text="words:N")
    )
    return alt.layer(point, treaty).properties(width=WIDTH, height=128)


def _bars(drawn: pd.DataFrame, years: list[int]) -> alt.LayerChart:
    y = alt.Y("count:Q", title=None, axis=inside(tickCount=4))
    base = alt.Chart(drawn).encode(x=_x(years, labels=True))
    took_part = base.transform_filter("datum.role === 'Participant'")
    bar = took_part.mark_bar(color=VERMILION.ref).encode(y=y, tooltip=_tooltip())
    words = took_part.transform_calculate(top="isValid(datum.count) ? datum.count : 0").mark_text(
        dy=-9, color=INK.ref
    )
    return alt.layer(bar, words.encode(y="top:Q", text="people:N")).properties(
        width=WIDTH,
        height=150,
        title=alt.Title("Japan's people", fontSize=12, offset=12),
    )


def _x(years: list[int], *, labels: bool) -> alt.X:
    # Every second year, or every fourth: at this width the names of all would touch.
    some = f"(datum.value - {years[0]}) % (page < {NARROW} ? 4 : 2) === 0 ? datum.label : ''"
    axis = alt.Axis(labelAngle=0, labels=labels, ticks=labels, labelExpr=some)
    return alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=axis)


def _tooltip() -> list[alt.Tooltip]:
    names = {"year:O": "Year", "role:N": "Japan", "people:N": "People", "treaty:N": "Treaty then"}
    return [alt.Tooltip(field, title=title) for field, title in names.items()]


def _personnel(row: pd.Series) -> float:
    certain = row["jp_role"] == "participant" and pd.notna(row["jp"])
    return float(row["jp"]) if certain else float("nan")


def _people(row: pd.Series) -> str:
    if row["jp_role"] == "none":
        return ""
    return "?" if pd.isna(row["jp"]) else f"{row['jp']:,}"


def _treaty(row: pd.Series, in_force: pd.Timestamp) -> str:
    began = row["start_date"]
    since = began if pd.notna(began) else pd.Timestamp(int(row["year"]), 12, 31)
    return "in force" if since >= in_force else "not in force"


def _describe(table: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{str(role).lower()} in {', '.join(str(y) for y in part['year'])}"
        for role, part in table.groupby("role", sort=False)
    )
    sized = table[table["people"].str.contains(r"\d")]
    people = ", ".join(f"{r.people} in {r.year}" for r in sized.itertuples())
    under = ", ".join(str(y) for y in table[table["treaty"] == "in force"]["year"])
    return (
        f"Above, a mark for each year and role of Japan in the exercise Balikatan: {listed}. "
        f"Below, a bar for the number of Japan's people where it is known: {people}. "
        f"The treaty was in force only in {under}."
    )
