"""Reliability against published figures, second formulas, and what must not change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from trilateral.models.reliability import (
    alpha,
    alpha_interval,
    correlation,
    discrimination,
    group_size,
    kappa,
)

if TYPE_CHECKING:
    from random import Random

RATED = """
357261426544564 243452345432553 465363545653655 135354335422245 456242571355323
514245226533321 123242125324213 453663242132442 356675463743463 255352352214554
"""
"""Ten items, fifteen learners: the data set ``cronbach_alpha`` of the Python package pingouin, of
which its documentation gives alpha 0.5917188485995826 and the interval 0.195 to 0.84."""
RIGHT = """
111111011 111111110 111111010 110111101 111101100 111000000 110010000 111000000
101100000 110000100 100000000
"""
"""Eleven items, nine learners: the rows without gaps of its data set ``cronbach_wide_missing``,
alpha 0.8016949152542373; there it agrees with R, ``psych::alpha(data, use = "complete.obs")``."""

Table = np.ndarray[Any, Any]
"""The first call of a distribution in SciPy takes longer than the rest."""
POINTS = st.integers(0, 8).map(lambda quarters: quarters / 4)


@st.composite
def tables(draw: st.DrawFn, points: st.SearchStrategy[float] = POINTS) -> Table:
    shape = draw(st.tuples(st.integers(2, 25), st.integers(2, 7)))
    return draw(arrays.arrays(float, shape, elements=points))


def apart(both: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [score for score, _ in both], [rest for _, rest in both]


def pairs(least: int = 2) -> st.SearchStrategy[list[tuple[float, float]]]:
    share = st.integers(0, 4).map(lambda quarters: quarters / 4)
    return st.lists(st.tuples(share, POINTS), min_size=least, max_size=40)


def columns(text: str) -> list[list[float]]:
    return [[float(mark) for mark in learner] for learner in zip(*text.split(), strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"), [(RATED, 0.5917188485995826), (RIGHT, 0.8016949152542373)]
)
def test_when_an_example_is_published_then_its_alpha_comes_out(text: str, wanted: float) -> None:
    assert alpha(columns(text)) == pytest.approx(wanted, abs=1e-12)


def test_when_an_interval_is_published_then_it_comes_out() -> None:
    assert alpha_interval(0.5917188485995826, 15, 10) == pytest.approx((0.195, 0.840), abs=5e-4)


def test_when_covariances_are_published_then_their_alpha_comes_out() -> None:
    """The example of ``cronbachalpha`` in the documentation of Julia's StatsBase: 0.8136."""
    wanted = np.full((4, 4), 6.0) + np.diag([4.0, 5.0, 6.0, 7.0])
    chance = np.random.default_rng(0).normal(size=(50, 4))
    plain = np.linalg.qr(chance - chance.mean(axis=0))[0] * np.sqrt(49)
    found = alpha((plain @ np.linalg.cholesky(wanted).T).tolist())
    assert found == pytest.approx(0.8136, abs=5e-5)


@given(tables())
def test_when_alpha_is_worked_out_from_covariances_then_it_is_the_same(table: Table) -> None:
    found = alpha(table.tolist())
    assume(found is not None)
    between = np.cov(table.T)
    items = len(between)
    off = between[~np.eye(items, dtype=bool)].mean()
    assert found == pytest.approx(items * off / (np.diag(between).mean() + (items - 1) * off))


@given(tables(st.sampled_from([0.0, 1.0])))
def test_when_items_are_right_or_wrong_then_alpha_is_kr20(table: Table) -> None:
    found = alpha(table.tolist())
    assume(found is not None)
    items, right = table.shape[1], table.mean(axis=0)
    shares = (right * (1 - right)).sum() / table.sum(axis=1).var()
    assert found == pytest.approx(items / (items - 1) * (1 - shares))


@given(st.lists(POINTS, min_size=2, max_size=30), st.integers(2, 6))
def test_when_items_are_identical_then_alpha_is_one(column: list[float], items: int) -> None:
    assume(len(set(column)) > 1)
    assert alpha([[score] * items for score in column]) == pytest.approx(1)


@given(tables(), st.randoms(use_true_random=False), st.integers(-5, 5))
def test_when_learners_and_items_are_shuffled_or_shifted_then_alpha_stays(
    table: Table, chance: Random, constant: int
) -> None:
    rows = table.tolist()
    mixed = chance.sample(rows, len(rows))
    order = chance.sample(range(table.shape[1]), table.shape[1])
    moved = [[row[at] + constant * at for at in order] for row in mixed]
    assert alpha(moved) == (None if alpha(rows) is None else pytest.approx(alpha(rows)))


@given(tables())
def test_when_alpha_has_an_interval_then_it_lies_within(table: Table) -> None:
    found = alpha(table.tolist())
    if found is None:
        return
    learners, items = table.shape
    low, high = alpha_interval(found, learners, items)
    assert low <= high <= 1
    assert alpha_interval(found, learners, items, confidence=0.99).low <= low
    assert alpha_interval(found, 500, items).low <= found


def test_when_many_classes_are_drawn_then_the_interval_covers_the_truth_as_often_as_said() -> None:
    chance, items = np.random.default_rng(3), 6
    truth = items / (items + 1)  # ability and error vary alike: k^2 of the total's k^2 + k
    classes = chance.normal(size=(600, 20, 1)) + chance.normal(size=(600, 20, items))
    found = [alpha(one.tolist()) for one in classes]
    intervals = [alpha_interval(one, 20, items) for one in found if one is not None]
    assert 0.92 <= np.mean([low <= truth <= high for low, high in intervals]) <= 0.98


def test_when_items_are_easy_then_the_interval_of_r_still_covers_most_truths() -> None:
    chance = np.random.default_rng(4)
    ability, error = chance.normal(size=(300_000, 1)), chance.normal(size=(300_000, 8))
    right = (0.6 * ability + 0.8 * error < 1.2816).astype(float)  # 90 in 100 are right
    item, rest = right[:, 0], right[:, 1:].sum(axis=1)
    truth = np.corrcoef(item, rest)[0, 1]
    found = [
        correlation(item[at : at + 100].tolist(), rest[at : at + 100].tolist())
        for at in range(0, 80_000, 100)
    ]
    covered = [one.low <= truth <= one.high for one in found if one]
    assert np.mean(covered) >= 0.88  # Fisher's own: 0.82


@pytest.mark.parametrize(
    "rows",
    [[], [[1.0, 0.0]], [[1.0], [0.0]], [[1.0, 0.0], [0.0, 1.0]], [[0.1, 0.2], [0.2, 0.1]]],
    ids=["nobody", "one learner", "one item", "no variance", "none but of rounding"],
)
def test_when_alpha_cannot_be_computed_then_there_is_none(rows: list[list[float]]) -> None:
    assert alpha(rows) is None


@pytest.mark.parametrize(("value", "learners", "items"), [(1.1, 9, 9), (0.5, 1, 9), (0.5, 9, 1)])
def test_when_an_interval_is_asked_of_nothing_then_it_says_why(
    value: float, learners: int, items: int
) -> None:
    with pytest.raises(ValueError, match="two learners and two items"):
        alpha_interval(value, learners, items)


TEN = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
BY_HAND = [
    # of ten, three are 27 %
    ((0, 0, 0, 0, 0, 0, 0, 1, 1, 1), TEN, 1.0),
    ((1, 0, 0, 0, 0, 0, 0, 1, 1, 0), TEN, 1 / 3),
    ((1, 1, 1, 0, 0, 0, 0, 0, 0, 0), TEN, -1.0),
    ((0.5, 0, 0, 0, 0, 0, 0, 0.5, 1, 1), TEN, 2 / 3),
    # four share the second and third place from below: one of them is right, so 2/4 of 3
    ((0, 1, 0, 0, 0, 0, 0, 1, 1, 1), (0, 1, 1, 1, 1, 5, 6, 7, 8, 9), 1 - 0.5 / 3),
    # the class falls into halves of five: 3/5 against 2/5
    ((1, 1, 0, 0, 0, 1, 1, 1, 0, 0), (0, 0, 0, 0, 0, 1, 1, 1, 1, 1), 0.2),
]


@pytest.mark.parametrize(("scores", "ability", "wanted"), BY_HAND)
def test_when_d_is_worked_out_by_hand_then_it_is_the_same(
    scores: tuple[float, ...], ability: tuple[float, ...], wanted: float
) -> None:
    assert discrimination(scores, ability) == pytest.approx(wanted)


@pytest.mark.parametrize(("learners", "group"), [(2, 1), (10, 3), (30, 8), (40, 11), (100, 27)])
def test_when_a_class_is_parted_then_groups_are_27_percent(learners: int, group: int) -> None:
    assert group_size(learners) == group


@given(pairs(), st.randoms(use_true_random=False), st.integers(-5, 5))
def test_when_learners_are_shuffled_or_ability_shifted_then_d_and_r_stay(
    both: list[tuple[float, float]], chance: Random, constant: int
) -> None:
    mixed = [(score, rest + constant) for score, rest in chance.sample(both, len(both))]
    (scores, ability), (others, shifted) = apart(both), apart(mixed)
    d, r = discrimination(scores, ability), correlation(scores, ability)
    assert discrimination(others, shifted) == (d if d is None else pytest.approx(d))
    moved = correlation(others, shifted)
    assert (moved and moved.value) == (r and pytest.approx(r.value))


@given(pairs())
def test_when_d_is_given_then_it_is_within_its_bounds(both: list[tuple[float, float]]) -> None:
    scores, ability = apart(both)
    found = discrimination(scores, ability)
    if len(set(scores)) == 1 or len(set(ability)) == 1:
        assert found is None
    else:
        assert found is not None
        assert -1 <= found <= 1
        turned = discrimination([1 - score for score in scores], ability)
        assert turned == pytest.approx(-found)


@given(pairs(4))
def test_when_a_relation_is_given_then_it_is_within_its_interval(
    both: list[tuple[float, float]],
) -> None:
    found = correlation(*apart(both))
    if found:
        assert -1 <= found.low <= found.value <= found.high <= 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([], []),
        ([0, 1, 0], [0, 1, 1]),
        ([1, 1, 1, 1], [0, 1, 0, 1]),
        ([0, 1, 0, 1], [0.3, 0.1 + 0.2] * 2),
    ],
    ids=["nobody", "three learners", "all alike", "alike but for rounding"],
)
def test_when_a_relation_cannot_be_computed_then_there_is_none(
    first: list[float], second: list[float]
) -> None:
    assert correlation(first, second) is None


CODED = [
    # Cohen (1960) for two categories, worked out by hand: agreement, chance, kappa
    ("1111100000", "1111100000", 1.0),  # 1, 0.5
    ("1111100000", "1111000001", 0.6),  # 0.8, 0.5
    ("1111100000", "0000011111", -1.0),  # 0, 0.5
    ("1000000000", "0000000000", 0.0),  # 0.9, 0.9: what chance gives
    ("1110000000", "1000000000", 0.4117647058823529),  # 0.8, 0.66
    ("0000000000", "0000000000", None),  # chance alone gives all
    ("", "", None),
]


def marks(text: str) -> list[bool]:
    """Read a coder's marks, such as ``0110``."""
    return [mark == "1" for mark in text]


@pytest.mark.parametrize(("first", "second", "value"), CODED)
def test_when_two_coders_are_compared_then_chance_is_taken_off(
    first: str, second: str, value: float | None
) -> None:
    assert kappa(marks(first), marks(second)) == (None if value is None else pytest.approx(value))


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_when_the_coders_change_places_then_kappa_stays(pairs: list[tuple[bool, bool]]) -> None:
    first, second = [one for one, _ in pairs], [two for _, two in pairs]
    found = kappa(first, second)
    assert found == kappa(second, first) == kappa([not v for v in first], [not v for v in second])
    assert found is None or (found <= 1 and (found == 1) == (first == second))


def test_when_the_coders_judged_different_cases_then_nothing_is_said() -> None:
    with pytest.raises(ValueError, match="1 cases and 2"):
        kappa([True], [True, False])
