"""Item analysis for an instructor's notebook: tables, charts, and a class to try them on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral.charts import theme
from trilateral.grading.gradebook_sync import JOURNAL
from trilateral.grading.items import Answers, First, Item, Say, analyse
from trilateral.grading.items_read import quiz_answers, task_answers
from trilateral.grading.journal import latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LEARNERS: Final = 40
_EXAMPLE: Final = {"item-1": -1.5, "item-2": -0.5, "item-3": 0.0, "item-4": 0.8, "item-5": 9.0}
"""How hard each item of the invented class is; the last is keyed wrongly."""


def analysis(folder: Path | None = None, records: Path | None = None) -> list[Item]:
    """Return how the items did in a class, or in an invented one where no folder is given."""
    if folder is None and records is None:
        return analyse(example())
    answers = task_answers(latest(folder / JOURNAL).values()) if folder else {}
    return analyse(answers | (quiz_answers(records).answers if records else {}))


def example() -> Answers:
    """Return invented answers of invented learners, always the same ones."""
    chance = Random(6)  # noqa: S311 -- an example, not a secret
    found: Answers = {("invented", item, "1"): [] for item in _EXAMPLE}
    for number in range(_LEARNERS):
        skill = 6 * chance.random() - 3
        for item, hard in _EXAMPLE.items():
            knows = chance.random() < 1 / (1 + 2.7 ** -(skill - hard))
            if item == "item-5":  # the stronger choose what the key calls wrong
                knows = chance.random() > (skill + 3) / 6
            answer = "a" if knows else "b" if chance.random() < 0.7 else "c"  # noqa: PLR2004 -- an example
            first = First(
                f"learner {number}",
                float(knows),
                1.0,
                (answer,),
                ("a", "b", "c", "d"),
                ("a",),
                "" if knows else f"What was said to those who chose {answer}.",
                sure=chance.random() < 0.5,  # noqa: PLR2004 -- an example
            )
            found["invented", item, "1"].append(first)
    return found


def table(items: Sequence[Item]) -> pd.DataFrame:
    """Return one row per item; a figure that the class is too small for is missing."""
    rows = [
        {
            "test": item.test,
            "item": item.item,
            "version": item.version,
            "N": item.n,
            "may say": item.say.value,
            "right": item.right,
            "partly": item.partly,
            "wrong": item.wrong,
            "difficulty": item.difficulty,
            "r rest": item.rest.value if item.rest else None,
            "from": item.rest.low if item.rest else None,
            "to": item.rest.high if item.rest else None,
            "sure and wrong": item.sure_and_wrong,
            "look at": "; ".join(item.flags),
        }
        for item in items
    ]
    return pd.DataFrame(rows).round(2)


def options(items: Sequence[Item], name: str) -> pd.DataFrame:
    """Return who chose what in one item."""
    rows = [
        {
            "version": item.version,
            "answer": choice.answer,
            "right": choice.right,
            "chosen by": choice.count,
            "of": item.n,
            "r rest": None if choice.rest is None else round(choice.rest, 2),
            "look at": "; ".join(choice.flags),
        }
        for item in items
        if item.item == name
        for choice in item.choices
    ]
    return pd.DataFrame(rows)


def wrong_answers(items: Sequence[Item]) -> pd.DataFrame:
    """Return the commonest wrong answer to each item and what it was told."""
    rows = [
        {
            "item": item.item,
            "commonest wrong answer": item.wrong_answer,
            "given by": item.wrong_count,
            "of": item.n,
            "it was told": item.message,
        }
        for item in items
        if item.wrong_count
    ]
    return pd.DataFrame(rows)


def chart(items: Sequence[Item]) -> alt.LayerChart:
    """Return each item's relation to the rest with its interval, hardest item first."""
    told = [item for item in items if item.say is not Say.COUNTS and item.rest]
    rows = table(told) if told else table([]).reindex(columns=["item", "difficulty", "r rest"])
    order = [item.item for item in sorted(told, key=lambda item: item.difficulty or 0)]
    base = alt.Chart(rows).encode(
        y=alt.Y("item:N", sort=order, title="item, hardest first", axis=alt.Axis(labelLimit=260))
    )
    axis = alt.X("from:Q", title="correlation with the rest of the test, and its 95 % interval")
    line = base.mark_rule(color=theme.MUTED.ref, strokeWidth=2).encode(
        x=axis.scale(domain=[-1, 1]), x2="to:Q"
    )
    point = base.mark_point(filled=True, size=90, color=theme.BLUE.ref).encode(x="r rest:Q")
    zero = alt.Chart(pd.DataFrame({"r": [0]})).mark_rule(color=theme.MUTED.ref).encode(x="r:Q")
    return alt.layer(zero, line, point).properties(
        width=420,
        title="Which items go with the rest of the test?",
        description=_described(told),
    )


def _described(items: Sequence[Item]) -> str:
    said = "; ".join(
        f"{item.item}: {item.rest.value:+.2f}, {item.rest.low:+.2f} to {item.rest.high:+.2f}"
        for item in items
        if item.rest
    )
    return (
        "Points with intervals, one an item, on a scale from -1 to 1: the correlation with the "
        f"rest of the test. {said or 'No item has enough answers for a figure'}."
    )
