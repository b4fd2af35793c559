from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral import evidence
from trilateral.evidence.completeness import chapman, publishers

CHANCE = 0.4
"""The chance that a list has a thing."""


@pytest.mark.parametrize(
    ("first", "second", "both", "total"),
    [
        (10, 15, 5, 11 * 16 / 6 - 1),
        (7, 7, 7, 7),  # the lists agree, so nothing seems to be missed
        (7, 3, 3, 7),  # one list holds the other
        (2, 3, 0, 11),  # nothing in common: there may be many
        (0, 0, 0, 0),
    ],
)
def test_when_two_lists_are_compared_then_the_estimate_is_chapmans(
    first: int, second: int, both: int, total: float
) -> None:
    assert chapman(first, second, both).total == pytest.approx(total)


@pytest.mark.parametrize(("first", "second", "both"), [(2, 3, 3), (3, 2, 3), (2, 2, -1)])
def test_when_more_is_shared_than_listed_then_it_is_refused(
    first: int, second: int, both: int
) -> None:
    with pytest.raises(ValueError, match="both lists"):
        chapman(first, second, both)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_when_anything_is_estimated_then_the_interval_holds_it_and_all_that_is_known(
    first_only: int, second_only: int, both: int
) -> None:
    first, second = first_only + both, second_only + both

    estimate = chapman(first, second, both)

    assert estimate.listed == first_only + second_only + both
    assert estimate.listed <= estimate.low <= estimate.total + 1e-9
    assert estimate.total <= estimate.high + 1e-9
    assert chapman(second, first, both) == estimate


def lists(follows: float, draw: np.random.Generator) -> tuple[int, int, int]:
    """Draw two lists of 200 things; `follows` is the chance that the second copies the first."""
    first = draw.random(200) < CHANCE
    second = np.where(draw.random(200) < follows, first, draw.random(200) < CHANCE)
    return int(first.sum()), int(second.sum()), int((first & second).sum())


@pytest.mark.parametrize(("follows", "expected"), [(0.0, "right"), (0.5, "too low")])
def test_when_lists_follow_each_other_then_the_estimate_is_too_low(
    follows: float, expected: str
) -> None:
    draw = np.random.default_rng(20261130)
    trials = [chapman(*lists(follows, draw)) for _ in range(300)]

    mean = sum(trial.total for trial in trials) / len(trials)
    holding = sum(trial.low <= 200 <= trial.high for trial in trials) / len(trials)

    if expected == "right":
        assert mean == pytest.approx(200, rel=0.05)
        assert holding > 0.9
    else:
        assert mean < 160
        assert holding < 0.1


def test_when_incidents_have_publishers_then_each_list_holds_its_own() -> None:
    incidents = pd.DataFrame(
        {"id": ["a", "b", "c", "d"], "source_ids": [("p", "q"), ("p",), ("q", "r"), ("gone",)]}
    )
    sources = pd.DataFrame({"id": ["p", "q", "r"], "perspective": ["PH", "CN", "JP"]})

    assert publishers(incidents, sources) == ({"a", "b"}, {"a", "c"})


def test_when_prose_quotes_the_estimate_then_it_follows_from_the_lists() -> None:
    philippine, foreign = publishers(evidence.load("incidents"), evidence.load("sources"))
    expected = chapman(len(philippine), len(foreign), len(philippine & foreign))
    quoted = {
        name: evidence.quantity(f"incidents-{name}").value
        for name in ("estimated-low", "estimated-high")
    }

    assert quoted == {
        "estimated-low": expected.low,
        "estimated-high": expected.high,
    }
    assert expected.listed <= evidence.quantity("incidents").value  # type: ignore[operator]  # a count
