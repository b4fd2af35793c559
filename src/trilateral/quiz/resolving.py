"""Fill in the answers that are computed from the evidence."""

from __future__ import annotations

from typing import overload

from trilateral import evidence
from trilateral.quiz.bank import Item, Numeric, Quantity
from trilateral.quiz.errors import QuizError


@overload
def resolved(item: Numeric) -> Numeric: ...
@overload
def resolved(item: Item) -> Item: ...
def resolved(item: Item) -> Item:
    """Return `item` with its answer, and the numbers that mistakes lead to, as numbers.

    Raises
    ------
    QuizError
        A quantity is not a number.
    EvidenceError
        There is no such quantity.
    """
    if not isinstance(item, Numeric):
        return item
    mistakes = tuple(
        each.model_copy(update={"value": _number(item, each.value)}) for each in item.mistakes
    )
    return item.model_copy(update={"answer": _number(item, item.answer), "mistakes": mistakes})


def computed(item: Numeric, value: float | Quantity) -> float:
    """Return a number of a resolved item.

    Raises
    ------
    TypeError
        The item was not resolved.
    """
    if isinstance(value, Quantity):
        message = f"The answer of {item.id} was not computed."
        raise TypeError(message)
    return value


def _number(item: Numeric, asked: float | Quantity) -> float:
    if not isinstance(asked, Quantity):
        return asked
    value = evidence.quantity(asked.quantity).value
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"Item {item.id}: quantity {asked.quantity!r} is {value!r}, not a number."
        raise QuizError(message)
    return float(value)
