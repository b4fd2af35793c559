"""Print pages: complete in themselves, for two sizes of paper, with the key in one place only."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.classroom.cards import Card
from trilateral.classroom.paper import KINDS, write
from trilateral.classroom.sheets import tickets
from trilateral.classroom.simulation import scenario
from trilateral.parts.markup import inline

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of lesson 00 and of the simulation, by folder and name."""
    out: Path = tmp_path_factory.mktemp("paper")
    paths = [*write("00", out), *write("05_simulation", out)]
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_when_a_class_is_written_then_each_kind_is_there_in_both_sizes(
    pages: dict[str, str],
) -> None:
    wanted = {
        f"{size}/00_start_here_{kind}.html" for size in ("a4", "letter") for kind in KINDS
    } | {
        f"{size}/05_simulation_{kind}.html"
        for size in ("a4", "letter")
        for kind in ("plan", "roles", "answers", "key")  # no jigsaw, so no evidence cards
    }
    assert set(pages) == wanted
    for name, page in pages.items():
        assert f"size: {'A4' if name.startswith('a4') else 'letter'};" in page


def test_when_a_page_is_opened_without_a_network_then_it_asks_for_nothing(
    pages: dict[str, str],
) -> None:
    for page in pages.values():
        reader = _Asked()
        reader.feed(page)
        assert reader.tags.isdisjoint({"script", "link", "iframe", "object"})
        assert all(address.startswith("data:image/svg+xml;base64,") for address in reader.images)
        assert "url(" not in page
        assert {"main", "h1"} <= reader.tags
        assert not re.search(r"\[[@=#][a-z]", page), "a mark was not written out"


def test_when_an_answer_sheet_is_handed_out_then_it_asks_all_and_gives_no_key(
    pages: dict[str, str],
) -> None:
    sheet, key = (pages[f"a4/00_start_here_{kind}.html"] for kind in ("answers", "key"))
    assert "1st vote" in sheet
    assert sheet.count('class="box"') == 4 * 2 + 4 + 4  # a vote twice, and two items of the ticket
    right = "The reader for whom eight of the ten claims turned out to hold"
    assert right in sheet
    assert "Answer:" not in sheet
    assert f"Answer: {right}" in key
    assert "no names" in sheet


def test_when_role_cards_are_dealt_then_each_says_that_the_incident_is_invented(
    pages: dict[str, str],
) -> None:
    page = pages["letter/05_simulation_roles.html"]
    sections = page.split("<section")[1:]
    assert len(sections) == 2 + len(scenario().delegations) + 1  # scene, stages; news
    assert all(inline(scenario().label) in section for section in sections)
    assert all("page" in section.split(">")[0] for section in sections)


@given(learners=st.integers(1, 60), accounts=st.integers(2, 5))
def test_when_tickets_are_dealt_in_their_order_then_mixed_groups_hear_every_account(
    learners: int, accounts: int
) -> None:
    dealt = tuple(
        Card("set", "Why?", f"a{n}", f"Account {n}", "", (), (), ()) for n in range(accounts)
    )
    cut = tickets(dealt, learners)
    assert learners <= len(cut) < learners + accounts
    groups = {ticket.mixed: [t for t in cut if t.mixed == ticket.mixed] for ticket in cut}
    for group in groups.values():
        assert len({ticket.letter for ticket in group}) == accounts
        assert sum(ticket.reports for ticket in group) == 1
    firsts = [ticket.first for ticket in cut]
    assert all(firsts.count(first) <= 5 for first in firsts)


class _Asked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.images: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "img":
            self.images.append(dict(attrs)["src"] or "")
