"""Gains between two tests, and shares of answers that come several from a learner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from trilateral.models.gain import clustered_share, paired_gain

SCORES = st.integers(-12, 12)
GROUP = st.lists(SCORES, min_size=1, max_size=12)
ANSWERS = st.lists(
    st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=15
)


@pytest.mark.parametrize(
    ("first", "second"),
    [([], []), ([1], []), ([], [2, 3, 4]), ([1], [2]), ([2, 2, 2], [1, 1]), ([12] * 5, [12] * 5)],
    ids=["nobody", "one", "one order alone", "two", "all alike", "all the same"],
)
def test_when_nothing_tells_gain_from_form_or_chance_then_there_is_none(
    first: list[int], second: list[int]
) -> None:
    assert paired_gain(first, second) is None


def test_when_the_groups_are_alike_then_it_is_the_t_interval_of_their_means() -> None:
    first, second = [1, 2, 4, 5], [0, 3, 3, 6]
    found = paired_gain(first, second)
    assert found
    test = stats.ttest_ind(first, [-each for each in second])  # their difference is twice the gain
    low, high = (end / 2 for end in test.confidence_interval())
    assert found.gain.value == 3
    assert [found.gain.low, found.gain.high] == pytest.approx([low, high])
    assert found.easier == 0


@given(GROUP, GROUP, st.integers(-5, 5), st.integers(-5, 5))
def test_when_a_form_is_easier_or_all_gain_more_then_the_two_are_told_apart(
    first: list[int], second: list[int], gain: int, easier: int
) -> None:
    found = paired_gain(first, second)
    moved = paired_gain(
        [each + gain + easier for each in first], [each + gain - easier for each in second]
    )
    assert (found is None) == (moved is None)
    if found and moved:
        assert moved.gain.value == pytest.approx(found.gain.value + gain)
        assert moved.gain.low == pytest.approx(found.gain.low + gain)
        assert moved.easier == pytest.approx(found.easier + easier)
        assert moved.gain.low <= moved.gain.value <= moved.gain.high


@given(ANSWERS)
def test_when_answers_are_counted_then_the_interval_holds_the_share_and_stays_in_bounds(
    pairs: list[tuple[int, int]],
) -> None:
    found = clustered_share([right for right, _ in pairs], [all_ for _, all_ in pairs])
    given_ = [(right, all_) for right, all_ in pairs if all_]
    assert (found is None) == (len(given_) < 2)
    if found:
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.value == pytest.approx(sum(r for r, _ in given_) / sum(n for _, n in given_))
        assert found.high - found.low > 0.01  # also where all are right, or none


@pytest.mark.parametrize("right", [0, 12])
def test_when_all_are_right_or_all_wrong_then_the_interval_still_has_a_width(right: int) -> None:
    found = clustered_share([right] * 10, [12] * 10)
    assert found
    assert found.value == right / 12
    exact = stats.binomtest(10 * right, 120).proportion_ci(method="exact")
    assert found.high - found.low > exact.high - exact.low


def test_when_each_learner_answers_alike_then_the_interval_is_wider() -> None:
    alike = clustered_share([6, 0] * 10, [6, 6] * 10)
    mixed = clustered_share([3, 3] * 10, [6, 6] * 10)
    assert alike
    assert mixed
    assert alike.high - alike.low > 2 * (mixed.high - mixed.low)
