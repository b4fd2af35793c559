"""How an item and its key read in words: the page and the twin show the same."""

from __future__ import annotations

import math
from typing import Final, assert_never

from trilateral.quiz.bank import (
    Item,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    Relative,
    ShortText,
    SingleChoice,
)

_EXACT: Final = 10
"""Digits shown of a number that is to be met exactly."""


def instructions(item: Item) -> str:
    """Return how to answer, in one line; of an invented case, that it is one."""
    label = "The case is invented. "
    return label * item.invented + _how(item)


def _how(item: Item) -> str:
    match item:
        case SingleChoice():
            return "Choose one answer."
        case MultipleChoice():
            return "Choose every right answer; a wrong tick takes away a right one."
        case Numeric():
            text = "Type a number, for example 12.5."
            unit = f"Unit: {item.unit}."
            return f"{text} {unit}" if item.unit else text
        case Ordering():
            text = "Put the entries in order, from {first} (top) to {last} (bottom)."
            return text.format(first=item.first, last=item.last)
        case Matching():
            return "Choose a match for each row."
        case ShortText():
            return "Type a word or a short phrase."
        case _:
            assert_never(item)


def answer(item: Item) -> str:
    """Return the key in words, as Markdown."""
    match item:
        case SingleChoice() | MultipleChoice():
            right = [option.text for option in item.options if option.correct]
        case Numeric():
            if isinstance(item.answer, Quantity):
                return ""
            right = [f"{_number(item, item.answer)} {item.unit}".strip() + _reach(item)]
        case Ordering():
            right = [entry.text for entry in item.entries]
        case Matching():
            names = {choice.id: choice.text for choice in item.choices}
            right = [f"{row.text}: {names[row.match]}" for row in item.rows]
        case ShortText():
            right = [item.accept[0].replace("*", "")]
        case _:
            assert_never(item)
    if len(right) == 1:
        return f"Answer: {right[0]}"
    bullet = "1." if isinstance(item, Ordering) else "-"
    return "Answer:\n\n" + "\n".join(f"{bullet} {part}" for part in right)


def _number(item: Numeric, answer: float) -> str:
    """Return the answer with no more decimals than its tolerance: 0.67 where 0.01 is allowed."""
    width = item.reach(answer)
    places = 0 if width >= 1 else math.ceil(-math.log10(width)) if width else _EXACT
    return f"{round(answer, places):,.{_EXACT}g}"


def _reach(item: Numeric) -> str:
    match item.tolerance:
        case Relative(relative=share):
            percent = f"{share * 100:g}"
            return f" (within {percent} %)" if share else ""
        case other:
            width = f"{other.absolute:g}"
            return f" (give or take {width})" if other.absolute else ""
