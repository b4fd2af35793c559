"""Published ranges as bands: from the lowest figure to the highest."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH, height
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, GREEN, INK, MUTED, PURPLE, VERMILION, above_in_two, scale

_OPERATORS: Final = {
    "JP": ("Japan", BLUE, "circle"),
    "PH": ("Philippines", GREEN, "square"),
    "US": ("United States", PURPLE, "triangle-up"),
    "CN": ("China", VERMILION, "diamond"),
}
_ROW: Final = 25
_BAND: Final = "band"
_ONE: Final = "one figure"
_NONE: Final = "no figure"


def published_ranges() -> Figure:
    """Return a row for each system with a line from its lowest to its highest published range."""
    missiles = evidence.load("missiles")
    rows = _rows(missiles)
    seen = rows[rows["shown"] != _NONE]
    order = list(rows["system"])
    y = alt.Y(
        "system:N",
        sort=order,
        title=None,
        axis=above_in_two(-12),
    )
    axis = alt.Axis(values=[25, 50, 100, 200, 1000, 3000], format=",")
    title = "Kilometres; each step multiplies"
    span = alt.Scale(type="log", domain=[20, 4200])
    x = alt.X("low:Q", title=title, scale=span, axis=axis)
    names = [name for name, _, _ in _OPERATORS.values()]
    tones = tuple(tone for _, tone, _ in _OPERATORS.values())
    legend = alt.Legend(orient="top", columns=alt.ExprRef(f"page < {NARROW} ? 2 : 4"))
    color = alt.Color(
        "operator:N",
        title=None,
        scale=scale(names, tones),
        legend=legend,
    )
    shape = alt.Shape(
        "operator:N",
        title=None,
        scale=alt.Scale(domain=names, range=[shape for _, _, shape in _OPERATORS.values()]),
        legend=legend,
    )
    tooltip = [alt.Tooltip("system:N", title="System"), alt.Tooltip("words:N", title="Range")]
    base = alt.Chart(seen)
    line = base.mark_rule(strokeWidth=3, opacity=1).encode(x=x, x2="high:Q", y=y, color=color)
    ends = [
        base.mark_point(filled=True, size=80, opacity=1).encode(
            x=alt.X(f"{end}:Q", scale=span), y=y, color=color, shape=shape, tooltip=tooltip
        )
        for end in ("low", "high")
    ]
    words = base.mark_text(align="right", dy=-12, color=INK.ref).encode(
        x=alt.value(alt.ExprRef("page")), y=y, text="words:N"
    )
    unknown = (
        alt.Chart(rows[rows["shown"] == _NONE])
        .transform_calculate(said=f"page < {NARROW} ? 'no figure seen' : datum.words")
        .mark_text(align="right", dy=-12, color=MUTED.ref, fontStyle="italic")
        .encode(x=alt.value(alt.ExprRef("page")), y=y, text="said:N")
    )
    chart = (
        alt.layer(line, *ends, words, unknown)
        .properties(width=WIDTH, height=_ROW * len(rows))
        .add_params(height(len(rows), _ROW, 42))
    )
    table = missiles[["system", "operator", "range_km_low", "range_km_high", "status_2026"]]
    return Figure(
        chart=chart,
        question="How far is “far”? What sources print",
        description=_describe(rows),
        sources=sources(missiles),
        table=table.assign(launcher=[", ".join(x) for x in missiles["launcher"]]),
        note=(
            "A band is the spread of what sources print, not of what the makers know. One point "
            "means one figure, or the same low and high figure; that does not make it certain."
        ),
    )


def _rows(missiles: pd.DataFrame) -> pd.DataFrame:
    """Return a plain row a system, those without a figure last within their operator."""
    rows = []
    for _, row in missiles.iterrows():
        low, high = (
            None if pd.isna(row[c]) else int(row[c]) for c in ("range_km_low", "range_km_high")
        )
        if high is None:
            span, words = _NONE, "no range figure seen in a source"
        elif low is None:
            span, words = _ONE, f"{high:,} (one figure)"
        else:
            span, words = (
                _BAND,
                f"{high:,} (low and high alike)" if low == high else f"{low:,} to {high:,}",
            )
        rows.append(
            {
                "system": str(row["system"]),
                "operator": _OPERATORS[str(row["operator"])][0],
                "low": high if low is None else low,
                "high": high,
                "shown": span,
                "words": words,
            }
        )
    order = {name: n for n, (name, _, _) in enumerate(_OPERATORS.values())}
    frame = pd.DataFrame(rows)
    keys = frame.assign(who=frame["operator"].map(order), last=frame["high"].isna())
    return frame.loc[keys.sort_values(["who", "last", "high"]).index].reset_index(drop=True)


def _describe(rows: pd.DataFrame) -> str:
    bands = rows[(rows["shown"] == _BAND) & (rows["low"] < rows["high"])]
    alike = int(((rows["shown"] == _BAND) & (rows["low"] == rows["high"])).sum())
    widest = bands.assign(ratio=bands["high"] / bands["low"]).sort_values("ratio").iloc[-1]
    japan = rows[(rows["operator"] == "Japan") & (rows["shown"] != _NONE)]
    listed = "; ".join(f"{r.system}, {r.words} km" for r in japan.itertuples())
    return (
        f"A chart with a row for each of {len(rows)} missile systems; a line runs from the "
        "lowest to the highest published range in kilometres, on an axis where each step "
        f"multiplies. {len(bands)} systems have two different figures, {alike} low and high alike, "
        f"{int((rows['shown'] == _ONE).sum())} have a single one, "
        f"{int((rows['shown'] == _NONE).sum())} have none. Japan's are: {listed}. The widest band, "
        f"as a ratio, is that of {widest['system']} ({widest['words']} km)."
    )
