"""Presence beside incidents: ship-days of the China Coast Guard by feature, and the record."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, MUTED, VERMILION, above, scale

_ROW: Final = 27
_EDGE: Final = f"page < {NARROW} ? 44 : 84"
YEARS: Final = (2024, 2025)
"""The calendar years with ship-days for each tracked feature."""


def by_feature() -> pd.DataFrame:
    """Return ship-days and incidents by tracked feature and year.

    Returns
    -------
    pandas.DataFrame
        ``place``, ``year``, ``ship_days``, ``sure`` (incidents, low confidence left out) and
        ``all`` (incidents), one row per feature and year of `YEARS`.
    """
    presence = evidence.load("ccg_presence")
    whole_year = (presence["period_start"].dt.strftime("%m-%d") == "01-01") & (
        presence["period_end"].dt.strftime("%m-%d") == "12-31"
    )
    days = presence[(presence["measure"] == "ccg_ship_days") & whole_year].assign(
        year=lambda d: d["period_start"].dt.year, feature=lambda d: d["feature"].astype(str)
    )
    days = days[(days["feature"] != "all_tracked") & days["year"].isin(YEARS)]
    incidents = evidence.load("incidents").assign(
        year=lambda d: d["date"].dt.year,
        feature=lambda d: d["feature"].astype(str),
        is_sure=lambda d: d["confidence"] != "low",
    )
    counts = (
        incidents.groupby(["feature", "year"])["is_sure"].agg(sure="sum", all="size").reset_index()
    )
    names = evidence.load("features").set_index("id")["name_en"].astype(str)
    table = days.merge(counts, on=["feature", "year"], how="left")
    return pd.DataFrame(
        {
            "place": table["feature"].map(names).fillna(table["feature"]).astype(object),
            "year": table["year"].astype(int),
            "ship_days": table["value"].astype(int),
            "sure": table["sure"].fillna(0).astype(int),
            "all": table["all"].fillna(0).astype(int),
        }
    ).sort_values(["place", "year"], ignore_index=True)


def presence_beside_incidents() -> Figure:
    """Return two rows of points a feature: ship-days on the left, incidents on the right."""
    table = by_feature()
    places = list(
        table[table["year"] == YEARS[-1]].sort_values("ship_days", ascending=False)["place"]
    )
    place = alt.param(
        "place", value=places[0], bind=alt.binding_select(options=places, name="Feature")
    )
    low = alt.param(
        "low", value=False, bind=alt.binding_checkbox(name="Count rows of low confidence")
    )
    data = alt.Chart(table).transform_calculate(incidents="low ? datum.all : datum.sure")
    chart = alt.vconcat(
        _sentence(data),
        _panel(data, "ship_days", "Ship-days of the China Coast Guard", places),
        _panel(data, "incidents", "Incidents in this record", places),
        spacing=10,
    ).add_params(place, low)
    presence = evidence.load("ccg_presence")
    used = presence[presence["measure"] == "ccg_ship_days"]
    return Figure(
        chart=chart,
        question="Where more ships were, did more happen?",
        description=_describe(table, places),
        sources=sources(used),
        table=table.rename(
            columns={"sure": "incidents", "all": "incidents_with_low_confidence_rows"}
        ),
        note=(
            "A ship-day is one ship seen on one day by its own radio signal, so it is a lower "
            "bound. Luconia Shoals and Vanguard Bank lie off Malaysia and Vietnam: this record "
            "follows Philippine ships, so it holds no incident there, whatever happened."
            f"{_derived(used)}"
        ),
    )


def _derived(used: pd.DataFrame) -> str:
    """Return what the reader must know of figures that no source prints."""
    made = used[used["note"].fillna("").str.startswith("Derived")]
    if made.empty:
        return ""
    names = evidence.load("features").set_index("id")["name_en"]
    (place,) = {str(names[str(feature)]) for feature in made["feature"]}
    figures = " and ".join(f"{int(value):,}" for value in made["value"])
    return (
        f" No source prints the figures for {place} ({figures}): they are the total minus the "
        "other five places."
    )


def _panel(data: alt.Chart, field: str, title: str, places: list[str]) -> alt.LayerChart:
    y = alt.Y("place:N", sort=places, title=None, axis=above())
    x = alt.X(
        f"{field}:Q",
        title=None,
        # Room at both ends for the years beside the marks.
        scale=alt.Scale(range=[alt.ExprRef(_EDGE), alt.ExprRef(f"page - ({_EDGE})")]),
        axis=alt.Axis(tickCount=5, labelOverlap=True),
    )
    # The chosen row is the bolder one: were the others paler, they would be too faint to see.
    chosen = "datum.place === place"
    line = data.mark_line(color=MUTED.ref).encode(
        x=x,
        y=y,
        detail="place:N",
        strokeWidth=alt.condition(chosen, alt.value(3), alt.value(1.5)),
    )
    point = data.mark_point(filled=True, opacity=1).encode(
        x=x,
        y=y,
        size=alt.condition(chosen, alt.value(180), alt.value(70)),
        color=alt.Color("year:N", scale=scale(list(YEARS), (BLUE, VERMILION)), legend=None),
        shape=alt.Shape(
            "year:N",
            scale=alt.Scale(domain=list(YEARS), range=["circle", "diamond"]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("place:N", title="Feature"),
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip(f"{field}:Q", title=title, format=","),
        ],
    )
    return alt.layer(line, point, *_years(data, field, x, y)).properties(
        width=WIDTH, height=alt.Step(_ROW), title=alt.Title(title, fontSize=12, offset=14)
    )


def _years(data: alt.Chart, field: str, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return what the marks of the chosen row stand for, each on its outer side."""
    here = data.transform_filter("datum.place === place").transform_joinaggregate(
        most=f"max({field})", least=f"min({field})"
    )
    words = here.transform_calculate(
        words=f"datum.year + (page < {NARROW} ? '' : ': ' + format(datum.{field}, ','))",
        left=f"datum.most > datum.least ? datum.{field} === datum.least"
        f" : datum.year === {YEARS[0]}",
    )
    tones = zip(YEARS, (BLUE, VERMILION), strict=True)
    return [
        words.transform_filter(f"datum.year === {year} && {test}datum.left")
        .mark_text(align=align, dx=dx, fontWeight="bold", color=tone.ref)
        .encode(x=x, y=y, text="words:N")
        for year, tone in tones
        for test, align, dx in (("", "right", -11), ("!", "left", 11))
    ]


def _sentence(data: alt.Chart) -> alt.Chart:
    picks = {
        f"{short}{year}": f"datum.year === {year} ? datum.{field} : 0"
        for year in YEARS
        for short, field in (("d", "ship_days"), ("i", "incidents"))
    }
    base = (
        data.transform_filter("datum.place === place")
        .transform_calculate(**picks)
        .transform_aggregate(**{name: f"sum({name})" for name in picks})
    )
    a, b = YEARS
    return sentence(
        base,
        "place + ':'",
        f"format(datum.d{a}, ',') + ' ship-days in {a}, ' + "
        f"format(datum.d{b}, ',') + ' in {b} (' + "
        f"format(datum.d{b} / datum.d{a} - 1, '+.0%') + ').'",
        f"'Incidents in this record: ' + datum.i{a} + ' in {a}, ' + datum.i{b} + ' in {b}.'",
        width=WIDTH,
    )


def _describe(table: pd.DataFrame, places: list[str]) -> str:
    def row(place: str, year: int) -> pd.Series:
        return table[(table["place"] == place) & (table["year"] == year)].iloc[0]

    listed = "; ".join(
        f"{p}: {row(p, YEARS[0])['ship_days']:,} to {row(p, YEARS[1])['ship_days']:,} ship-days, "
        f"{row(p, YEARS[0])['sure']} to {row(p, YEARS[1])['sure']} incidents"
        for p in places
    )
    return (
        f"Two dot charts with a row for each tracked feature, {YEARS[0]} joined to {YEARS[1]}. "
        f"Above: ship-days of the China Coast Guard. Below: incidents in this record, low "
        f"confidence left out. {listed}."
    )
