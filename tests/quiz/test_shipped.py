"""The proof of each shipped item: the page gives its key 1, and what is foreseen what it should."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from trilateral.quiz.asked import all_asked
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.measures import points
from trilateral.quiz.resolving import computed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.quiz.page import Mark, Modules
    from trilateral.quiz.bank import Item

pytestmark = pytest.mark.browser

Case = tuple["Item", object, float, str]
"""An item, a response, the score it should earn, and the feedback on a foreseen mistake."""


def cases(item: Item) -> Iterator[Case]:
    """Yield what the bank foresees for an item."""
    match item:
        case SingleChoice():
            for option in item.options:
                yield item, option.id, float(option.correct), ""
        case MultipleChoice():
            yield from ((item, ticked, score, "") for ticked, score in _ticks(item))
        case Numeric():
            yield from _numbers(item)
        case Ordering():
            yield item, list(item.key), 1.0, ""
            yield item, list(item.key)[::-1], 0.0, ""
        case Matching():
            yield from ((item, pairs, score, "") for pairs, score in _pairs(item))
        case ShortText():
            yield from _texts(item)


def _ticks(item: MultipleChoice) -> Iterator[tuple[list[str], float]]:
    """Yield every set of ticks with right minus wrong over the number of right ones."""
    names = [option.id for option in item.options]
    for count in range(1, len(names) + 1):
        for ticked in combinations(names, count):
            right = len(item.key & set(ticked))
            score = max(0.0, (2 * right - count) / len(item.key))
            yield list(ticked), 0.0 if count == len(names) else score


def _pairs(item: Matching) -> Iterator[tuple[dict[str, str], float]]:
    """Yield the key, and the key with one row matched otherwise."""
    for row, choice in product(item.rows, item.choices):
        wrong = choice.id != row.match
        yield {**item.key, row.id: choice.id}, (len(item.rows) - wrong) / len(item.rows)


def _texts(item: ShortText) -> Iterator[Case]:
    for pattern in item.accept:
        yield item, pattern.replace("*", ""), 1.0, ""
        yield item, pattern.replace("*", " ").upper(), 1.0, ""
    for mistake in item.mistakes:
        yield item, mistake.pattern.replace("*", ""), 0.0, mistake.feedback


def _numbers(item: Numeric) -> Iterator[Case]:
    assert not isinstance(item.answer, Quantity)
    reach = item.reach(item.answer)
    for near in (item.answer, item.answer - reach, item.answer + reach):
        for style in ("{:.12g}", "{:.14f}", " {:,.12g} ", "{:.12g} " + item.unit):
            yield item, style.format(near), 1.0, ""
    yield item, f"{Fraction(item.answer).limit_denominator(10**6)}", 1.0, ""
    for also in item.also:
        yield item, f"{also:.12g}", 1.0, ""
        yield item, f"{also:.2f}", 1.0, ""
        yield item, f"{Fraction(also).limit_denominator(100)}", 1.0, ""
        yield item, f"{also:.12g} {item.unit}", 0.0, ""
    yield item, f"{item.answer + 1.001 * reach + 0.001:.12g}", 0.0, ""
    for mistake in item.mistakes:
        yield item, f"{computed(item, mistake.value):.12g}", 0.0, mistake.feedback


@pytest.fixture(scope="module")
def marked(modules: Modules) -> list[tuple[Case, Mark]]:
    foreseen = [case for asked in all_asked() for case in cases(asked.item)]
    found = modules.marks([(item, response) for item, response, _, _ in foreseen])
    return list(zip(foreseen, found, strict=True))


def test_when_a_shipped_item_is_answered_as_foreseen_then_it_earns_what_it_should(
    marked: list[tuple[Case, Mark]],
) -> None:
    assert len(marked) > 700
    wrong = [
        (item.id, response, score, mark)
        for (item, response, score, _), mark in marked
        if mark.score != pytest.approx(score)
    ]
    assert wrong == []


def test_when_options_are_ticked_then_the_measures_give_the_points_that_the_page_gives(
    marked: list[tuple[Case, Mark]],
) -> None:
    for (item, ticked, _, _), mark in marked:
        if isinstance(item, SingleChoice | MultipleChoice):
            chosen = {ticked} if isinstance(ticked, str) else ticked
            assert points(item, chosen) == pytest.approx(mark.score), (item.id, ticked)  # type: ignore[arg-type]  # ids


def test_when_a_shipped_item_foresees_a_mistake_then_its_own_feedback_comes(
    marked: list[tuple[Case, Mark]],
) -> None:
    foreseen = [(case, mark) for case, mark in marked if case[3]]
    assert len(foreseen) > 20
    wrong = [(case, mark) for case, mark in foreseen if mark.note != case[3]]
    assert wrong == []
