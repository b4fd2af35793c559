"""The events by kind and actor along time, before and after the summit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH, wrapped
from trilateral.charts.sentence import count, sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import INK, MUTED, above
from trilateral.evidence.figures import summit

if TYPE_CHECKING:
    from collections.abc import Sequence

ANYONE: Final = "Anyone"
TOGETHER: Final = "Japan, Philippines and US"
EVERY: Final = "Every kind"
SIDES: Final = {
    "Both sides": "true",
    "Before the summit": f"datum.side === '{events.BEFORE}'",
    "From its day on": f"datum.side === '{events.AFTER}'",
}
"""Which side of the summit, with the Vega test for it."""
SHOWN: Final = 10
"""Titles listed under the time line."""
_FEW: Final = 3
"""Up to so many kinds are named in the sentence."""
_NONE: Final = 9999
"""A place after all others."""
_ROW: Final = 25
_LINE: Final = 16
"""CSS pixels of a title's line, and of each of its three on a narrow page."""
_DATE: Final = 122
"""CSS pixels that the dates take before the titles."""
_FROM: Final = "2022"


def timeline() -> Figure:
    """Return the events along time by kind, with lists for actor, kind, years and side.

    The first titles of the choice stand below, so that no mark needs a pointer to be read.
    """
    loaded = evidence.load("diplomatic_events").sort_values(["date", "id"], ignore_index=True)
    frame = rows(loaded)
    kinds = [events.headed(k) for k in evidence.labels("diplomatic_events", "category").values()]
    actors = _actors(loaded)
    fits = " && ".join(
        (
            f"({_one_of('actor', actors)})",
            f"(kind === '{EVERY}' || datum.kind === kind)",
            "datum.year >= from_year && datum.year <= to_year",
            f"({_one_of('side', SIDES)})",
        )
    )
    chosen = alt.Chart(frame).transform_filter(fits)
    parts = _sentence(alt.Chart(frame), fits), _strip(chosen, kinds), _titles(chosen)
    chart = (
        alt.vconcat(*parts, spacing=6)
        .resolve_scale(color="independent", shape="independent")
        .add_params(*_lists(list(actors), kinds, loaded["date"]), _titles_tall())
    )
    return Figure(
        chart=chart,
        question="Who did what, and when?",
        description=_describe(frame),
        sources=sources(loaded),
        table=frame[["words", "kind", "who", "title", "side"]].rename(columns={"words": "date"}),
        note=(
            "An event's actors are the governments it concerns, whether they took part or not. A "
            "hollow mark is an event of which only the month or year is known; it is at the "
            "first possible day. The table is a selection made for this course, and it is thin "
            "before 2022: an empty stretch does not show that nothing happened."
        ),
    )


def rows(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return one plain row an event; they are given, and stay, in time order."""
    names = evidence.labels("diplomatic_events", "actors")
    kinds = evidence.labels("diplomatic_events", "category")
    after = loaded["date"] >= summit.day_of_summit(evidence.load)
    words = events.dated(loaded)
    return pd.DataFrame(
        {
            "when": events.iso(loaded["date"]),
            "year": [f"{d:%Y}" for d in loaded["date"]],
            "place": range(len(loaded)),
            "words": words,
            "known": [str(p) == "day" for p in loaded["date_precision"]],
            "kind": [events.headed(kinds[str(c)]) for c in loaded["category"]],
            "actors": [" ".join(a) for a in loaded["actors"]],
            "who": [", ".join(names[code] for code in a) for a in loaded["actors"]],
            "title": loaded["title"].astype(object),
            "side": [events.AFTER if a else events.BEFORE for a in after],
        }
    )


def _actors(loaded: pd.DataFrame) -> dict[str, str]:
    """Return the choices of actor, each with the Vega test for it."""
    names = evidence.labels("diplomatic_events", "actors")
    codes = {code for actors in loaded["actors"] for code in actors}
    single = {names[code]: _all_of([code]) for code in sorted(codes, key=names.__getitem__)}
    return {ANYONE: "true", TOGETHER: _all_of(sorted(summit.THREE)), **single}


def _lists(actors: list[str], kinds: list[str], days: pd.Series) -> list[alt.Parameter]:
    years = [str(year) for year in range(days.min().year, days.max().year + 1)]
    return [
        _choice("from_year", _FROM, "From", years),
        _choice("to_year", years[-1], "To", years),
        _choice("kind", EVERY, "Kind", [EVERY, *kinds]),
        _choice("actor", ANYONE, "Actor", actors),
        _choice("side", next(iter(SIDES)), "Side", list(SIDES)),
    ]


def _all_of(codes: Sequence[str]) -> str:
    return " && ".join(f"indexof(datum.actors, '{code}') >= 0" for code in codes)


def _one_of(param: str, tests: dict[str, str]) -> str:
    return " || ".join(f"({param} === '{name}' && ({test}))" for name, test in tests.items())


def _choice(name: str, value: str, label: str, options: Sequence[str]) -> alt.Parameter:
    return alt.param(name, value=value, bind=alt.binding_select(options=options, name=label))


def _sentence(data: alt.Chart, fits: str) -> alt.Chart:
    # Rows are weighted, not filtered: an empty table has no row to say that it is empty.
    sides = {s: f"({fits}) && datum.side === '{s}' ? 1 : 0" for s in (events.BEFORE, events.AFTER)}
    whole = (
        data.transform_calculate(
            **sides,
            rising=f"({fits}) ? datum.place : {_NONE}",
            falling=f"({fits}) ? datum.place : -1",
        )
        .transform_aggregate(
            before="sum(before)",
            after="sum(after)",
            earliest="argmin(rising)",
            latest="argmax(falling)",
            groupby=["kind"],
        )
        .transform_calculate(
            total="datum.before + datum.after",
            rising="datum.earliest.rising",
            falling="datum.latest.falling",
            some="datum.before + datum.after > 0 ? 1 : 0",
            word="datum.before + datum.after > 0 ? "
            "', ' + datum.kind + ' (' + (datum.before + datum.after) + ')' : ''",
        )
        .transform_aggregate(
            before="sum(before)",
            after="sum(after)",
            total="sum(total)",
            kinds="sum(some)",
            each="values(word)",
            first="argmin(rising)",
            last="argmax(falling)",
        )
    )
    who = f"(actor === '{ANYONE}' ? '' : ' with ' + actor)"
    return sentence(
        whole,
        f"{count('total', 'event', 'events')} + {who} + ', ' + from_year + ' to ' + to_year + ': '",
        "datum.before + ' before the summit, ' + datum.after + ' from its day on.'",
        f"datum.kinds > {_FEW} ? 'They are of ' + datum.kinds + ' kinds.'"
        " : 'Kinds: ' + slice(join(pluck(datum.each, 'word'), ''), 2) + '.'",
        "'First of them: ' + datum.first.earliest.words + '. "
        "Last: ' + datum.last.latest.words + '.'",
        width=WIDTH,
        when="datum.total > 0",
        otherwise="'No event in this selection.'",
    )


def _strip(chosen: alt.Chart, kinds: list[str]) -> alt.LayerChart:
    scale = alt.Scale(
        type="utc",
        domainMin={"expr": "utc(toNumber(from_year), 0, 1)"},
        domainMax={"expr": "utc(toNumber(to_year) + 1, 0, 1)"},
        clamp=True,
    )
    # A label a year, unless there are many or one alone, or the page is narrow.
    some = f"page < {NARROW} || from_year === to_year || to_year - from_year > 12"
    ticks = alt.Axis(tickCount=alt.ExprRef(f"{some} ? 6 : 'year'"), labelOverlap="greedy")
    x = alt.X("when:T", title=None, scale=scale, axis=ticks)
    y = alt.Y("kind:N", title=None, scale=alt.Scale(domain=kinds), axis=above(-11))
    points = [
        chosen.transform_filter(condition)
        .mark_point(size=70, opacity=0.8, strokeWidth=2, filled=filled)
        .encode(
            x=x,
            y=y,
            color=alt.Color("side:N", scale=events.SIDE_SCALE, legend=None),
            shape=alt.Shape("side:N", scale=events.SIDE_SHAPES, legend=None),
            tooltip=[
                alt.Tooltip("words:N", title="When"),
                alt.Tooltip("title:N", title="What"),
                alt.Tooltip("who:N", title="Who"),
            ],
        )
        for condition, filled in (("datum.known", True), ("!datum.known", False))
    ]
    day = events.iso([summit.day_of_summit(evidence.load)])
    within = f"'{day[0][:4]}' >= from_year && '{day[0][:4]}' <= to_year"
    rows_of = alt.Chart(pd.DataFrame({"when": day * len(kinds), "kind": kinds}))
    base = alt.Chart(pd.DataFrame({"when": day})).transform_filter(within)
    return alt.layer(
        events.dashes(rows_of.transform_filter(within), x, y),
        *points,
        *events.sides(base, x, "before the summit", "from its day on"),
    ).properties(width=WIDTH, height=_ROW * len(kinds))


def _titles_tall() -> alt.Parameter:
    """Return the height of the titles: on a narrow page each takes three lines."""
    lines = f"(page < {NARROW} ? 3 : 1)"
    return alt.param(name="titles_tall", expr=f"{(SHOWN + 1) * _LINE} * {lines}")


def _titles(chosen: alt.Chart) -> alt.LayerChart:
    """Return the first titles of the choice as lines of text, and how many are left out."""
    numbered = chosen.transform_window(
        row="row_number()", sort=[alt.SortField("when")]
    ).transform_joinaggregate(total="count()")
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(1, SHOWN + 2))))
    listed = numbered.transform_filter(f"datum.row <= {SHOWN}").transform_calculate(
        lines=f"page < {NARROW} ? {wrapped('datum.title', 'page')} : datum.title"
    )
    narrow = f"page < {NARROW}"
    when = listed.mark_text(
        align="left", color=MUTED.ref, baseline="middle", dy=alt.ExprRef(f"{narrow} ? -14 : 0")
    ).encode(x=alt.value(0), y=y, text="words:N")
    what = listed.mark_text(
        align="left",
        color=INK.ref,
        baseline="middle",
        lineHeight=14,
        dx=alt.ExprRef(f"{narrow} ? 0 : {_DATE}"),
    ).encode(x=alt.value(0), y=y, text="lines:N")
    rest = (
        numbered.transform_filter(f"datum.row === {SHOWN + 1}")
        .transform_calculate(
            more=f"'and ' + (datum.total - {SHOWN}) + ' more: choose less, or open the table'"
        )
        .mark_text(align="left", color=MUTED.ref, baseline="middle")
        .encode(x=alt.value(0), y=y, text="more:N")
    )
    return alt.layer(when, what, rest).properties(
        width=WIDTH, height=_LINE * (SHOWN + 1), name="titles"
    )


def _describe(frame: pd.DataFrame) -> str:
    counts = frame["side"].value_counts()
    together = frame[[all(c in a.split() for c in summit.THREE) for a in frame["actors"]]]
    sides = together["side"].value_counts()
    words = {events.headed(k): k for k in evidence.labels("diplomatic_events", "category").values()}
    by_kind = frame.groupby("kind").size().sort_values(ascending=False)
    listed = ", ".join(f"{words[str(kind)]} {n}" for kind, n in by_kind.items())
    return (
        "A row for each kind of event, with a mark at each event's date and a dashed line at the "
        f"summit. The table holds {len(frame)} events: {counts[events.BEFORE]} before the summit, "
        f"{counts[events.AFTER]} from its day on; {sides[events.BEFORE]} and "
        f"{sides[events.AFTER]} of them concern Japan, the Philippines and the US alike. By kind: "
        f"{listed}. Lists choose actor, kind, years and side, and begin with the years from "
        f"{_FROM} on; the titles of the choice are below."
    )
