"""How a class answered: counts, and what to begin with next time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from trilateral.classroom.state import Slot
from trilateral.classroom.views import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.classroom.protocol import Answer
    from trilateral.classroom.script import Asked, ExitStep
    from trilateral.classroom.state import State
    from trilateral.classroom.views import Question


def tally(question: Question, answers: Iterable[Answer]) -> Tally:
    """Return how often each option, or number, was given, and by how many."""
    replies = list(answers)
    counts: Counter[str] = Counter({option.id: 0 for option in question.options})
    for answer in replies:
        counts.update(answer.picked or ())
    numbers = Counter(each.number for each in replies if each.number is not None)
    counts.update({f"{number:g}": numbers[number] for number in sorted(numbers)})
    return Tally(counts=dict(counts), total=len(replies))


def answers(state: State, slot: Slot) -> list[Answer]:
    """Return the answers to something, in an order that does not show who gave them."""
    values = (each.answer for each in state.answers_to(slot).values())
    return sorted(values, key=lambda answer: answer.model_dump_json())


def right(asked: Asked, replies: Iterable[Answer]) -> int:
    """Return how many answers are the key."""
    return sum(set(answer.picked or ()) == set(asked.key) for answer in replies)


def begin_with(state: State, step: ExitStep) -> str | None:
    """Return the item with the smallest share of right answers, or None without answers."""
    shares = {
        item: right(asked, replies) / len(replies)
        for item, asked in step.items.items()
        if (replies := answers(state, Slot(step.id, "only", item)))
    }
    return min(shares, key=lambda item: shares[item]) if shares else None
