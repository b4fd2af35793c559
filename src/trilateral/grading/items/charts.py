"""Charts of an item analysis: which items go with the rest, and which tests hold together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral.charts import theme
from trilateral.grading.items.flags import FINE, POOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.grading.items.analysis import Item
    from trilateral.grading.items.whole import Whole

_R: Final = "correlation r, with its 95 % interval"
_D: Final = "strongest less weakest 27 %, D"
_WIDTH: Final = 420


def items(items: Sequence[Item]) -> alt.FacetChart:
    """Return each item's relation to the rest with its interval and D, hardest item first."""
    shown_items = sorted(
        (item for item in items if item.rest), key=lambda item: item.difficulty or 0
    )
    versions = Counter((item.test, item.item) for item in items)
    rows = [
        {"test": item.test, "item": _label(item, versions[item.test, item.item])}
        | {"difficulty": item.difficulty}
        | figure
        for item in shown_items
        for figure in _figures(item)
    ]
    columns = ["test", "item", "difficulty", "figure", "value", "from", "to"]
    data = pd.DataFrame(rows, columns=columns).round(3)
    order = alt.EncodingSortField("difficulty", op="mean")  # two tests may name an item alike
    axis = alt.Axis(labelLimit=260)
    base = alt.Chart().encode(
        y=alt.Y("item:N", sort=order, title="item, hardest first", axis=axis),
    )
    x = alt.X("value:Q", title="relation to the rest of the test", scale=alt.Scale(domain=[-1, 1]))
    figure = alt.Legend(title=None, orient="top", symbolFillColor="transparent")
    point = base.mark_point(size=80, strokeWidth=2, opacity=1).encode(
        x=x,
        color=alt.Color("figure:N", scale=theme.scale([_R, _D]), legend=figure),
        shape=alt.Shape(
            "figure:N", scale=alt.Scale(domain=[_R, _D], range=["circle", "diamond"]), legend=figure
        ),
    )
    line = base.mark_rule(color=theme.MUTED.ref, strokeWidth=2).encode(x="from:Q", x2="to:Q")
    zero = alt.Chart().mark_rule(color=theme.MUTED.ref, aria=False).encode(x=alt.datum(0))
    return (
        alt.layer(zero, line, point)
        .properties(width=_WIDTH)
        .facet(
            alt.Facet("test:N", title=None, header=alt.Header(labelAnchor="start")),
            columns=1,
            data=data,
        )
        .resolve_scale(y="independent")
        .properties(
            title="Which items go with the rest of the test?", description=_items_said(shown_items)
        )
    )


def together(wholes: Sequence[Whole]) -> alt.LayerChart:
    """Return each test's consistency with its interval, between Moodle's two bounds."""
    shown_wholes = [whole for whole in wholes if whole.alpha]
    versions = Counter(whole.test for whole in shown_wholes)
    rows = [
        {
            "test": _named(whole, versions[whole.test]),
            "alpha": whole.alpha.value,
            "from": whole.alpha.low,
            "to": whole.alpha.high,
        }
        for whole in shown_wholes
        if whole.alpha
    ]
    data = pd.DataFrame(rows, columns=["test", "alpha", "from", "to"]).round(3)
    lowest = min([0.0, *data["from"]])
    base = alt.Chart(data).encode(y=alt.Y("test:N", title=None, axis=alt.Axis(labelLimit=260)))
    x = alt.X(
        "alpha:Q",
        title="Cronbach's alpha, and its 95 % interval",
        scale=alt.Scale(domain=[lowest, 1]),
    )
    line = base.mark_rule(color=theme.MUTED.ref, strokeWidth=2).encode(x="from:Q", x2="to:Q")
    point = base.mark_point(size=80, strokeWidth=2, opacity=1, color=theme.BLUE.ref).encode(x=x)
    bounds = [
        mark
        for at, word, align, dx in (
            (POOR, f"poor below {POOR}", "right", -4),
            (FINE, f"fine above {FINE}", "left", 4),
        )
        for mark in _bound(at, word, align, dx)
    ]
    return alt.layer(*bounds, line, point).properties(
        width=_WIDTH,
        title=alt.Title("Do the items of each test agree?", offset=24),
        description=_wholes_said(shown_wholes),
    )


def _figures(item: Item) -> list[dict[str, object]]:
    if not item.rest:
        return []
    r = {"figure": _R, "value": item.rest.value, "from": item.rest.low, "to": item.rest.high}
    return [r] if item.discrimination is None else [r, {"figure": _D, "value": item.discrimination}]


def _label(item: Item, versions: int) -> str:
    version = f", version {item.version}" if versions > 1 else ""
    return f"{item.item}{version} (N = {item.compared})"


def _named(whole: Whole, versions: int) -> str:
    version = f", version {whole.version}" if versions > 1 else ""
    return f"{whole.test}{version} (N = {whole.n})"


def _bound(at: float, word: str, align: str, dx: int) -> tuple[alt.Chart, alt.Chart]:
    point = alt.Chart(pd.DataFrame({"at": [at], "word": [word]})).encode(x="at:Q")
    text = point.mark_text(align=align, dx=dx, color=theme.MUTED.ref).encode(
        text="word:N", y=alt.value(-8)
    )
    return point.mark_rule(color=theme.MUTED.ref, strokeDash=[4, 3]), text


def _items_said(items: Sequence[Item]) -> str:
    words = "; ".join(
        f"{item.item}, {item.compared} learners: r {item.rest.value:+.2f}, "
        f"{item.rest.low:+.2f} to {item.rest.high:+.2f}"
        + ("" if item.discrimination is None else f", D {item.discrimination:+.2f}")
        for item in items
        if item.rest
    )
    return (
        "Circles with intervals, and diamonds, one an item, on a scale from -1 to 1: the "
        "correlation with the rest of the test, and how much more of the points the strongest 27 % "
        f"got than the weakest. {words or 'No item has enough answers for a figure'}."
    )


def _wholes_said(wholes: Sequence[Whole]) -> str:
    words = "; ".join(
        f"{whole.test}, {whole.n} learners: {whole.alpha.value:.2f}, {whole.alpha.low:.2f} to "
        f"{whole.alpha.high:.2f}, {whole.words}"
        for whole in wholes
        if whole.alpha
    )
    return (
        f"Circles with intervals, one a test, and lines at {POOR} and {FINE}: Cronbach's alpha. "
        f"{words or 'No test has enough answers for a figure'}."
    )
