from __future__ import annotations

import numpy as np
import pytest

from trilateral.models.rates import bootstrap_interval


def test_when_a_sample_is_large_then_the_interval_is_the_normal_one() -> None:
    sample = np.random.default_rng(1).normal(50, 10, 2000)
    half = 1.96 * sample.std() / np.sqrt(len(sample))

    interval = bootstrap_interval(sample.tolist(), resamples=4000)

    assert interval.low == pytest.approx(sample.mean() - half, abs=0.05)
    assert interval.high == pytest.approx(sample.mean() + half, abs=0.05)


def test_when_many_samples_are_drawn_then_the_interval_covers_the_truth_as_often_as_said() -> None:
    rng = np.random.default_rng(2)
    samples = rng.normal(0, 1, (300, 60))

    covered = [
        low <= 0 <= high
        for low, high in (bootstrap_interval(list(s), resamples=500) for s in samples)
    ]

    assert 0.91 <= np.mean(covered) <= 0.98


def test_when_the_seed_is_the_same_then_so_is_the_interval() -> None:
    sample = list(np.random.default_rng(0).normal(size=40))

    assert bootstrap_interval(sample, seed=3) == bootstrap_interval(sample, seed=3)
    assert bootstrap_interval(sample, seed=3) != bootstrap_interval(sample, seed=4)


def test_when_a_statistic_is_given_then_the_interval_is_for_it() -> None:
    interval = bootstrap_interval([1, 2, 3, 4, 100], lambda rows: np.median(rows, axis=1))

    assert 1 <= interval.low <= 3 <= interval.high <= 100


@pytest.mark.parametrize(
    ("sample", "confidence", "words"), [([], 0.9, "at least one"), ([1.0], 1.0, "between 0 and 1")]
)
def test_when_nothing_can_be_drawn_then_it_says_why(
    sample: list[float], confidence: float, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        bootstrap_interval(sample, confidence=confidence)
