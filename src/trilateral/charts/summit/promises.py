"""What was promised at the summit and after it, and what became of each promise."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral import evidence
from trilateral.charts.figure import Figure
from trilateral.charts.page import WIDTH, wrapped
from trilateral.charts.sentence import count, sentence
from trilateral.charts.sourcing import sources
from trilateral.charts.summit import events
from trilateral.charts.theme import BLUE, GOLD, GREY, INK, above, scale
from trilateral.evidence.figures import summit

OUTCOMES: Final = {
    "delivered": "Done",
    "in_progress": "Begun, not finished",
    "unknown": "No trace found",
}
"""What became of a promise, in a reader's words; the third is not “broken”."""
_TONES: Final = (BLUE, GOLD, GREY)
_SHAPES: Final = ["square", "triangle-up", "cross"]
_COLUMN: Final = 5.5
"""Width of an outcome's column, in marks; no field has more promises with one outcome."""
_ROW: Final = 44


def promises() -> Figure:
    """Return the promises as marks in a grid of field and outcome.

    Boxes leave out promises made later, promises not shared by all three governments, and rows of
    low confidence; the sentence counts what is left.
    """
    loaded = evidence.load("summit_commitments")
    frame = rows(loaded)
    boxes = [
        alt.param(name, value=False, bind=alt.binding_checkbox(name=label))
        for name, label in (
            ("same_day", "Only promises of the summit itself"),
            ("all_three", "Only promises of all three governments"),
            ("surer", "Leave out rows of low confidence"),
        )
    ]
    chosen = alt.Chart(frame).transform_filter(
        "(!same_day || datum.same_day) && (!all_three || datum.all_three) && (!surer || !datum.low)"
    )
    chart = alt.vconcat(_sentence(chosen), _grid(chosen, frame), spacing=8).add_params(*boxes)
    return Figure(
        chart=chart,
        question="What became of the promises?",
        description=_describe(frame),
        sources=sources(loaded),
        table=frame[["field", "outcome", "promise", "announced"]].sort_values(["field", "outcome"]),
        note=(
            "“No trace found” means that the sources of this course say neither that it was done "
            "nor that it was dropped. It is a limit of the record, not a verdict on a promise. "
            "What is begun may have been finished since its last trace."
        ),
    )


def rows(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return one plain row a promise: field, outcome, and what the boxes ask about it."""
    fields = evidence.labels("summit_commitments", "pillar")
    return pd.DataFrame(
        {
            "field": [events.headed(fields[str(p)]) for p in loaded["pillar"]],
            "outcome": [OUTCOMES[str(f)] for f in loaded["follow_through"]],
            "promise": loaded["commitment"].astype(object),
            "announced": loaded["announced"].dt.strftime("%Y-%m-%d"),
            "same_day": (loaded["announced"] == summit.day_of_summit(evidence.load)),
            "all_three": [set(a) >= summit.THREE for a in loaded["actors"]],
            "low": loaded["confidence"].astype(str) == "low",
        }
    )


def _sentence(chosen: alt.Chart) -> alt.Chart:
    sums = {key: f"datum.outcome === '{label}' ? 1 : 0" for key, label in OUTCOMES.items()}
    whole = (
        chosen.transform_calculate(**sums)
        .transform_aggregate(total="count()", **{key: f"sum({key})" for key in sums})
        .transform_calculate(
            least="format(datum.delivered / datum.total, '.0%')",
            traced="format((datum.delivered + datum.in_progress) / datum.total, '.0%')",
        )
    )
    return sentence(
        whole,
        f"{count('total', 'promise', 'promises')} + ': ' + datum.delivered + ' done, ' + "
        "datum.in_progress + ' begun, ' + datum.unknown + ' without a trace.'",
        "'Known to be done: ' + datum.least + '. Done or begun: ' + datum.traced + "
        "'. The record sets no upper limit.'",
        width=WIDTH,
        when="isValid(datum.total) && datum.total > 0",
        otherwise="'No promise in this selection.'",
    )


def _grid(chosen: alt.Chart, frame: pd.DataFrame) -> alt.LayerChart:
    fields = list(frame["field"].value_counts().index)
    labels = list(OUTCOMES.values())
    placed = chosen.transform_window(
        place="row_number()", groupby=["field", "outcome"]
    ).transform_calculate(
        across=f"indexof({labels}, datum.outcome) * {_COLUMN} + datum.place",
    )
    x = alt.X("across:Q", axis=None, scale=alt.Scale(domain=[0, _COLUMN * len(labels)], nice=False))
    y = alt.Y(
        "field:N",
        title=None,
        scale=alt.Scale(domain=fields),
        axis=above(-18, gridDash=[2, 3]),
    )
    marks = placed.mark_point(
        filled=True, size=alt.ExprRef("min(330, pow(page / 28, 2))"), opacity=1
    ).encode(
        x=x,
        y=y,
        color=alt.Color("outcome:N", scale=scale(labels, _TONES), legend=None),
        shape=alt.Shape("outcome:N", scale=alt.Scale(domain=labels, range=_SHAPES), legend=None),
        tooltip=[
            alt.Tooltip("promise:N", title="Promise"),
            alt.Tooltip("outcome:N", title="What became of it"),
        ],
    )
    heads = pd.DataFrame(
        {
            "across": [n * _COLUMN + (0.6 if n else 0) for n in range(len(labels))],
            "outcome": labels,
        }
    )
    head = (
        alt.Chart(heads)
        .transform_calculate(words=wrapped("datum.outcome", f"page / {len(labels)} - 20"))
        .mark_text(align="left", baseline="top", fontWeight="bold", color=INK.ref, lineHeight=14)
        .encode(x=alt.X("across:Q", axis=None), y=alt.value(-46), text="words:N")
    )
    return alt.layer(head, marks).properties(width=WIDTH, height=_ROW * len(fields))


def _describe(frame: pd.DataFrame) -> str:
    def counted(part: pd.DataFrame) -> str:
        counts = part["outcome"].value_counts()
        return "; ".join(f"{o.lower()}, {counts.get(o, 0)}" for o in OUTCOMES.values())

    by_field = ". ".join(
        f"{field}: {counted(part)}"
        for field, part in sorted(
            frame.groupby("field"), key=lambda pair: len(pair[1]), reverse=True
        )
    )
    return (
        "A grid with a row for each field of policy and a column for each outcome; each mark is "
        f"one promise. In all {len(frame)}: {counted(frame)}. {by_field}. Squares are done, "
        "triangles begun, crosses without a trace."
    )
