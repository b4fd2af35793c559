"""Item analysis for an instructor's notebook: tables, and a class to try them on."""

from __future__ import annotations

import math
import warnings
from random import Random
from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.grading.items import Answers, First, Item
from trilateral.grading.items_class import Findings, findings, of_class
from trilateral.grading.items_read import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trilateral.grading.items_whole import Whole

_LEARNERS: Final = 40
_QUIZ: Final = {"item-1": -1.5, "item-2": -0.5, "item-3": 0.0, "item-4": 0.8, "item-5": 9.0}
"""How hard each item of the invented quiz is; the last is keyed wrongly."""
_TASKS: Final = {"task-1": -1.5, "task-2": -1.0, "task-3": 0.0, "task-4": 0.5, "written-1": 1.0}
"""How hard each task of the invented exercise is."""
_POINTS: Final = 4
_ITEM: Final = ["test", "item", "version", "N", "may say", "right", "partly", "wrong", "difficulty"]
_REST: Final = ["r rest", "from", "to", "D", "groups of", "sure and wrong", "look at"]
_TOGETHER: Final = [
    "test",
    "version",
    "items",
    "N",
    "of",
    "may say",
    "alpha",
    "from",
    "to",
    "in words",
]
_WRONG: Final = ["test", "item", "commonest wrong answer", "given by", "of", "it was told"]
_SURE: Final = ["test", "item", "sure and wrong", "sure", "N"]
_OPTIONS: Final = ["test", "version", "answer", "right", "chosen by", "of", "r rest", "look at"]


def analysis(folder: Path | None = None, records: Path | None = None) -> Findings:
    """Return how the items did in a class, or in an invented one where no folder is given.

    Warns
    -----
    UserWarning
        If people's marks of written tasks could not be read.
    """
    if folder is None and records is None:
        waiting = Waiting("invented exercise", "written-2", "1", _LEARNERS, _LEARNERS)
        return findings(example(), [waiting])
    found = of_class(folder, records)[0]
    if found.unread:
        warnings.warn(f"People's marks were not read. {found.unread}", stacklevel=2)
    return found


def example() -> Answers:
    """Return invented answers of invented learners, always the same ones."""
    chance = Random(6)  # noqa: S311 -- an example, not a secret
    found: Answers = {("invented quiz", item, "1"): [] for item in _QUIZ}
    found |= {("invented exercise", task, "1"): [] for task in _TASKS}
    for number in range(_LEARNERS):
        skill = 6 * chance.random() - 3
        for item, hard in _QUIZ.items():
            answer = _answer(chance, item, skill, hard)
            found["invented quiz", item, "1"].append(
                First(
                    f"learner {number}",
                    float(answer == "a"),
                    1.0,
                    (answer,),
                    ("a", "b", "c", "d"),
                    ("a",),
                    "" if answer == "a" else f"What was said to those who chose {answer}.",
                    sure=chance.random() < 0.5,  # noqa: PLR2004 -- an example
                )
            )
        for task, hard in _TASKS.items():
            score = float(sum(_knows(chance, skill, hard) for _ in range(_POINTS)))
            written = task.startswith("written")
            message = "" if written or score == _POINTS else f"What a check of {task} said."
            found["invented exercise", task, "1"].append(
                First(f"learner {number}", score, _POINTS, message=message, written=written)
            )
    return found


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
    again = any(item.first_n for item in items)
    attempts = ["first attempt", "of N"] if again else []
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
            "first attempt": item.first_attempt,
            "of N": item.first_n,
            "r rest": item.rest.value if item.rest else None,
            "from": item.rest.low if item.rest else None,
            "to": item.rest.high if item.rest else None,
            "D": item.discrimination,
            "groups of": item.group or None,
            "sure and wrong": item.sure_and_wrong,
            "look at": "; ".join(item.flags),
        }
        for item in items
    ]
    columns = [*_ITEM, *attempts, *_REST]
    return pd.DataFrame(rows, columns=columns).round(2).astype({"groups of": "Int64"})


def together(wholes: Sequence[Whole]) -> pd.DataFrame:
    """Return one row per test: how well its items measure together."""
    rows = [
        {
            "test": whole.test,
            "version": whole.version,
            "items": len(whole.items),
            "N": whole.n,
            "of": whole.of,
            "may say": whole.say.value,
            "alpha": whole.alpha.value if whole.alpha else None,
            "from": whole.alpha.low if whole.alpha else None,
            "to": whole.alpha.high if whole.alpha else None,
            "in words": whole.words,
        }
        for whole in wholes
    ]
    return pd.DataFrame(rows, columns=_TOGETHER).round(2)


def waiting(found: Findings) -> pd.DataFrame:
    """Return which written tasks have marks missing."""
    rows = [
        {"test": one.test, "task": one.item, "not marked yet": one.n, "of": one.of}
        for one in found.waiting
    ]
    return pd.DataFrame(rows, columns=["test", "task", "not marked yet", "of"])


def least(items: Sequence[Item]) -> str:
    """Return the name of the item with options that goes least with the rest, or nothing."""
    told = [(item.rest.value, item.item) for item in items if item.choices and item.rest]
    return min(told, default=(0, ""))[1]


def options(items: Sequence[Item], name: str) -> pd.DataFrame:
    """Return who chose what in one item."""
    rows = [
        {
            "test": item.test,
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
    return pd.DataFrame(rows, columns=_OPTIONS)


def wrong_answers(items: Sequence[Item]) -> pd.DataFrame:
    """Return the commonest wrong answer to each item and what it was told."""
    rows = [
        {
            "test": item.test,
            "item": item.item,
            "commonest wrong answer": item.wrong_answer,
            "given by": item.wrong_count,
            "of": item.n,
            "it was told": item.message,
        }
        for item in items
        if item.wrong_count
    ]
    return pd.DataFrame(rows, columns=_WRONG)


def sure_and_wrong(items: Sequence[Item]) -> pd.DataFrame:
    """Return the items that learners got wrong and were sure of, the most such learners first."""
    rows = [
        {
            "test": item.test,
            "item": item.item,
            "sure and wrong": item.sure_and_wrong,
            "sure": item.sure,
            "N": item.n,
        }
        for item in items
        if item.sure_and_wrong
    ]
    found = pd.DataFrame(rows, columns=_SURE)
    return found.sort_values("sure and wrong", ascending=False, ignore_index=True, kind="stable")
