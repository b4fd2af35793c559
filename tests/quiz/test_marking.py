from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.samples import ITEMS, bank
from trilateral.quiz.bank import Bank, MultipleChoice
from trilateral.quiz.marking import mark

if TYPE_CHECKING:
    import random

    from trilateral.quiz.bank import Item

BY_ID: dict[str, Item] = {item.id: item for item in bank().items}

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def full_response(item: Item) -> Any:  # noqa: ANN401 -- each type has its own
    match item.type:
        case "choice":
            return next(iter(item.key))
        case "multiple":
            return list(item.key)
        case "numeric":
            return "1180"
        case "ordering":
            return list(item.key)
        case "matching":
            return dict(item.key)
        case "text":
            return "RAA"


@pytest.mark.parametrize("item", BY_ID.values(), ids=BY_ID)
def test_when_the_key_is_given_then_full_marks(item: Item) -> None:
    assert mark(item, full_response(item)).score == 1


@pytest.mark.parametrize(
    ("item", "response", "score"),
    [
        ("one", "b", 0),
        ("some", ["a"], 0.5),
        ("some", ["a", "b", "c"], 0.5),
        ("some", ["a", "c"], 0),
        ("some", ["c", "d"], 0),
        ("some", ["a", "b", "c", "d"], 0),
        ("how-many", "1 185", 1),
        ("how-many", "1,174", 0),
        ("how-many", "1180 People", 1),
        ("in-order", ["x", "w", "y", "z"], 2 / 3),
        ("in-order", ["z", "y", "x", "w"], 0),
        ("in-order", ["w", "z", "y", "x"], 0),
        ("pairs", {"r1": "m1", "r2": "m1"}, 0.5),
        ("pairs", {"r1": "m3", "r2": "m1"}, 0),
        ("name-it", "the RAA", 0),
        ("name-it", "  réciprocal-access AGREEMENTS ", 1),
    ],
)
def test_when_part_is_right_then_the_named_rule_gives_the_score(
    item: str, response: object, score: float
) -> None:
    assert mark(BY_ID[item], response).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("item", "response", "said"),
    [
        ("one", None, "Choose an answer"),
        ("one", "z", "not on offer"),
        ("one", ["a"], "not on offer"),
        ("some", [], "at least one"),
        ("some", ["a", "a"], "twice"),
        ("some", ["a"] * 1000, "more parts"),
        ("some", ["a", "z"], "not on offer"),
        ("how-many", "", "Type an answer"),
        ("how-many", "NaN", "Could not read “NaN”"),
        ("how-many", math.nan, "Could not read “nan”"),
        ("how-many", math.inf, "Could not read “inf”"),
        ("how-many", "1e999", "too large"),
        ("how-many", "9" * 10_000, "10,000 characters"),
        ("how-many", "12 km", "Could not read “km” after the number. The unit here is people."),
        ("how-many", "about 12", "Could not read “about 12”"),
        ("how-many", "1,18", "Could not read “1,18” as one number"),
        ("how-many", "1.180,5", "Could not read"),
        ("how-many", "12 13", "Could not read “12 13”"),
        ("how-many", True, "Type an answer"),
        ("in-order", ["w", "x"], "every entry"),
        ("in-order", "wxyz", "at least one"),
        ("pairs", {"r1": "m1"}, "every row"),
        ("pairs", {"r1": "m1", "r2": "m2", "r3": "m1"}, "not here"),
        ("pairs", {"r1": "m1", "r2": {"$gt": ""}}, "not on offer"),
        ("name-it", "a" * 10_000, "10,000 characters"),
    ],
)
def test_when_a_response_cannot_be_read_then_it_says_why_and_scores_nothing(
    item: str, response: object, said: str
) -> None:
    marked = mark(BY_ID[item], response)
    assert marked.score is None
    assert said in marked.problem


def test_when_a_foreseen_mistake_is_made_then_its_feedback_is_given() -> None:
    assert mark(BY_ID["how-many"], "1400").note == "That is the later number."
    assert mark(BY_ID["name-it"], "Visiting Forces Agreement").note == "That is the U.S. one."


@pytest.mark.parametrize("item", BY_ID.values(), ids=BY_ID)
@given(response=ANYTHING)
def test_when_anything_at_all_is_sent_then_it_is_marked_within_0_to_1_or_explained(
    item: Item, response: object
) -> None:
    marked = mark(item, response)
    assert marked.problem if marked.score is None else 0 <= marked.score <= 1


@given(st.data())
def test_when_ticks_are_not_the_key_then_marks_are_not_full_and_everything_scores_nothing(
    data: st.DataObject,
) -> None:
    keys = data.draw(st.lists(st.booleans(), min_size=3, max_size=8))
    if all(keys) or not any(keys):
        return
    names = [f"o{number}" for number in range(len(keys))]
    options = [
        {"id": name, "text": name, "feedback": name, "correct": key}
        for name, key in zip(names, keys, strict=True)
    ]
    item = bank([{**ITEMS[1], "options": options}]).items[0]
    assert isinstance(item, MultipleChoice)
    ticked = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    marked = mark(item, ticked)
    assert marked.score is not None
    assert 0 <= marked.score <= 1
    assert marked.correct == (set(ticked) == set(item.key))
    assert mark(item, names).score == 0
    assert mark(item, data.draw(st.permutations(ticked))).score == marked.score


@given(st.permutations(["w", "x", "y", "z"]))
def test_when_an_order_is_not_the_key_then_marks_are_not_full(order: list[str]) -> None:
    marked = mark(BY_ID["in-order"], order)
    assert marked.correct == (order == ["w", "x", "y", "z"])


@given(st.randoms(use_true_random=False))
def test_when_options_stand_in_another_order_then_marks_stay(rng: random.Random) -> None:
    for plain, item in zip(ITEMS, BY_ID.values(), strict=True):
        part = next((p for p in ("options", "rows", "choices") if p in plain), None)
        if part is None:
            continue
        mixed = bank([{**plain, part: rng.sample(plain[part], len(plain[part]))}]).items[0]
        assert mark(mixed, full_response(item)).score == 1


@given(
    value=st.integers(-(10**9), 10**9),
    style=st.sampled_from(["{}", "{:,}", "{}.0", "{} people", " {} ", "{:+}"]),
)
def test_when_a_number_is_written_in_another_style_then_it_reads_the_same(
    value: int, style: str
) -> None:
    item = bank([{**ITEMS[2], "answer": value, "tolerance": {"absolute": 0}}]).items[0]
    assert mark(item, style.format(value)).score == 1
    assert mark(item, style.format(value + 1)).score == 0


@pytest.mark.parametrize("text", ["1180", "1,180", "1 180", "1\u202f180", "1180.0", "1.18e3"])
def test_when_a_number_has_group_signs_then_it_is_read(text: str) -> None:
    assert mark(BY_ID["how-many"], text).correct


@pytest.mark.parametrize(
    ("tolerance", "text", "right"),
    [
        ({"relative": 0.1}, "0.9", True),
        ({"relative": 0.1}, "1.1", True),
        ({"relative": 0.1}, "1.11", False),
        ({"absolute": 0.1}, "-1", False),
        ({"absolute": 0}, "1.0000001", False),
    ],
)
def test_when_near_the_answer_then_the_tolerance_decides(
    tolerance: dict[str, float], text: str, *, right: bool
) -> None:
    item = bank([{**ITEMS[2], "answer": 1, "tolerance": tolerance, "unit": ""}]).items[0]
    assert mark(item, text).correct is right


def test_when_a_pattern_has_many_stars_then_marking_stays_quick() -> None:
    item = bank([{**ITEMS[5], "accept": ["*a" * 90 + "*b"], "mistakes": []}]).items[0]
    assert mark(item, "a" * 499).score == 0


def test_when_a_bank_is_frozen_then_it_cannot_be_changed() -> None:
    sample: Bank = bank()
    with pytest.raises(ValueError, match="frozen"):
        sample.items[0].stem = "x"
