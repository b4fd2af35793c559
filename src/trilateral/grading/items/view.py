"""Item analysis for an instructor's notebook: tables, and a class to try them on."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.grading.items import gain_view
from trilateral.grading.items.analysis import Answers, First, Item
from trilateral.grading.items.findings import Findings, findings, of_class
from trilateral.grading.items.reading import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trilateral.grading.items.whole import Whole

_LEARNERS: Final = 40
_QUIZ: Final = {"item-1": -1.5, "item-2": -0.5, "item-3": 0.0, "item-4": 0.8, "item-5": 9.0}
"""How hard each item of the invented quiz is; the last is keyed wrongly."""
_TASKS: Final = {"task-1": -1.5, "task-2": -1.0, "task-3": 0.0, "task-4": 0.5, "written-1": 1.0}
"""How hard each task of the invented exercise is."""
_POINTS: Final = 4


def analysis(folder: Path | None = None, records: Path | None = None) -> Findings:
    """Return how the items did in a class, or in an invented one where no folder is given.

    Warns
    -----
    UserWarning
        If people's marks of written tasks could not be read.
    """
    if folder is None and records is None:
        waiting = Waiting("invented exercise", "written-2", "1", _LEARNERS, _LEARNERS)
        return replace(findings(example(), [waiting]), gain=gain_view.example())
    table = of_class(folder, records)[0]
    if table.unread:
        warnings.warn(f"People's marks were not read. {table.unread}", stacklevel=2)
    return table


def example() -> Answers:
    """Return invented answers of invented learners, always the same ones."""
    chance = Random(6)  # noqa: S311 -- an example, not a secret
    answers: Answers = {("invented quiz", item, "1"): [] for item in _QUIZ}
    answers |= {("invented exercise", task, "1"): [] for task in _TASKS}
    for number in range(_LEARNERS):
        skill = 6 * chance.random() - 3
        for item, hard in _QUIZ.items():
            answer = _answer(chance, item, skill, hard)
            answers["invented quiz", item, "1"].append(
                First(
                    f"learner {number}",
                    float(answer == "a"),
                    1.0,
                    (answer,),
                    ("a", "b", "c", "d"),
                    ("a",),
                    "" if answer == "a" else f"The message for those who chose {answer}.",
                    sure=chance.random() < 0.5,  # noqa: PLR2004 -- an example
                )
            )
        for task, hard in _TASKS.items():
            score = float(sum(_knows(chance, skill, hard) for _ in range(_POINTS)))
            written = task.startswith("written")
            message = "" if written or score == _POINTS else f"A message from a check of {task}."
            answers["invented exercise", task, "1"].append(
                First(f"learner {number}", score, _POINTS, message=message, written=written)
            )
    return answers


def _knows(chance: Random, skill: float, hard: float) -> bool:
    return chance.random() < 1 / (1 + math.exp(hard - skill))


def _answer(chance: Random, item: str, skill: float, hard: float) -> str:
    knows = _knows(chance, skill, hard)
    if item == "item-5":  # the stronger choose what the key calls wrong
        knows = chance.random() > (skill + 3) / 6
    return "a" if knows else "b" if chance.random() < 0.7 else "c"  # noqa: PLR2004 -- an example


def table(items: Sequence[Item]) -> pd.DataFrame:
    """Return one row per item; a figure that the class is too small for is missing.

    First attempts have columns of their own where somebody handed in another file since.
    """
    rests = [item.rest for item in items]
    columns = {
        "test": [item.test for item in items],
        "item": [item.item for item in items],
        "version": [item.version for item in items],
        "N": [item.n for item in items],
        "may say": [item.say.value for item in items],
        "right": [item.right for item in items],
        "partly": [item.partly for item in items],
        "wrong": [item.wrong for item in items],
        "difficulty": [item.difficulty for item in items],
        "first attempt": [item.first_attempt for item in items],
        "of N": [item.first_n for item in items],
        "r rest": [rest and rest.value for rest in rests],
        "from": [rest and rest.low for rest in rests],
        "to": [rest and rest.high for rest in rests],
        "D": [item.discrimination for item in items],
        "groups of": pd.array([item.group or None for item in items], dtype="Int64"),
        "sure and wrong": [item.sure_and_wrong for item in items],
        "look at": ["; ".join(item.flags) for item in items],
    }
    table = pd.DataFrame(columns).round(2)
    again = any(item.first_n for item in items)
    return table if again else table.drop(columns=["first attempt", "of N"])


def together(wholes: Sequence[Whole]) -> pd.DataFrame:
    """Return one row per test: how well its items measure together."""
    alphas = [whole.alpha for whole in wholes]
    columns = {
        "test": [whole.test for whole in wholes],
        "version": [whole.version for whole in wholes],
        "items": [len(whole.items) for whole in wholes],
        "N": [whole.n for whole in wholes],
        "of": [whole.of for whole in wholes],
        "may say": [whole.say.value for whole in wholes],
        "alpha": [alpha and alpha.value for alpha in alphas],
        "from": [alpha and alpha.low for alpha in alphas],
        "to": [alpha and alpha.high for alpha in alphas],
        "in words": [whole.words for whole in wholes],
    }
    return pd.DataFrame(columns).round(2)


def waiting(findings: Findings) -> pd.DataFrame:
    """Return which written tasks have marks missing."""
    columns = {
        "test": [task.test for task in findings.waiting],
        "task": [task.item for task in findings.waiting],
        "not marked yet": [task.n for task in findings.waiting],
        "of": [task.of for task in findings.waiting],
    }
    return pd.DataFrame(columns)


def least(items: Sequence[Item]) -> str:
    """Return the name of the item with options that goes least with the rest, or nothing."""
    pairs = [(item.rest.value, item.item) for item in items if item.choices and item.rest]
    return min(pairs, default=(0, ""))[1]


def options(items: Sequence[Item], name: str) -> pd.DataFrame:
    """Return who chose what in one item."""
    pairs = [(item, choice) for item in items if item.item == name for choice in item.choices]
    columns = {
        "test": [item.test for item, _ in pairs],
        "version": [item.version for item, _ in pairs],
        "answer": [choice.answer for _, choice in pairs],
        "right": [choice.right for _, choice in pairs],
        "chosen by": [choice.count for _, choice in pairs],
        "of": [item.n for item, _ in pairs],
        "r rest": [choice.rest for _, choice in pairs],
        "look at": ["; ".join(choice.flags) for _, choice in pairs],
    }
    return pd.DataFrame(columns).round(2)


def wrong_answers(items: Sequence[Item]) -> pd.DataFrame:
    """Return the commonest wrong answer to each item and what it was told."""
    missed = [item for item in items if item.wrong_count]
    columns = {
        "test": [item.test for item in missed],
        "item": [item.item for item in missed],
        "commonest wrong answer": [item.wrong_answer for item in missed],
        "given by": [item.wrong_count for item in missed],
        "of": [item.n for item in missed],
        "it was told": [item.message for item in missed],
    }
    return pd.DataFrame(columns)


def sure_and_wrong(items: Sequence[Item]) -> pd.DataFrame:
    """Return the items that learners got wrong and were sure of, the most such learners first."""
    believed = [item for item in items if item.sure_and_wrong]
    columns = {
        "test": [item.test for item in believed],
        "item": [item.item for item in believed],
        "sure and wrong": [item.sure_and_wrong for item in believed],
        "sure": [item.sure for item in believed],
        "N": [item.n for item in believed],
    }
    table = pd.DataFrame(columns)
    return table.sort_values("sure and wrong", ascending=False, ignore_index=True, kind="stable")
