"""Evidence cards: each account's rows in words, with sources, and what it must explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral.classroom.cards import Card, cards
from trilateral.classroom.errors import ClassroomError, PlanError
from trilateral.classroom.jigsaw import jigsaws
from trilateral.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path

CARDS = [card for name in jigsaws() for card in cards(name)]
MOST = 3300
"""Characters of a card that fit on a page of A4 or Letter (looked at as PDF)."""
ONE = """\
sets:
  - id: sample
    question: Why?
    accounts:
      - id: one
        name: One
        says: It was agreed.
        rows: [diplomatic_events:de87, diplomatic_events:de85]
        hard: [incidents:inc-2024-12-04-sabina]
      - id: two
        name: Two
        says: It was not.
        rows: [diplomatic_events:de86]
        figures: ["There are [=incidents-2025] ([#incidents])."]
        hard_figures: ["There were [=incidents-2024] ([#incidents])."]
"""


def write(folder: Path, text: str = ONE) -> Path:
    (folder / "cards.yaml").write_text(text, encoding="utf-8")
    return folder


def test_when_cards_are_made_then_rows_stand_in_order_of_time_with_their_sources(
    tmp_path: Path,
) -> None:
    one, two = cards("sample", write(tmp_path))
    assert [piece.when for piece in one.pieces] == ["21 July 2024", "27 July 2024"]
    assert one.pieces[0].title.startswith("Manila and Beijing announce")
    assert one.pieces[0].sources.startswith("[Manila Bulletin, 21 July 2024](<https://mb.com.ph/")
    assert "mb-20240721-understanding" in one.source_ids
    assert two.pieces[-1].text == "There are 36 (table *incidents*)."


def test_when_an_incident_is_told_then_both_sides_are_or_it_says_that_none_was_found(
    tmp_path: Path,
) -> None:
    text = cards("sample", write(tmp_path))[0].hard[0].text
    assert text.startswith("*By the Philippine side:* Manila said small Chinese craft")
    assert text.endswith("*By the Chinese side:* no account was found.")


def test_when_a_row_has_many_sources_then_three_are_named_and_all_are_listed() -> None:
    card = next(card for card in cards("quiet-shoal") if card.account == "deterrence")
    clash = next(piece for piece in card.pieces if piece.when == "17 June 2024")
    assert clash.sources.endswith(", and 11 more")
    assert "xinhua-20240620-restrained" in card.source_ids


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.jigsaw}-{card.account}")
def test_when_a_card_is_printed_then_it_is_sourced_and_fits_on_a_page(card: Card) -> None:
    told = [*card.pieces, *card.hard]
    assert all(piece.sources or "(table" in piece.text for piece in told)
    assert len(card.pieces) >= 2
    assert card.hard
    assert sum(len(piece.title) + len(piece.text) + 100 for piece in told) < MOST


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("diplomatic_events:de87, diplomatic_events:de85", "diplomatic_events:de87", "fewer than"),
        ("        hard: [incidents:inc-2024-12-04-sabina]\n", "", "nothing that it must explain"),
        ("[#incidents]", "[#incident]", "There is no table 'incident'"),
        ("diplomatic_events:de87", "diplomatic_events", "should match pattern"),
    ],
)
def test_when_cards_cannot_be_used_then_the_error_says_where(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(PlanError, match=says):
        cards("sample", write(tmp_path, ONE.replace(old, new, 1)))


def test_when_a_row_is_not_there_then_the_error_names_it(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no row of diplomatic_events has the key 'de999'"):
        cards("sample", write(tmp_path, ONE.replace("de87", "de999")))


def test_when_there_are_no_such_cards_then_the_error_names_those_there_are() -> None:
    with pytest.raises(ClassroomError, match="Did you mean quiet-shoal"):
        cards("quiet-shoals")
