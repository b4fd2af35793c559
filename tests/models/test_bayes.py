from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trilateral.models.bayes import (
    ExhaustedError,
    Test,
    classify,
    likelihood_ratio,
    odds,
    posterior,
    probability,
)

if TYPE_CHECKING:
    import random

chances = st.floats(0, 1, allow_subnormal=False).map(lambda p: round(p, 6))
inner = st.floats(0.001, 0.999)
NAMES = ("chain", "habit", "taiwan", "burden")
priors = st.fixed_dictionaries(dict.fromkeys(NAMES, inner))
pieces = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, inner)), max_size=12)


@pytest.mark.parametrize(
    ("prior", "likelihoods", "published"),
    [
        # Gigerenzer and Hoffrage (1995), Psychological Review 102: mammography, "7.8 %".
        ({"ill": 0.01, "well": 0.99}, [{"ill": 0.8, "well": 0.096}], {"ill": 0.078}),
        # MacKay (2003), Information Theory, Inference, and Learning Algorithms, example 2.3.
        ({"ill": 0.01, "well": 0.99}, [{"ill": 0.95, "well": 0.05}], {"ill": 0.161}),
        # The same book, exercise 3.8: three doors, the host opens the third.
        ({"1": 1, "2": 1, "3": 1}, [{"1": 0.5, "2": 1, "3": 0}], {"1": 1 / 3, "2": 2 / 3, "3": 0}),
    ],
)
def test_when_a_textbook_case_is_worked_then_the_published_number_comes_out(
    prior: dict[str, float], likelihoods: list[dict[str, float]], published: dict[str, float]
) -> None:
    result = posterior(prior, likelihoods)

    assert {name: result[name] for name in published} == pytest.approx(published, abs=5e-4)


@given(priors, pieces, st.randoms())
def test_when_the_evidence_comes_in_another_order_then_nothing_changes(
    prior: dict[str, float], found: list[dict[str, float]], random: random.Random
) -> None:
    other = found.copy()
    random.shuffle(other)

    assert posterior(prior, found) == posterior(prior, other)


@given(priors, pieces)
def test_when_evidence_is_weighed_at_once_or_one_by_one_then_the_end_is_the_same(
    prior: dict[str, float], found: list[dict[str, float]]
) -> None:
    step = posterior(prior, [])
    for piece in found:
        assume(any(step.values()))
        step = posterior(step, [piece])

    assert step == pytest.approx(posterior(prior, found), abs=1e-9)


@given(
    st.fixed_dictionaries(dict.fromkeys(NAMES, chances)),
    st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, chances)), max_size=6),
)
def test_when_numbers_may_be_0_or_1_then_it_is_a_probability_or_said_to_be_exhausted(
    prior: dict[str, float], found: list[dict[str, float]]
) -> None:
    assume(any(prior.values()))
    try:
        result = posterior(prior, found)
    except ExhaustedError:
        assert all(not prior[n] or any(not piece[n] for piece in found) for n in NAMES)
    else:
        assert math.fsum(result.values()) == pytest.approx(1)
        assert all(0 <= share <= 1 for share in result.values())
        assert all(not result[n] for n in NAMES if not prior[n])


@given(priors, pieces, inner, inner)
def test_when_a_hypothesis_fits_better_then_it_gains(
    prior: dict[str, float], found: list[dict[str, float]], less: float, more: float
) -> None:
    assume(less < more)
    rest = dict.fromkeys(NAMES, 0.5)

    low = posterior(prior, [*found, {**rest, "chain": less}])
    high = posterior(prior, [*found, {**rest, "chain": more}])

    assert low["chain"] <= high["chain"]
    assert all(low[name] >= high[name] for name in NAMES[1:])


@given(priors, pieces, st.permutations(NAMES))
def test_when_hypotheses_change_names_then_their_numbers_go_with_them(
    prior: dict[str, float], found: list[dict[str, float]], names: list[str]
) -> None:
    called = dict(zip(NAMES, names, strict=True))

    def renamed(by: dict[str, float]) -> dict[str, float]:
        return {called[name]: value for name, value in by.items()}

    assert posterior(renamed(prior), [renamed(f) for f in found]) == renamed(
        posterior(prior, found)
    )


@given(priors, inner)
def test_when_evidence_fits_all_alike_then_nothing_moves(
    prior: dict[str, float], fit: float
) -> None:
    after = posterior(prior, [dict.fromkeys(NAMES, fit)] * 3)

    assert after == pytest.approx(posterior(prior, []))


@pytest.mark.parametrize(
    ("prior", "likelihoods", "expected"),
    [
        ({"a": 1, "b": 0}, [{"a": 0.01, "b": 1}], {"a": 1, "b": 0}),
        ({"a": 0.5, "b": 0.5}, [{"a": 0, "b": 0.01}], {"a": 0, "b": 1}),
        ({"a": 3, "b": 1}, [], {"a": 0.75, "b": 0.25}),
        ({"a": 1, "b": 1}, [{"a": 1e-300, "b": 1e-300}] * 9, {"a": 0.5, "b": 0.5}),
    ],
)
def test_when_a_number_is_at_its_edge_then_the_convention_holds(
    prior: dict[str, float], likelihoods: list[dict[str, float]], expected: dict[str, float]
) -> None:
    assert posterior(prior, likelihoods) == expected


@pytest.mark.parametrize(
    ("prior", "likelihoods", "words"),
    [
        ({"a": 0, "b": 0}, [], "not all 0"),
        ({"a": -1, "b": 2}, [], "0 or more"),
        ({"a": math.nan, "b": 2}, [], "0 or more"),
        ({"a": 1, "b": 1}, [{"a": 1}], "no likelihood for b"),
        ({"a": 1, "b": 1}, [{"a": 1, "b": 1.2}], "between 0 and 1"),
    ],
)
def test_when_a_number_is_out_of_range_then_the_message_says_which(
    prior: dict[str, float], likelihoods: list[dict[str, float]], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        posterior(prior, likelihoods)


def test_when_all_hypotheses_are_ruled_out_then_it_says_what_to_do() -> None:
    with pytest.raises(ExhaustedError, match="add the hypothesis that is missing"):
        posterior({"a": 1, "b": 1}, [{"a": 0, "b": 1}, {"a": 1, "b": 0}])


@pytest.mark.parametrize(
    ("given_h", "otherwise", "test"),
    [
        (0.95, 0.5, Test.HOOP),
        (0.5, 0.05, Test.SMOKING_GUN),
        (0.6, 0.4, Test.STRAW_IN_THE_WIND),
        (0.95, 0.05, Test.DOUBLY_DECISIVE),
        (1, 0, Test.DOUBLY_DECISIVE),
        (1, 0.5, Test.HOOP),
        (0.5, 0, Test.SMOKING_GUN),
        (0.5, 0.5, Test.STRAW_IN_THE_WIND),
        (1, 1, Test.STRAW_IN_THE_WIND),
        (0, 0, Test.STRAW_IN_THE_WIND),
        (0, 1, Test.STRAW_IN_THE_WIND),
        (0.95, 0.95, Test.STRAW_IN_THE_WIND),
        (0.2, 0.02, Test.SMOKING_GUN),
    ],
)
def test_when_a_pair_is_classified_then_only_what_tells_apart_is_strong(
    given_h: float, otherwise: float, test: Test
) -> None:
    assert classify(given_h, otherwise) is test


@given(chances, chances)
def test_when_absence_is_read_for_the_rival_then_hoop_and_smoking_gun_change_places(
    p: float, q: float
) -> None:
    mirror = {Test.HOOP: Test.SMOKING_GUN, Test.SMOKING_GUN: Test.HOOP}
    passing, failing = likelihood_ratio(p, q), likelihood_ratio(1 - q, 1 - p)
    assume(all(not math.isclose(ratio, 10, rel_tol=1e-6) for ratio in (passing, failing)))

    here = classify(p, q)

    assert classify(1 - q, 1 - p) is mirror.get(here, here)


@given(inner)
def test_when_a_probability_becomes_odds_then_it_comes_back(share: float) -> None:
    assert probability(odds(share)) == pytest.approx(share)


@pytest.mark.parametrize("call", [lambda: odds(1.1), lambda: probability(-1)])
def test_when_a_number_makes_no_sense_then_it_is_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=r"this one is|these are"):
        call()


def test_when_the_edges_are_asked_for_then_they_are_there() -> None:
    assert odds(1) == math.inf
    assert probability(math.inf) == 1
    assert likelihood_ratio(0.5, 0) == math.inf
    assert likelihood_ratio(0, 0.5) == 0


@pytest.mark.parametrize("pieces", [1, 5, 20, 400])
def test_when_much_speaks_against_a_hypothesis_then_only_a_zero_rules_it_out(pieces: int) -> None:
    strong = {"chain": 1e-4, "habit": 1.0, "taiwan": 0.0}

    result = posterior({"chain": 0.5, "habit": 0.25, "taiwan": 0.25}, [strong] * pieces)

    assert 0 < result["chain"] <= 2.001 * 10.0 ** (-4 * pieces) + math.ulp(0.0)
    assert result["taiwan"] == 0


@given(priors, pieces, st.integers(1, 60))
def test_when_nothing_is_ruled_out_then_no_belief_is_zero(
    prior: dict[str, float], found: list[dict[str, float]], times: int
) -> None:
    assert all(posterior(prior, found * times).values())
