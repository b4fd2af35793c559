from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trilateral import evidence, explorers
from trilateral.charts.chain import LINKS
from trilateral.explorers.confidence import STEPS, ratings, statements

if TYPE_CHECKING:
    from pathlib import Path

RATE = """
from trilateral import explorers
shown = explorers.rate("before")
shown.values = {**shown.values, "first-summit": "95", "link-catalyst": "75"}
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records of its own for each test."""
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_when_lesson_00_was_rated_in_another_kernel_then_lesson_05_shows_it() -> None:
    subprocess.run([sys.executable, "-c", RATE], check=True)

    late = explorers.rate("after")
    late.values = {**late.values, "link": "catalyst", "link-catalyst": "25"}

    assert ratings("before") == {"first-summit": 95, "link-catalyst": 75}
    assert "Of 1 rated twice, your confidence rose in 0, fell in 1" in late.summary
    assert "<td>75 %</td><td>25 %</td><td>-50</td>" in late.html
    assert "Catalyst: coercion: before 75 %, now 25 %" in late.html


def test_when_the_map_is_made_then_each_claim_and_each_link_can_be_rated() -> None:
    keys = [statement.key for statement in statements()]

    assert len(keys) == len(set(keys)) == len(evidence.claims()) + len(LINKS)
    assert {c["name"] for c in explorers.rate().controls} == {"link", *keys}


@pytest.mark.parametrize("link", LINKS)
def test_when_a_link_is_chosen_then_its_statements_and_no_others_are_open(link: str) -> None:
    shown = explorers.rate()
    shown.values = {**shown.values, "link": link}

    open_ = {c["name"] for c in shown.controls} - set(shown.hidden) - {"link"}
    assert open_ == {s.key for s in statements() if s.link == link}
    assert shown.summary.startswith(f"{LINKS[link]}. You have rated 0 of its {len(open_)}")


def test_when_nothing_was_rated_in_lesson_00_then_lesson_05_says_so() -> None:
    assert "Nothing was rated in lesson 00" in explorers.rate("after").summary


def test_when_a_lesson_is_opened_again_then_its_ratings_are_where_they_were() -> None:
    first = explorers.rate()
    for value in STEPS:
        first.values = {**first.values, "catalyst": value}

    assert explorers.rate().values["catalyst"] == "95"
    assert explorers.rate("after").values["catalyst"] == ""


def test_when_records_cannot_be_written_then_the_learner_is_told_and_goes_on(state: Path) -> None:
    state.write_text("in the way")
    shown = explorers.rate()
    shown.values = {**shown.values, "first-summit": "50"}

    assert "You have rated 1 of its" in shown.summary
    assert "can't be saved just now" in shown.summary
    assert explorers.rate().values["first-summit"] == "50"


def test_when_verdicts_are_shown_then_only_at_the_end_and_folded() -> None:
    assert "<details>" not in explorers.rate("before").html
    assert "<table>" not in explorers.rate("before").html
    late = explorers.rate("after").html
    assert late.count("<details>") == sum(claim.link == "mandate" for claim in evidence.claims())
