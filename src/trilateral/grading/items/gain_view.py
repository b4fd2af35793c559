"""What a class gained, for an instructor's notebook, and a class to try it on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd
from IPython.display import Markdown

from trilateral.charts import theme
from trilateral.grading.items.gain import Case, Gain, Pair, Sheet, of_pairs
from trilateral.grading.items.gain_words import LEVELS, lines
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from trilateral.quiz.statements import Confidence

NOBODY: Final = "No learner's records contain the test before or after the course."
_CLASS: Final = 24
"""Pairs of the invented class; two more of its learners took one test alone."""


def paragraph(gain: Gain | None) -> Markdown:
    """Return what there is to say about the class, as a list."""
    return Markdown("\n".join(f"- {line}" for line in ([NOBODY] if gain is None else lines(gain))))


def aims(gain: Gain | None) -> pd.DataFrame:
    """Return one row per objective, the weakest after the course first."""
    rows = sorted(gain.aims, key=lambda aim: aim.after) if gain else []
    columns = {
        "objective": [aim.objective for aim in rows],
        "right before": [aim.before for aim in rows],
        "right after": [aim.after for aim in rows],
        "of": [gain.pairs if gain else 0 for _ in rows],
        "from": [aim.share and aim.share.low for aim in rows],
        "to": [aim.share and aim.share.high for aim in rows],
        "look at": [aim.flag for aim in rows],
    }
    return pd.DataFrame(columns).round(2)


def sureness(gain: Gain | None) -> alt.LayerChart:
    """Return how often answers were right by how sure their givers were, before and after."""
    shares = [each for each in (gain.sureness if gain else ()) if each.share]
    rows = [
        {
            "sure": LEVELS[each.confidence],
            "test": each.occasion,
            "answers": each.answers,
            "share": each.share.value,
            "from": each.share.low,
            "to": each.share.high,
        }
        for each in shares
        if each.share
    ]
    columns = ["sure", "test", "answers", "share", "from", "to"]
    order = list(LEVELS.values())
    axis = alt.Axis(format="%")
    base = alt.Chart(pd.DataFrame(rows, columns=columns).round(3)).encode(
        x=alt.X("sure:N", sort=order, title="how sure", axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("test:N", sort=["before", "after"]),
        color=alt.Color("test:N", scale=theme.scale(["before", "after"]), title=None),
    )
    y = alt.Y(
        "share:Q", title="right, with 95 % interval", scale=alt.Scale(domain=[0, 1]), axis=axis
    )
    point = base.mark_point(size=80, strokeWidth=2, opacity=1).encode(y=y, shape="test:N")
    line = base.mark_rule(strokeWidth=2).encode(y="from:Q", y2="to:Q")
    return alt.layer(line, point).properties(
        width=320, title="How often right, by how sure", description=_described(rows)
    )


def _described(rows: list[dict[str, object]]) -> str:
    points = "; ".join(
        f"{row['sure']}, {row['test']}: {row['share']:.0%} of {row['answers']} answers, "
        f"{row['from']:.0%} to {row['to']:.0%}"
        for row in rows
    )
    return (
        "Points with intervals, the share of right answers by how sure learners were, before the "
        f"course and after it. {points or 'Too few learners took both tests'}."
    )


def example() -> Gain:
    """Return what an invented class gained, always the same one."""
    chance = Random(12)  # noqa: S311 -- an example, not a secret
    bank = load_lesson(BEFORE_AFTER).bank
    objectives = [item.objective for item in bank.firsts]
    pairs = [_pair(chance, objectives, second=at % 2 == 1) for at in range(_CLASS)]
    return of_pairs(pairs, _CLASS + 2, len(objectives))


def _pair(chance: Random, objectives: list[str], *, second: bool) -> Pair:
    skill = chance.gauss(0.5, 0.15)
    before = Sheet(
        second, {aim: _case(chance, skill - at / 40) for at, aim in enumerate(objectives)}
    )
    after = {aim: _case(chance, skill + 0.15 - at / 40) for at, aim in enumerate(objectives)}
    return before, Sheet(not second, after)


def _case(chance: Random, knows: float) -> Case:
    right = chance.random() < knows
    levels: list[Confidence] = ["guess", "fairly", "sure"]
    weights = (1, 2, 3) if right else (2, 3, 1)
    return Case(right, chance.choices(levels, weights)[0])
