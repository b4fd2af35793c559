"""The treaty clock: agreements side by side, from a starting line that the learner moves."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.access.clock_rows import clock_rows
from trilateral.charts.figure import Figure
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, MUTED, VERMILION

_WIDTH: Final = 400
_LABELS: Final = 136
"""Pixels that the names of the agreements take, left of the bars."""
_LETTER: Final = 6.8
"""Pixels that a letter of the words behind a bar takes at most."""
LINES: Final = {
    "agreed": "Talks agreed",
    "round": "First formal round",
    "signed": "Signature",
}
"""The starting lines, with the words of their list."""


def treaty_clock() -> Figure:
    """Return a bar per agreement, in days from the chosen starting line.

    The blue bar runs to the signature, the orange one from there to entry into force. What came
    before the starting line stays visible, thin and grey, and is not counted.
    """
    rows = clock_rows()
    names = list(rows["agreement"])
    long = [name.replace(" RAA", "").replace(" SOVFA", "") for name in names_of_long(rows)]
    params = [
        alt.param(
            "line",
            value="round",
            bind=alt.binding_select(
                options=list(LINES), labels=list(LINES.values()), name="Starting line"
            ),
        ),
        alt.param(
            "other",
            value=names[1],
            bind=alt.binding_select(options=names[1:], name="Compare with"),
        ),
        alt.param("all", value=False, bind=alt.binding_checkbox(name="Show the two slow ones too")),
    ]
    data = _counted(alt.Chart(rows))
    chart = alt.vconcat(
        _sentence(data, rows), _bars(data.transform_filter("all || !datum.long"), names)
    ).add_params(*params)
    clock = evidence.load("raa_clock")
    table = _table(clock)
    return Figure(
        chart=chart,
        description=_describe(table, long),
        sources=sources(clock[clock["signed"].notna()]),
        table=table,
        note=(
            "A thin blue or orange line marks days that are not known, where a source gives only a "
            "month or a year. A grey line of words means that no source seen gives this starting "
            f"point. The slow ones are {' and '.join(long)}. Two agreements not yet signed, or "
            f"signed on a day not found, are left out. {_ratified()}"
        ),
    )


def names_of_long(rows: pd.DataFrame) -> list[str]:
    """Return the agreements that are shown only on demand."""
    return [str(name) for name in rows[rows["long"] == 1]["agreement"]]


def _ratified() -> str:
    """Return what another date tells of an agreement of which this chart has the month alone."""
    row = evidence.load("access_agreements").set_index("id").loc["ph-us-edca"]
    signed, ratified = row["signed"], row["ratified_a"]
    return (
        "EDCA's range is that of its month of entry into force. The president ratified it on "
        f"{ratified.day} {ratified:%B %Y}, and it can hardly have been in force before: so "
        f"{(ratified - signed).days} days is the least."
    )


def _counted(data: alt.Chart) -> alt.Chart:
    """Return the rows with the starting line and the days from it, worked out in the page."""
    return (
        data.transform_calculate(
            zero="line === 'signed' ? 0 : line === 'round' ? datum.round : datum.agreed_hi",
            zero_lo="line === 'signed' ? 0 : line === 'round' ? datum.round : datum.agreed_lo",
            first="isValid(datum.agreed_hi) ? datum.agreed_hi : datum.round",
        )
        .transform_calculate(
            known="isValid(datum.zero)",
            in_force="isValid(datum.force_lo)",
            begin="isValid(datum.first) ? datum.first - datum.zero : 0",
            unsure="datum.agreed_lo - datum.zero",
            sign="0 - datum.zero",
            sign_hi="0 - datum.zero_lo",
            force="datum.force_lo - datum.zero",
            force_last="datum.force_hi - datum.zero",
            total="datum.force_lo - datum.zero",
            total_hi="datum.force_hi - datum.zero_lo",
        )
        .transform_calculate(
            signing=_range("sign", "sign_hi"),
            lasting=_range("total", "total_hi"),
        )
    )


def _range(low: str, high: str) -> str:
    first, last = f"format(datum.{low}, ',')", f"format(datum.{high}, ',')"
    return f"datum.{low} === datum.{high} ? {first} : {first} + ' to ' + {last}"


def _bars(data: alt.Chart, names: list[str]) -> alt.LayerChart:
    known = data.transform_filter("datum.known")
    forced = known.transform_filter("datum.in_force")
    y = alt.Y("agreement:N", sort=names, title=None, axis=alt.Axis(labelLimit=190, ticks=False))
    title = "Days from the starting line (before it: below zero)"
    x_axis = alt.Axis(grid=True, tickCount=7)
    tooltip = [
        alt.Tooltip("agreement:N", title="Agreement"),
        alt.Tooltip("signing:N", title="Days to signature"),
        alt.Tooltip("lasting:N", title="Days to entry into force"),
    ]

    def bar(part: alt.Chart, start: str, end: str, color: object, **mark: float) -> alt.Chart:
        return part.mark_rule(color=color, **mark).encode(
            x=alt.X(f"{start}:Q", title=title, axis=x_axis), x2=f"{end}:Q", y=y, tooltip=tooltip
        )

    zero = (
        alt.Chart(pd.DataFrame({"at": [0]}))
        .mark_rule(color=INK.ref, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x="at:Q")
    )
    end = known.transform_calculate(
        at="datum.in_force ? datum.force_last : datum.sign",
        words="datum.in_force ? datum.lasting + ' days' : "
        "(line === 'signed' ? '' : datum.signing + ' to signature; ') + 'force not found'",
    )
    words = end.mark_text(align="left", dx=8).encode(x="at:Q", y=y, text="words:N")
    room = _room(end).mark_point(opacity=0, aria=False).encode(x="room:Q", y=y)
    unknown = (
        data.transform_filter("!datum.known")
        .transform_calculate(at="0", words="'starting line not known'")
        .mark_text(align="left", dx=8, color=MUTED.ref, fontStyle="italic")
        .encode(x="at:Q", y=y, text="words:N")
    )
    mark = {"strokeWidth": 2, "opacity": 1, "filled": True, "size": 90}
    sign = known.mark_point(shape="square", color=INK.ref, **mark).encode(x="sign:Q", y=y)
    force = forced.mark_point(shape="diamond", color=INK.ref, **mark).encode(x="force:Q", y=y)
    unsure = known.transform_filter("isValid(datum.agreed_lo)")
    from_line = known.transform_calculate(origin="0")
    return alt.layer(
        bar(unsure, "unsure", "begin", BLUE.ref, strokeWidth=3),
        bar(known, "begin", "sign", MUTED.ref, strokeWidth=6),
        bar(from_line, "origin", "sign", BLUE.ref, strokeWidth=16),
        bar(forced, "sign", "force", VERMILION.ref, strokeWidth=16),
        bar(forced, "force", "force_last", VERMILION.ref, strokeWidth=3),
        room,
        zero,
        sign,
        force,
        words,
        unknown,
    ).properties(width=_WIDTH, height=alt.Step(34))


def _room(end: alt.Chart) -> alt.Chart:
    """Return how far the axis must reach for the words behind each bar to lie within the chart.

    Words that take the share ``s`` of the width end within it if the axis runs from its first day
    ``f`` to ``(at - s * f) / (1 - s)`` or beyond.
    """
    return (
        end.transform_calculate(
            start="min(0, datum.begin, isValid(datum.unsure) ? datum.unsure : 0)",
            share=f"min(0.8, (12 + {_LETTER} * length(datum.words)) / {_WIDTH})",
        )
        .transform_joinaggregate(first="min(start)")
        .transform_calculate(room="(datum.at - datum.share * datum.first) / (1 - datum.share)")
    )


def _sentence(data: alt.Chart, rows: pd.DataFrame) -> alt.Chart:
    main, every, few = rows["agreement"][0], len(rows), int((rows["long"] == 0).sum())
    one = data.transform_calculate(
        is_main=f"datum.agreement === '{main}' ? 1 : 0",
        is_other="datum.agreement === other ? 1 : 0",
    ).transform_aggregate(a="argmax(is_main)", b="argmax(is_other)")
    start = (
        "line === 'signed' ? 'From signature' : line === 'round' ? 'From the first formal round'"
        " : 'From the day leaders agreed to talk, or talks were announced'"
    )
    signing = "(line === 'signed' ? '' : ' (' + datum.{0}.signing + ' to signature)')"
    lasting = "datum.{0}.lasting + ' days to entry into force' + " + signing
    other = (
        "!datum.b.known ? 'this starting line is not known.'"
        " : datum.b.in_force ? " + lasting.format("b") + " + '.'"
        " : (line === 'signed' ? '' : datum.b.signing + ' days to signature; ')"
        " + 'no entry into force found.'"
    )
    some = "(datum.b.total === datum.b.total_hi ? '' : 'at least ')"
    verdict = (
        "!(datum.b.known && datum.b.in_force) ? 'The two cannot be compared from this line.'"
        f" : datum.a.total < datum.b.total ? '{main}: quicker by ' + {some}"
        " + format(datum.b.total - datum.a.total, ',') + ' days.'"
        f" : '{main}: slower by ' + {some}"
        " + format(datum.a.total - datum.b.total_hi, ',') + ' days.'"
    )
    return sentence(
        one,
        f"({start}) + ' (' + (all ? '{every}' : '{few} of {every}') + ' agreements shown):'",
        f"'{main}: ' + {lasting.format('a')} + '.'",
        f"other + ': ' + ({other})",
        verdict,
        width=_WIDTH,
    ).encode(x=alt.value(-_LABELS))


def _table(clock: pd.DataFrame) -> pd.DataFrame:
    shown = clock[clock["signed"].notna()]
    words = evidence.labels("raa_clock", "opened_basis")
    counts = ["days_open_to_sign", "days_sign_to_force", "days_open_to_force"]
    table = shown[["agreement"]].assign(
        starting_line=[words[str(basis)] for basis in shown["opened_basis"]]
    )
    return table.join(shown[counts]).reset_index(drop=True)


def _describe(table: pd.DataFrame, long: list[str]) -> str:
    def days(value: Any) -> str:  # noqa: ANN401 -- a count or pandas' NA, which has no common type
        return "not known" if pd.isna(value) else f"{value:,}"

    listed = "; ".join(
        f"{r.agreement} (start: {r.starting_line}): days to signature "
        f"{days(r.days_open_to_sign)}, from there to entry into force {days(r.days_sign_to_force)}"
        for r in table.itertuples()
    )
    return (
        "One horizontal bar per agreement, in days from a starting line that a list below the "
        "chart moves: blue to the signature, orange from there to entry into force. It opens on "
        f"the first formal round, without {' and '.join(long)}. {listed}."
    )
