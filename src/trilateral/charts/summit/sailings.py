"""Who sailed with whom before and after a dividing line, with the length of each window."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts import chance
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.summit.activities import activities, counts, rows, windows
from trilateral.charts.theme import INK, above
from trilateral.evidence.figures import sailings
from trilateral.models.rates import poisson_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY: Final = "any country"
EVERY: Final = "Every kind"
_TOP: Final = 2.4
"""End of the axis of rates, activities a month; bars that go on are cut there."""
_ROW: Final = 29
_COUNT: Final = 26
"""CSS pixels at either end of a row for the number of activities on that side of the line."""


def who_sailed() -> Figure:
    """Return activities by partner of the Philippines: in time, and as rates on either side.

    Lists choose the dividing line, the company (a country that must have taken part) and the kind.
    """
    loaded = evidence.load("joint_activities").sort_values(["date", "id"], ignore_index=True)
    frame = rows(loaded)
    partners = list(frame["partner"].value_counts().index)
    kinds = sorted(frame["kind"].unique())
    names = list(events.lines())
    japan = evidence.labels("joint_activities", "participants")["JP"]
    params = [
        _choice("divide", names[0], "Dividing line", names),
        _choice("company", japan, "Activities with", [ANY, *partners]),
        _choice("kind", EVERY, "Kind", [EVERY, *kinds]),
    ]
    tested = f"({_test()})"
    chart = alt.vconcat(
        _sentence(alt.Chart(activities(loaded)), tested),
        _strip(alt.Chart(frame), tested, partners),
        _rates(alt.Chart(activities(loaded)), tested),
        spacing=10,
    ).add_params(*params)
    table = counts(frame)
    return Figure(
        chart=chart,
        question="Did more sail together after the line, or was there only more time?",
        description=_describe(counts(frame[frame["who"].str.contains(japan)]), japan),
        sources=sources(loaded),
        table=table,
        note=(
            "Each activity includes the Philippines and is once in the row of each partner; "
            "the numbers at the ends of a row are the counts before and after the line. The "
            "table has each partner's rates, for activities with any country. "
            "An activity on the day of the line counts as after. The record has no stated bounds: "
            "the windows run from its first day to its last. Bars are 95 % intervals, "
            f"cut at {_TOP} a month. {chance.NOTE}"
        ),
        method=chance.METHOD,
    )


def _choice(name: str, value: str, label: str, options: Sequence[str]) -> alt.Parameter:
    return alt.param(name, value=value, bind=alt.binding_select(options=options, name=label))


def _test() -> str:
    return (
        f"(company === '{ANY}' || indexof(datum.who, company) >= 0) && "
        f"(kind === '{EVERY}' || datum.kind === kind)"
    )


def _of_line(column: str) -> str:
    """Return the Vega expression for a column of `windows` at the dividing line chosen."""
    first, *rest = [(window.line, repr(getattr(window, column))) for window in windows()]
    return "".join(f"divide === '{line}' ? {value} : " for line, value in rest) + first[1]


def _tallied(data: alt.Chart, tested: str, groupby: list[str]) -> alt.Chart:
    """Return the counts on either side of the line as ``before`` and ``after``."""
    day = f"({_of_line('day')})"
    return data.transform_calculate(
        b=f"{tested} && datum.on < {day} ? 1 : 0", a=f"{tested} && datum.on >= {day} ? 1 : 0"
    ).transform_aggregate(before="sum(b)", after="sum(a)", groupby=groupby)


def _with_interval(data: alt.Chart, count: str, months: str, prefix: str = "") -> alt.Chart:
    """Add rate and bounds to rows with a count, by looking the interval up."""
    most = len(evidence.load("joint_activities"))
    bounds = pd.DataFrame(
        [(n, *(round(x, 4) for x in poisson_interval(n))) for n in range(most + 1)],
        columns=["count", "low", "high"],
    )
    low, high = f"{prefix}low", f"{prefix}high"
    return data.transform_lookup(
        count, alt.LookupData(bounds, "count", ["low", "high"]), **{"as": [low, high]}
    ).transform_calculate(
        **{
            f"{prefix}months": months,
            f"{prefix}rate": f"datum.{count} / ({months})",
            f"{prefix}from": f"datum.{low} / ({months})",
            f"{prefix}to": f"datum.{high} / ({months})",
        }
    )


def _sentence(data: alt.Chart, tested: str) -> alt.Chart:
    whole = _tallied(data, tested, [])
    for side in (events.BEFORE, events.AFTER):
        whole = _with_interval(whole, side, f"({_of_line(side)})", f"{side}_")
    spans = {window.line: (window.before, window.after) for window in windows()}
    most = len(evidence.load("joint_activities"))
    whole = chance.tested(whole, "divide", ("datum.before", "datum.after"), spans, most)

    def count(side: str) -> str:
        return (
            f"format(datum.{side}_rate, '.2f') + ' a month {side} (' + "
            f"format(datum.{side}_from, '.2f') + ' to ' + format(datum.{side}_to, '.2f') + ')'"
        )

    return sentence(
        whole,
        f"'With ' + company + ': ' + datum.before + ' in the ' + format({_of('before')}, '.1f') + "
        "' months before, ' + datum.after + ' in the ' + "
        f"format({_of('after')}, '.1f') + ' months after.'",
        f"{count('before')} + ', ' + {count('after')} + '.'",
        chance.verdict(),
        width=WIDTH,
        when="datum.before + datum.after > 0",
        otherwise="'No activity in this selection.'",
    )


def _of(side: str) -> str:
    return f"datum.{side}_months"


def _strip(data: alt.Chart, tested: str, partners: list[str]) -> alt.LayerChart:
    start, end = sailings.window(evidence.load)
    room = pd.Timedelta(days=20)  # so that the first and last marks are whole
    inside = alt.Scale(
        type="utc",
        domain=events.iso([start - room, end + room]),
        range=[_COUNT, alt.ExprRef(f"page - {_COUNT}")],
    )
    x = alt.X("when:T", title=None, scale=inside, axis=alt.Axis(labelOverlap="greedy"))
    y = alt.Y("partner:N", title=None, scale=alt.Scale(domain=partners), axis=above())
    points = (
        data.transform_filter(tested)
        .transform_calculate(
            side=f"datum.on < ({_of_line('day')}) ? '{events.BEFORE}' : '{events.AFTER}'"
        )
        .mark_point(filled=True, size=70, opacity=0.8)
        .encode(
            x=x,
            y=y,
            color=alt.Color("side:N", scale=events.SIDE_SCALE, legend=None),
            shape=alt.Shape("side:N", scale=events.SIDE_SHAPES, legend=None),
            tooltip=[
                alt.Tooltip("when:N", title="Day"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("who:N", title="With the Philippines"),
                alt.Tooltip("place:N", title="Where"),
            ],
        )
    )
    lines = _drawn_lines(partners).transform_filter("datum.line === divide")
    once = lines.transform_filter(f"datum.partner === {partners[0]!r}")
    before, after = events.SIDE_SCALE.range
    tallied = _tallied(data, tested, ["partner"])
    numbers = [
        tallied.mark_text(align=align, color=tone, fontWeight="bold").encode(
            x=alt.value(at), y=y, text=f"{side}:Q"
        )
        for side, align, tone, at in (
            (events.BEFORE, "left", before, 0),
            (events.AFTER, "right", after, alt.ExprRef("page")),
        )
    ]
    name = once.mark_text(color=INK.ref, dy=-32, baseline="bottom").encode(
        x=x, y=alt.value(0), text="words:N"
    )
    sides = events.sides(once, x, "before", "after")
    layers = [events.dashes(lines, x, y), name, *sides, points, *numbers]
    return alt.layer(*layers).properties(width=WIDTH, height=_ROW * len(partners))


def _drawn_lines(partners: list[str]) -> alt.Chart:
    """Return each dividing line in each partner's row."""
    lines = pd.DataFrame([asdict(window) for window in windows()])[["line", "day"]]
    words = [events.day(day) for day in events.lines().values()]
    named = lines.assign(words=words).rename(columns={"day": "when"})
    return alt.Chart(named.merge(pd.DataFrame({"partner": partners}), how="cross"))


def _rates(data: alt.Chart, tested: str) -> alt.LayerChart:
    """Return the two rates of the choice, each with its interval and its count."""
    tallied = _tallied(data, tested, []).transform_fold(
        [events.BEFORE, events.AFTER], as_=["side", "n"]
    )
    months = f"datum.side === '{events.BEFORE}' ? ({_of_line('before')}) : ({_of_line('after')})"
    rated = _with_interval(tallied, "n", months)
    within = alt.Scale(domain=[0, _TOP], clamp=True)
    y = alt.Y("side:N", sort=[events.BEFORE, events.AFTER], title=None, axis=None)
    color = alt.Color("side:N", scale=events.SIDE_SCALE, legend=None)
    title = "Activities a month, with 95 % interval"
    bars = rated.mark_rule(strokeWidth=2, opacity=1).encode(
        x=alt.X("from:Q", scale=within, title=None, axis=alt.Axis(grid=True, tickCount=6)),
        x2="to:Q",
        y=y,
        color=color,
    )
    points = rated.mark_point(filled=True, size=80, opacity=1).encode(
        x=alt.X("rate:Q", scale=within),
        y=y,
        color=color,
        shape=alt.Shape("side:N", scale=events.SIDE_SHAPES, legend=None),
        tooltip=[
            alt.Tooltip("side:N", title="Side of the line"),
            alt.Tooltip("n:Q", title="Activities"),
            alt.Tooltip("months:Q", title="Months watched", format=".1f"),
            alt.Tooltip("rate:Q", title="A month", format=".2f"),
        ],
    )
    words = rated.transform_calculate(
        words="datum.n + ' ' + datum.side + ', in ' + format(datum.months, '.1f') + ' months'"
    )
    labels = words.mark_text(align="left", dy=-14).encode(x=alt.value(0), y=y, text="words:N")
    return alt.layer(bars, points, labels).properties(
        width=WIDTH, height=alt.Step(30), title=alt.Title(title, fontSize=12, offset=12)
    )


def _describe(table: pd.DataFrame, company: str) -> str:
    first = table["dividing_line"].iloc[0]
    chosen = table[table["dividing_line"] == first]

    def count(partner: str, side: str) -> str:
        row = chosen[(chosen["partner"] == partner) & (chosen["side"] == side)].iloc[0]
        return f"{row['activities']} {side} ({row['a_month']:.2f} a month)"

    listed = "; ".join(
        f"{p}: {count(p, 'before')}, {count(p, 'after')}" for p in chosen["partner"].unique()
    )
    months = chosen.drop_duplicates("side").set_index("side")["months_watched"]
    return (
        "Above, a row for each partner of the Philippines with a mark at each activity along time, "
        "a dashed dividing line, and the counts on either side of it. Below, activities a month "
        "before and after the line, with intervals. Lists choose the line, a country that must "
        f"have taken part, and the kind. As it opens, with {company} and divided by {first}, "
        f"{months['before']} months before and {months['after']} after: {listed}."
    )
