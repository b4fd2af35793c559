"""The budget lens: one country, one way of counting, never two series on one line."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.capabilities import reach
from trilateral.charts.capabilities.budget_series import (
    LENSES,
    NAMES,
    SHORT,
    record_years,
    series,
    spans,
)
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH, wrapped
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREEN, INK, MUTED, PURPLE, VERMILION, inside, scale

_COUNTRIES: Final = {"JP": "Japan", "PH": "Philippines", "US": "United States", "CN": "China"}

_TENS: Final = 10
"""From here on a figure is read to one decimal, not to two."""
_TONES: Final = (BLUE, VERMILION, GREEN, PURPLE, BLUE, VERMILION, INK)
_SHAPES: Final = ("circle", "square", "triangle-up", "cross", "circle", "square", "circle")
"""For each series, in the order of `NAMES`; two that share one are never shown together."""


def budget_lens() -> Figure:
    """Return a country's figures by year in the way of counting that the learner chooses."""
    loaded = evidence.load("defense_budgets")
    rows = series(loaded)
    params = [
        _choice("country", "JP", "Country", _COUNTRIES),
        _choice("lens", "official", "Counted in", {k: lens.label for k, lens in LENSES.items()}),
        alt.param("records", value=True, bind=alt.binding_checkbox(name="Mark record years")),
    ]
    data = alt.Chart(
        reach.lines(
            rows.assign(name=rows["basis"].map(NAMES)).astype({"record": int, "draft": int}),
            **dict.fromkeys(("year", "value", "record", "draft"), "number"),
        )
    ).transform_filter("datum.country === country && datum.lens === lens")
    chart = (
        alt.vconcat(_sentence(rows), _panel(data, _missing(rows)), spacing=10)
        .add_params(*params)
        # The legend is longer in some ways of counting, and the picture must grow with it.
        .properties(autosize=alt.AutoSizeParams(type="pad", resize=True))
        .resolve_legend(color="independent", shape="independent")
        .resolve_scale(color="independent", shape="independent")
    )
    return Figure(
        chart=chart,
        question="When do the records begin? That depends on what is counted",
        description=_describe(rows),
        sources=sources(loaded),
        table=_table(rows),
        note=(
            "Figures are nominal, in the prices of their own year. A line joins consecutive years "
            "in one series and one edition; a gap means that the figure is not known. A record is "
            "higher than every earlier figure of its own series in this table. The figure for "
            "fiscal year 2026 is the draft. Government shares of GDP divide by the GDP of 2022."
        ),
    )


def _choice(name: str, value: str, label: str, options: dict[str, str]) -> alt.Parameter:
    bind = alt.binding_select(options=list(options), labels=list(options.values()), name=label)
    return alt.param(name, value=value, bind=bind)


def _panel(data: alt.Chart, missing: alt.Chart) -> alt.LayerChart:
    units = {key: lens.unit[0].upper() + lens.unit[1:] for key, lens in LENSES.items()}
    bases = {key: [NAMES[basis] for basis in lens.bases] for key, lens in LENSES.items()}
    # With the same domain and values, colour and shape make one legend.
    names = list(NAMES.values())
    legend = alt.Legend(
        orient="bottom",
        title=None,
        columns=1,
        labelLimit=500,
        labelExpr=wrapped("datum.label", "210"),  # as a narrow page needs it: legends never shrink
        values=alt.ExprRef(expr=f"({bases})[lens]"),
    )
    color = alt.Color("name:N", scale=scale(names, _TONES), legend=legend)
    shape = alt.Shape("name:N", scale=alt.Scale(domain=names, range=list(_SHAPES)), legend=legend)
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[2001.5, 2026.8], nice=False),
        axis=alt.Axis(format="d", values=list(range(2002, 2027, 4)), labelOverlap="greedy"),
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True), axis=inside(tickCount=5))
    tooltip = [
        alt.Tooltip("year:Q", title="Fiscal year"),
        alt.Tooltip("value:Q", title="Figure"),
        alt.Tooltip("record:Q", title="Record of its series (1: yes)"),
        alt.Tooltip("draft:Q", title="Draft (1: yes)"),
    ]
    line = data.mark_line(strokeWidth=2, aria=False).encode(x=x, y=y, color=color, detail="run:N")
    point = data.mark_point(filled=True, size=40, opacity=1).encode(
        x=x, y=y, color=color, shape=shape, tooltip=tooltip
    )
    ring = data.mark_point(
        shape="circle", size=170, strokeWidth=1.5, filled=False, aria=False
    ).encode(
        x=x,
        y=y,
        color=color,
        opacity=alt.condition("records && datum.record === 1", alt.value(1), alt.value(0)),
    )
    unit = alt.Title(
        text=alt.ExprRef(expr=f"({units})[lens] + ' by fiscal year'"),
        fontSize=12,
        fontWeight="normal",
        offset=10,
    )
    return alt.layer(line, point, ring, missing).properties(width=WIDTH, height=250, title=unit)


def _sentence(rows: pd.DataFrame) -> alt.Chart:
    chosen = alt.Chart(reach.lines(_words(rows))).transform_filter(
        "datum.country === country && datum.lens === lens"
    )
    return sentence(
        chosen,
        "datum.first",
        "datum.second",
        "records ? datum.record : 'Record years are not marked.'",
        width=WIDTH,
    )


def _missing(rows: pd.DataFrame) -> alt.Chart:
    """Return the words that stand where a country has no figure in a way of counting."""
    there = {(str(r.country), str(r.lens)) for r in rows.itertuples()}
    absent = [(c, key, "No figure in the table") for c in _COUNTRIES for key in LENSES]
    table = pd.DataFrame(
        [row for row in absent if row[:2] not in there], columns=["country", "lens", "words"]
    )
    return (
        alt.Chart(table)
        .transform_filter("datum.country === country && datum.lens === lens")
        .mark_text(
            x=alt.ExprRef("page / 2"), y=90, fontSize=14, fontStyle="italic", color=MUTED.ref
        )
        .encode(text="words:N")
    )


def _words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what the sentence says for every country and way of counting."""
    series = []
    for country, name in _COUNTRIES.items():
        for key, lens in LENSES.items():
            own = rows[(rows["country"] == country) & (rows["lens"] == key)]
            if own.empty:
                first = f"{name}: the table holds no figure in {lens.unit}."
                series.append(
                    (country, key, first, "Unknown is not zero.", "So no record is known.")
                )
                continue
            parts = [part for _, part in own.groupby("basis", sort=False)]
            spoken = [_span(part) for part in parts]
            half = max(1, len(spoken) // 2)
            records = "; ".join(
                f"{SHORT[part['basis'].iloc[0]]}, {spans(record_years(part)) or 'none'}"
                for part in parts
                if len(part) > 1
            )
            series.append(
                (
                    country,
                    key,
                    f"{name}, {lens.unit}: {'; '.join(spoken[:half])}.",
                    f"{'; '.join(spoken[half:])}."
                    if spoken[half:]
                    else f"{_extremes(own)} {_missed(own)}",
                    f"Records: {records}.",
                )
            )
    return pd.DataFrame(series, columns=["country", "lens", "first", "second", "record"])


def _span(part: pd.DataFrame) -> str:
    """Return a series' first and last figure in words."""
    name = SHORT[part["basis"].iloc[0]]
    first, last = part.iloc[0], part.iloc[-1]
    if len(part) == 1:
        return f"{name}, {_figure(first)}"
    return f"{name}, {_figure(first)} to {_figure(last)}"


def _figure(row: pd.Series) -> str:
    """Return a figure with its year, as exact as it can be read."""
    return f"{row['value']:.{1 if row['value'] >= _TENS else 2}f} ({row['year']})"


def _extremes(part: pd.DataFrame) -> str:
    """Return the lowest and the highest figure, and the highest before that."""
    low, high = (part.loc[getattr(part["value"], f"idx{end}")()] for end in ("min", "max"))
    earlier = part[part["year"] < high["year"]]
    words = f"Lowest {_figure(low)}, highest {_figure(high)}"
    if earlier.empty:
        return f"{words}."
    return f"{words}, before that {_figure(earlier.loc[earlier['value'].idxmax()])}."


def _missed(part: pd.DataFrame) -> str:
    """Return the years between the first and the last for which there is no figure."""
    years = set(part["year"])
    gaps = [year for year in range(min(years), max(years)) if year not in years]
    return f"No figure for {spans(gaps)}." if gaps else "No year is missing between."


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "country": rows["country"].map(_COUNTRIES),
            "series": rows["basis"].map(NAMES),
            "unit": [LENSES[key].unit for key in rows["lens"]],
            "fiscal_year": rows["year"],
            "figure": rows["value"],
            "record": ["yes" if record else "" for record in rows["record"]],
            "draft": ["yes" if draft else "" for draft in rows["draft"]],
        }
    )


def _describe(rows: pd.DataFrame) -> str:
    japan = rows[(rows["country"] == "JP") & (rows["lens"] == "official")]
    listed = []
    for basis, part in japan.groupby("basis", sort=False):
        since = part[part["year"] > part["year"].min()].iloc[0]
        last = part.iloc[-1]
        listed.append(
            f"{NAMES[str(basis)]}: from {since['value']:g} in {since['year']} to "
            f"{last['value']:g} trillion yen in {last['year']}, record years "
            f"{spans(record_years(part))}"
        )
    return (
        "A line chart of one country's defence money by fiscal year, each series a line of its "
        "own, with a circle round each record year. Two lists choose the country and the way of "
        f"counting. For Japan's two official series: {'; '.join(listed)}. In US dollars Japan's "
        "figure fell for years while the yen figure rose. Of the shares of GDP, the government's "
        "divide by the GDP of 2022, SIPRI's by that of the same year."
    )
