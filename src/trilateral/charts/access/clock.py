"""The treaty clock: agreements side by side, from a starting line that the learner moves."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.access.clock_rows import clock_rows
from trilateral.charts.figure import Figure
from trilateral.charts.page import NARROW, WIDTH
from trilateral.charts.sentence import sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.theme import BLUE, INK, MUTED, VERMILION, above

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
        _sentence(data, rows),
        _bars(data.transform_filter("all || !datum.long"), names),
        spacing=8,
    ).add_params(*params)
    clock = evidence.load("raa_clock")
    table = _table(clock)
    return Figure(
        chart=chart,
        question="Which treaty was quick? That depends on where the clock starts",
        description=_describe(table, long),
        sources=sources(clock[clock["signed"].notna()]),
        table=table,
        note=(
            "A thin blue or orange line marks days that are not known, where a source gives only a "
            "month or a year. A grey line of words means that no source seen gives this starting "
            f"point. The slow ones are {' and '.join(long)}. Two agreements not yet signed, or "
            f"signed on an unknown day, are left out. {_ratified()}"
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
        "EDCA's range covers its month of entry into force. The president ratified it on "
        f"{ratified.day} {ratified:%B %Y}, and it can hardly have been in force before that, so "
        f"{(ratified - signed).days} days is the minimum."
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
    bars = data.transform_filter("datum.known")
    forced = bars.transform_filter("datum.in_force")
    y = alt.Y("agreement:N", sort=names, title=None, axis=above(-15, grid=False))
    title = "Days from the starting line"
    x_axis = alt.Axis(tickCount=7, labelOverlap=True)
    tooltip = [
        alt.Tooltip("agreement:N", title="Agreement"),
        alt.Tooltip("signing:N", title="Days to signature"),
        alt.Tooltip("lasting:N", title="Days to entry into force"),
    ]

    def bar(part: alt.Chart, start: str, end: str, color: object, **mark: float) -> alt.Chart:
        return part.mark_rule(color=color, **mark).encode(
            x=alt.X(f"{start}:Q", title=title, axis=x_axis), x2=f"{end}:Q", y=y, tooltip=tooltip
        )

    # A dash in each row: a line would strike the names of the agreements through.
    zero = (
        data.transform_calculate(at="0")
        .mark_tick(color=INK.ref, thickness=1.5, size=20, opacity=1, aria=False)
        .encode(x="at:Q", y=y)
    )
    words = (
        data.transform_calculate(
            words=f"!datum.known ? (page < {NARROW} ? 'not known' : 'starting line not known') :"
            "  datum.in_force ? datum.lasting + ' days'"
            " : 'force not found'"
        )
        .mark_text(align="right", dy=-15)
        .encode(x=alt.value(alt.ExprRef("page")), y=y, text="words:N")
    )
    mark = {"strokeWidth": 2, "opacity": 1, "filled": True, "size": 90}
    sign = bars.mark_point(shape="square", color=INK.ref, **mark).encode(x="sign:Q", y=y)
    force = forced.mark_point(shape="diamond", color=INK.ref, **mark).encode(x="force:Q", y=y)
    unsure = bars.transform_filter("isValid(datum.agreed_lo)")
    from_line = bars.transform_calculate(origin="0")
    return alt.layer(
        bar(unsure, "unsure", "begin", BLUE.ref, strokeWidth=3),
        bar(bars, "begin", "sign", MUTED.ref, strokeWidth=5),
        bar(from_line, "origin", "sign", BLUE.ref, strokeWidth=13),
        bar(forced, "sign", "force", VERMILION.ref, strokeWidth=13),
        bar(forced, "force", "force_last", VERMILION.ref, strokeWidth=3),
        zero,
        sign,
        force,
        words,
        _key(names),
    ).properties(width=WIDTH, height=alt.Step(35))


def _key(names: list[str]) -> alt.LayerChart:
    """Return what the two colours mean, above the first row."""
    base = alt.Chart(pd.DataFrame({"agreement": names[:1]}))
    layers = [
        base.mark_text(align="left", color=tone.ref, fontWeight="bold").encode(
            x=alt.value(offset), y=alt.value(-14), text=alt.value(words)
        )
        for offset, tone, words in ((0, BLUE, "■ to signature"), (112, VERMILION, "■ to force"))
    ]
    return alt.layer(*layers)


def _sentence(data: alt.Chart, rows: pd.DataFrame) -> alt.Chart:
    main, every, few = rows["agreement"][0], len(rows), int((rows["long"] == 0).sum())
    base = data.transform_calculate(
        is_main=f"datum.agreement === '{main}' ? 1 : 0",
        is_other="datum.agreement === other ? 1 : 0",
        is_lost="datum.known || (datum.long && !all) ? 0 : 1",
    ).transform_aggregate(a="argmax(is_main)", b="argmax(is_other)", lost="sum(is_lost)")
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
        base,
        f"({start}) + ' (' + (all ? '{every}' : '{few} of {every}') + ' agreements shown, '"
        " + (datum.lost ? 'not known for ' + datum.lost : 'known for all') + '):'",
        f"'{main}: ' + {lasting.format('a')} + '.'",
        f"other + ': ' + ({other})",
        verdict,
        width=WIDTH,
    )


def _table(clock: pd.DataFrame) -> pd.DataFrame:
    rows = clock[clock["signed"].notna()]
    words = evidence.labels("raa_clock", "opened_basis")
    counts = ["days_open_to_sign", "days_sign_to_force", "days_open_to_force"]
    table = rows[["agreement"]].assign(
        starting_line=[words[str(basis)] for basis in rows["opened_basis"]]
    )
    return table.join(rows[counts]).reset_index(drop=True)


def _describe(table: pd.DataFrame, long: list[str]) -> str:
    def days(value: Any) -> str:  # noqa: ANN401 -- a count or pandas' NA, which has no common type
        return "not known" if pd.isna(value) else f"{value:,}"

    listed = "; ".join(
        f"{r.agreement} (start: {r.starting_line}): days to signature "
        f"{days(r.days_open_to_sign)}, from there to entry into force {days(r.days_sign_to_force)}"
        for r in table.itertuples()
    )
    return (
        "One horizontal bar per agreement, in days from a starting line that a list moves: "
        "blue to the signature, orange from there to entry into force. It opens on "
        f"the first formal round, without {' and '.join(long)}. {listed}."
    )
