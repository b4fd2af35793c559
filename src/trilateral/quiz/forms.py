"""Second forms of items: what makes one a fair second form of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from trilateral.errors import TrilateralError
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.resolving import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.quiz.bank import Bank, Item


def problems(item: Item, bank: Bank) -> Iterator[str]:
    """Yield what is wrong with an item as a second form; nothing for a first form."""
    if item.form_of is None:
        return
    firsts = {first.id: first for first in bank.firsts}
    first = firsts.get(item.form_of)
    if first is None:
        yield f"form_of: {item.form_of!r} is not a first form in this bank"
        return
    if _kind(item) != _kind(first):
        yield f"a second form of {first.id!r} must have its type, {first.type!r}"
    if item.asks != first.asks:
        yield f"a second form of {first.id!r} must have its `asks`, {first.asks!r}"
    if item.objective != first.objective:
        yield f"a second form must have the objective of {first.id!r}: {first.objective!r}"
    if item.serves and item.serves != first.serves:
        yield f"a second form serves what {first.id!r} does; leave `serves` out"
    if _folded(item.stem) == _folded(first.stem):
        yield f"the stem repeats {first.id!r}; ask about another case"
    if _kind(item) == _kind(first) and _key(item) == _key(first):
        yield (
            f"the key is that of {first.id!r}, so remembering it is enough; use a case with "
            "another key"
        )


def _kind(item: Item) -> str:
    """Return the way of answering; to choose one and to choose some are one way."""
    return "choice" if isinstance(item, SingleChoice | MultipleChoice) else item.type


def _key(item: Item) -> object:
    """Return the right answer in a learner's words, so that renamed ids hide nothing."""
    match item:
        case SingleChoice() | MultipleChoice():
            return {_folded(option.text) for option in item.options if option.correct}
        case Numeric():
            return _number(item)
        case Ordering():
            return [_folded(entry.text) for entry in item.entries]
        case Matching():
            names = {choice.id: _folded(choice.text) for choice in item.choices}
            return {_folded(row.text): names[row.match] for row in item.rows}
        case ShortText():
            return {_folded(pattern) for pattern in item.accept}
        case _:
            assert_never(item)


def _number(item: Numeric) -> object:
    try:
        return resolved(item).answer
    except TrilateralError:
        return item.answer  # the lint says at the answer what is wrong


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
