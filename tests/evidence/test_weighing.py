from __future__ import annotations

import pytest

from trilateral import evidence
from trilateral.evidence.claims import resolve
from trilateral.explorers.weighing import ACCOUNTS

LEAST = 6
"""Pieces that must speak to each account, for or against it."""
PIECES = evidence.load("weighing").to_dict("records")


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: str(piece["id"]))
def test_when_a_piece_is_to_be_weighed_then_its_rows_exist_and_hold_its_sources(
    piece: dict[str, tuple[str, ...]],
) -> None:
    course = evidence.default()
    found = [ref for item in piece["rows"] for ref in resolve(item, course.tables(), course.rows)]

    sources = {source for ref in found for row in ref.rows for source in _ids(row)}

    assert set(piece["source_ids"]) <= sources


@pytest.mark.parametrize("link", ["mandate", "framework", "catalyst", "capability"])
def test_when_a_link_is_switched_off_then_pieces_speak_for_it_and_against_it(link: str) -> None:
    speaks = {piece["without_link"] for piece in PIECES if piece["link"] == link}

    assert speaks == {True, False}


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: str(piece["id"]))
def test_when_a_piece_speaks_to_accounts_then_one_of_its_rows_says_why_for_each(
    piece: dict[str, tuple[str, ...]],
) -> None:
    keys = [item.partition(":")[2] for item in piece["rows"]]

    assert len(piece["bears_why"]) == len(piece["bears_on"])
    for reason in piece["bears_why"]:
        key, _, words = reason.rpartition(": ")
        assert key in keys
        assert words


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: str(account["key"]))
def test_when_accounts_are_weighed_then_at_least_six_pieces_speak_to_each(
    account: dict[str, str],
) -> None:
    assert sum(account["key"] in piece["bears_on"] for piece in PIECES) >= LEAST


def test_when_pieces_name_accounts_then_they_are_those_that_the_weigher_offers() -> None:
    keys = [account["key"] for account in ACCOUNTS]

    assert list(evidence.labels("weighing", "bears_on")) == keys


def test_when_a_cause_is_shared_then_by_two_pieces_or_more() -> None:
    shared = evidence.load("weighing")["cause"].value_counts()

    assert (shared > 1).all()


def _ids(row: object) -> tuple[str, ...]:
    assert isinstance(row, dict)
    ids = row["source_ids"]
    assert isinstance(ids, tuple)
    return ids
