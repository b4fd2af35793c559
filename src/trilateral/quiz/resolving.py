"""Fill in the answers that are computed from the evidence."""

from __future__ import annotations

from trilateral import evidence
from trilateral.quiz.bank import Item, Numeric, Quantity
from trilateral.quiz.errors import QuizError


def resolved(item: Item) -> Item:
    """Return `item` with its answer as a number.

    Raises
    ------
    QuizError
        The quantity is no number.
    EvidenceError
        There is no such quantity.
    """
    if not isinstance(item, Numeric) or not isinstance(item.answer, Quantity):
        return item
    value = evidence.quantity(item.answer.quantity).value
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"Item {item.id}: quantity {item.answer.quantity!r} is {value!r}, not a number."
        raise QuizError(message)
    return item.model_copy(update={"answer": float(value)})
