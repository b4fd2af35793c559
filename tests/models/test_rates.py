"""Poisson intervals: published values, the property that defines them, refusals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from trilateral.models.rates import (
    Interval,
    beyond_chance,
    poisson_interval,
    rate_interval,
    same_rate,
)

GRAPHPAD = "GraphPad QuickCalcs FAQ, How QuickCalcs computes the confidence interval of a count"
FSA = "Ogle, D. H., R package FSA, poiCI(type='exact'), examples and details"
PUBLISHED = [
    (0, 0.95, 0.0, 3.689, 3, FSA),
    (7, 0.95, 2.814358, 14.42268, 4, FSA),
    (10, 0.95, 4.795389, 18.39036, 4, FSA),
    (12, 0.95, 6.200603, 20.96156, 4, FSA),
    (25, 0.90, 17.38, 34.92, 2, GRAPHPAD),
    (25, 0.95, 16.18, 36.90, 2, GRAPHPAD),
    (25, 0.99, 14.00, 41.00, 2, GRAPHPAD),
]
counts = st.integers(0, 400)
few = st.integers(0, 60)
times = st.floats(0.1, 100)
levels = st.floats(0.5, 0.999)


@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: f"{known[0]} at {known[1]}")
def test_when_an_interval_is_published_then_it_is_found(
    known: tuple[int, float, float, float, int, str],
) -> None:
    count, level, low, high, decimals, where = known
    found = poisson_interval(count, level)
    assert tuple(round(end, decimals) for end in found) == (
        round(low, decimals),
        round(high, decimals),
    ), where


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.69), (1, 0.025, 5.57)])
def test_when_few_are_counted_then_the_ends_solve_the_poisson_sums(
    count: int, low: float, high: float
) -> None:
    # No event is seen with probability exp(-mean): 2.5 % at 3.69; one or more, 2.5 % at 0.025.
    found = poisson_interval(count)
    assert found == pytest.approx((low, high), abs=0.005)
    assert poisson.cdf(count, found.high) == pytest.approx(0.025)


@given(counts, levels)
def test_when_the_mean_is_an_end_then_the_count_is_just_too_rare(count: int, level: float) -> None:
    tail = (1 - level) / 2
    low, high = poisson_interval(count, level)
    assert poisson.cdf(count, high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, low) == pytest.approx(tail, rel=1e-6)


@given(st.floats(0.001, 60), levels)
def test_when_any_mean_is_true_then_enough_intervals_hold_it(mean: float, level: float) -> None:
    held = 0.0
    for count in range(int(poisson.isf(1e-12, mean)) + 1):
        low, high = poisson_interval(count, level)
        held += float(poisson.pmf(count, mean)) if low <= mean <= high else 0.0
    assert held >= level - 1e-9


@given(counts, levels)
def test_when_one_more_is_counted_then_both_ends_rise(count: int, level: float) -> None:
    here, there = poisson_interval(count, level), poisson_interval(count + 1, level)
    assert here.low < there.low
    assert here.high < there.high
    assert here.low <= count <= here.high


@given(counts, st.floats(0.01, 1000))
def test_when_time_is_watched_then_the_rate_is_the_count_divided(
    count: int, exposure: float
) -> None:
    low, high = poisson_interval(count)
    assert rate_interval(count, exposure) == pytest.approx((low / exposure, high / exposure))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (Interval(0, 1), Interval(1, 2), True),
        (Interval(0, 1), Interval(1.1, 2), False),
        (Interval(0, 9), Interval(3, 4), True),
        (Interval(5, 6), Interval(1, 2), False),
    ],
)
def test_when_two_intervals_share_a_value_then_they_overlap_both_ways(
    one: Interval, other: Interval, *, share: bool
) -> None:
    assert one.overlaps(other) is share
    assert other.overlaps(one) is share


@pytest.mark.parametrize(
    ("count", "exposure", "level", "words"),
    [
        (-1, 1.0, 0.95, "negative.*-1"),
        (1, 1.0, 0.0, "between 0 and 1.*0.0"),
        (1, 1.0, 1.0, "between 0 and 1.*1.0"),
        (1, 1.0, 95.0, "between 0 and 1.*95"),
        (1, 0.0, 0.95, "above 0.*0.0"),
        (1, -2.0, 0.95, "above 0.*-2"),
    ],
)
def test_when_a_number_makes_no_sense_then_the_message_says_which(
    count: int, exposure: float, level: float, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        rate_interval(count, exposure, level)


@pytest.mark.parametrize(
    ("counted", "exposures", "p", "where"),
    [
        ((11, 21), (800, 3011), 0.07967, "R, poisson.test, example eba1977"),
        ((0, 5), (1, 1), 0.0625, "five coins that all fall on one side, or on the other"),
        ((0, 3), (1, 2), 0.5556, "by hand: 8/27 for none, and 6/27 and 1/27 for two and three"),
        ((4, 8), (1, 2), 1.0, "the same rate"),
        ((0, 0), (3, 7), 1.0, "nothing seen"),
    ],
)
def test_when_two_rates_are_compared_then_the_exact_test_is_found(
    counted: tuple[int, int], exposures: tuple[float, float], p: float, where: str
) -> None:
    assert same_rate(counted, exposures) == pytest.approx(p, abs=5e-5), where


@given(few, few, times, times)
def test_when_the_stretches_change_places_then_the_test_says_the_same(
    one: int, other: int, short: float, long: float
) -> None:
    assert same_rate((one, other), (short, long)) == pytest.approx(
        same_rate((other, one), (long, short)), rel=1e-6, abs=1e-12
    )


@settings(deadline=None, max_examples=40)  # each sums over every outcome
@given(st.floats(0.1, 10), times, times, st.sampled_from((0.01, 0.05, 0.2)))
def test_when_one_rate_is_true_then_a_difference_is_seldom_found(
    mean: float, short: float, long: float, level: float
) -> None:
    share = short / (short + long)
    wrong = sum(
        float(poisson.pmf(total, mean) * binom.pmf(first, total, share))
        for total in range(int(poisson.isf(1e-9, mean)) + 1)
        for bounds in [beyond_chance(total, (short, long), level)]
        for first in range(total + 1)
        if first <= bounds.few or first >= bounds.many
    )
    assert wrong <= level + 1e-6


@given(few, times, times, st.sampled_from((0.01, 0.05, 0.2)))
def test_when_bounds_are_given_then_they_part_what_the_test_parts(
    total: int, short: float, long: float, level: float
) -> None:
    bounds = beyond_chance(total, (short, long), level)
    for first in range(total + 1):
        p = same_rate((first, total - first), (short, long))
        assert (first <= bounds.few or first >= bounds.many) == (p < level)


@pytest.mark.parametrize(
    ("counted", "exposures", "words"),
    [
        ((-1, 2), (1, 1), "negative.*-1 and 2"),
        ((1, 2), (1, 0), "above 0.*1 and 0"),
        ((0, 0), (-1, 2), "above 0.*-1 and 2"),
    ],
)
def test_when_a_comparison_makes_no_sense_then_the_message_says_which(
    counted: tuple[int, int], exposures: tuple[float, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        same_rate(counted, exposures)
