from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from tests.tiers import tiers
from trilateral import evidence
from trilateral.evidence.cards import FILE, card
from trilateral.evidence.grounds import Tables, grounds
from trilateral.evidence.quantities import computation
from trilateral.evidence.terms import terms
from trilateral.notebook.marks import marks
from trilateral.paths import course_dir, data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.notebook.marks import CitationMark

STALE = "data/cards.json is stale: run `trilateral tidy`"
_EACH = 80
"""So many figures apart, those are chosen that every change of the course tries."""
QUANTITIES = evidence.quantities()
TABLES = Tables(evidence.load)
CHOSEN = tiers(QUANTITIES, *QUANTITIES[::_EACH])


@cache
def saved() -> dict[str, Any]:
    return dict(json.loads((data_dir() / FILE).read_text("utf-8")))


def cited() -> Iterator[CitationMark]:
    for path in sorted(course_dir().glob("*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield from marks(cell.source)


def test_when_prose_links_a_figure_or_a_source_then_there_is_something_to_show() -> None:
    sources = set(evidence.load("sources")["id"])
    known = {"=": set(saved()["figures"]), "@": sources, "#": set(evidence.tables())}

    missing = {mark.kind + mark.name for mark in cited() if mark.name not in known[mark.kind]}

    assert missing == set()


def test_when_tables_change_then_the_cards_say_the_same_figures() -> None:
    texts = {name: card["text"] for name, card in saved()["figures"].items()}

    assert texts == {quantity.name: quantity.text for quantity in QUANTITIES}, STALE
    assert saved()["terms"] == terms(evidence.default()), STALE


@pytest.mark.parametrize("quantity", CHOSEN, ids=lambda quantity: str(quantity.name))
def test_when_a_card_is_made_afresh_then_it_is_as_saved(quantity: evidence.Quantity) -> None:
    assert card(quantity, evidence.default(), TABLES) == saved()["figures"][quantity.name], STALE


def test_when_a_page_reads_the_cards_then_they_are_small() -> None:
    assert (data_dir() / FILE).stat().st_size <= 400_000


def test_when_a_figure_rests_on_three_rows_or_fewer_then_each_has_its_title() -> None:
    for name, each in saved()["figures"].items():
        rows = sum(map(len, each["rows"].values()))
        assert len(each["titles"]) == (rows if rows <= 3 else 0), name


def test_when_a_figure_counts_rows_then_it_rests_on_these() -> None:
    rows = evidence.load("incidents")
    in_2025 = [place for place, day in enumerate(rows["date"]) if day.year == 2025]

    assert grounds("incidents-2025", TABLES) == {"incidents": tuple(in_2025)}


def test_when_a_figure_is_a_rate_then_it_rests_on_what_dates_its_months_too() -> None:
    found = saved()["figures"]["with-japan-a-month-after-signature"]["rows"]

    assert found["access_agreements"] == ["jp-ph-raa"]
    assert {"ja35", "ja36"} <= set(found["joint_activities"])
    assert "diplomatic_events" not in found  # the summit divides nothing here


def test_when_a_figure_counts_nothing_then_it_names_its_table_and_no_row() -> None:
    nothing = saved()["figures"]["commitments-people-delivered"]

    assert (nothing["text"], nothing["rows"]) == ("0", {"summit_commitments": []})


@pytest.mark.parametrize("quantity", CHOSEN, ids=lambda quantity: str(quantity.name))
def test_when_rows_are_tried_one_by_one_then_halves_have_missed_none(
    quantity: evidence.Quantity,
) -> None:
    compute = computation(quantity.name, evidence.load)

    def differs(table: str, place: int) -> bool:
        def load(name: str) -> Any:  # noqa: ANN401 -- a frame
            frame = evidence.load(name)
            return frame.drop(index=place) if name == table else frame

        try:
            return bool(compute(load) != quantity.value)
        except (LookupError, ValueError, TypeError, ArithmeticError):
            return True

    for table, places in grounds(quantity.name, TABLES).items():
        if table != "sources":
            each = range(len(evidence.load(table)))
            assert places == tuple(place for place in each if differs(table, place))


def test_when_a_figure_is_named_then_it_is_in_words() -> None:
    plain = [q.name for q in QUANTITIES if not q.words or q.words == q.name.replace("-", " ")]
    ours = {"joint-activities-with-japan", "commitments-on-defence", "commitments-on-people"}

    assert set(plain) <= ours
    assert not [q.words for q in QUANTITIES if "_" in q.words or "{" in q.words]
