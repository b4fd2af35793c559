from __future__ import annotations

import pytest

from trilateral import evidence
from trilateral.evidence.claims import resolve

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


def _ids(row: object) -> tuple[str, ...]:
    assert isinstance(row, dict)
    ids = row["source_ids"]
    assert isinstance(ids, tuple)
    return ids
