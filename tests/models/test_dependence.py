"""Pieces that share a cause: which of them count."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.models.bayes import posterior
from trilateral.models.dependence import counted, spread

NAMES = ("a", "b", "c")
PIECE = st.fixed_dictionaries(dict.fromkeys(NAMES, st.floats(0.01, 1)))
CASES = st.lists(st.tuples(PIECE, st.sampled_from(("", "one", "two"))), max_size=10)


@pytest.mark.parametrize(
    ("piece", "wide"),
    [
        ({"a": 0.2, "b": 0.8}, 4),
        ({"a": 0.5, "b": 0.5}, 1),
        ({"a": 0.0, "b": 0.5}, float("inf")),
        ({"a": 0.0, "b": 0.0}, 1),
    ],
)
def test_when_a_piece_parts_hypotheses_then_its_spread_is_the_largest_ratio(
    piece: dict[str, float], wide: float
) -> None:
    assert spread(piece) == wide


@given(case=CASES)
def test_when_pieces_share_causes_then_one_of_each_group_counts_and_it_is_the_widest(
    case: list[tuple[dict[str, float], str]],
) -> None:
    pieces, causes = [piece for piece, _ in case], [cause for _, cause in case]
    flags = counted(pieces, causes)
    rows = sorted(zip(causes, pieces, flags, strict=True), key=lambda row: row[0])
    for cause, members in groupby(rows, key=lambda row: row[0]):
        listed = list(members)
        if not cause:
            assert all(flag for _, _, flag in listed)
        else:
            (chosen,) = (piece for _, piece, flag in listed if flag)
            assert spread(chosen) == max(spread(piece) for _, piece, _ in listed)


@given(piece=PIECE, times=st.integers(1, 8))
def test_when_one_piece_is_told_many_times_then_it_moves_the_balance_once(
    piece: dict[str, float], times: int
) -> None:
    prior = dict.fromkeys(NAMES, 1.0)
    flags = counted([piece] * times, ["told"] * times)
    kept = [piece for flag in flags if flag]
    assert posterior(prior, kept) == posterior(prior, [piece])


def test_when_two_pieces_are_equally_wide_then_the_first_counts() -> None:
    piece = {"a": 0.2, "b": 0.8}
    assert counted([piece, piece], ["one", "one"]) == (True, False)
