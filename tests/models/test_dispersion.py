"""The index of dispersion against scipy and against drawn records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from trilateral import evidence
from trilateral.evidence.figures.dispersion import monthly
from trilateral.models.dispersion import dispersion

COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=60).filter(any)


@given(counts=COUNTS)
def test_when_counts_are_given_then_index_and_test_are_those_of_scipy(counts: list[int]) -> None:
    found = dispersion(counts)
    freedom = len(counts) - 1
    square = sum((count - np.mean(counts)) ** 2 for count in counts) / np.mean(counts)

    assert found.ratio == pytest.approx(square / freedom)
    assert found.p == pytest.approx(chi2.sf(square, freedom), abs=1e-12)
    assert tuple(found.chance) == pytest.approx(chi2.ppf([0.025, 0.975], freedom) / freedom)


@pytest.mark.parametrize("kind", ["incidents", "contact"])
def test_when_events_come_independently_then_chance_covers_about_as_many_as_it_says(
    kind: str,
) -> None:
    counts = monthly(evidence.load, kind)
    low, high = dispersion(counts).chance
    drawn = np.random.default_rng(0).poisson(np.mean(counts), size=(4000, len(counts)))
    drawn = drawn[drawn.any(axis=1)]
    index = drawn.var(axis=1, ddof=1) / drawn.mean(axis=1)

    assert ((index >= low) & (index <= high)).mean() == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "wide"), [([3, 3, 3, 3], False), ([0, 0, 12, 0, 0, 0], True), ([0, 6, 0, 6], True)]
)
def test_when_events_come_in_clusters_then_the_index_leaves_the_range_of_chance(
    counts: list[int], *, wide: bool
) -> None:
    found = dispersion(counts)
    assert (found.ratio > found.chance.high) is wide


@pytest.mark.parametrize("counts", [[], [3], [0, 0], [1, -1]])
def test_when_counts_have_no_index_then_it_is_an_error(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="two counts or more"):
        dispersion(counts)


def test_when_lesson_03_mentions_months_then_all_its_incidents_to_june_2026_are_in_them() -> None:
    rows = evidence.load("incidents")
    sure = rows[(rows["confidence"] > "low") & (rows["date"] < "2026-07-01")]

    assert sum(monthly(evidence.load, "incidents")) == len(sure)
    contact = sum("collision" in tactics for tactics in sure["tactics"])
    assert sum(monthly(evidence.load, "contact")) == contact


def test_when_the_check_is_made_then_it_speaks_against_neither_and_lesson_03_may_say_so() -> None:
    totals, contact = (dispersion(monthly(evidence.load, k)) for k in ("incidents", "contact"))

    assert totals.chance.low <= totals.ratio <= totals.chance.high
    assert totals.ratio < contact.ratio <= contact.chance.high
    assert contact.ratio > 1
