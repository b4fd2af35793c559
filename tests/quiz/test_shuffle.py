"""A learner's own order of the options."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.page import question
from tests.quiz.samples import bank

if TYPE_CHECKING:
    from tests.quiz.page import Modules

pytestmark = pytest.mark.browser

_ORDERS = """
const {order, choices} = await import("/parts/quiz/shuffle.js");
return given.learners.map(learner => given.items.map(item =>
  [order(item, learner), choices(item, learner)].map(parts => parts.map(part => part.id))));
"""


def orders(modules: Modules, *learners: str) -> list[list[Any]]:
    """Return for each learner the order of each item's parts and choices."""
    items = [question(item) for item in bank().items]
    found: list[list[Any]] = modules.run(_ORDERS, {"items": items, "learners": learners})
    return found


def test_when_a_learner_comes_back_then_the_options_stand_as_before_and_others_see_others(
    modules: Modules,
) -> None:
    ana, again, *others = orders(modules, "ana", "ana", *"abcdefgh")
    assert ana == again
    assert len({json.dumps(other) for other in others}) > 4
    assert orders(modules, "ana") == [ana]


def test_when_entries_are_to_be_put_in_order_then_no_learner_is_shown_the_key(
    modules: Modules,
) -> None:
    seen = [order[3][0] for order in orders(modules, *map(str, range(300)))]
    assert ["w", "x", "y", "z"] not in seen
    assert all(sorted(order) == ["w", "x", "y", "z"] for order in seen)


def test_when_many_learners_look_then_each_option_stands_first_for_about_as_many(
    modules: Modules,
) -> None:
    first = Counter(order[1][0][0] for order in orders(modules, *map(str, range(400))))
    assert set(first) == set("abcd")
    assert min(first.values()) > 60  # 100 expected; by chance below 60 once in millions
