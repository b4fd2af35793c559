from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from trilateral import evidence, explorers
from trilateral.charts.synthesis.svg import percent
from trilateral.explorers.synthesis import SPARE
from trilateral.explorers.voices import SIDES
from trilateral.explorers.weights import ACCOUNTS, CHAIN, STEPS, Weights
from trilateral.models import bayes

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.explorers import Explorer


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path))


def give(shown: Explorer, **values: object) -> None:
    shown.values = {**shown.values, **values}


def test_when_nothing_is_weighed_then_the_balance_stands_where_it_began() -> None:
    shown = explorers.weigh()

    assert "0 of 16 pieces weighed. The article's chain: 25 %, from 25 % before" in shown.summary
    assert "Not weighed yet: “Japan asks first”." in shown.summary


def test_when_a_piece_fits_all_alike_then_it_counts_as_weighed_and_moves_nothing() -> None:
    shown = explorers.weigh()
    give(shown, **dict.fromkeys(ACCOUNTS, "0.8"))

    assert "1 of 16 pieces weighed. The article's chain: 25 %, from 25 % before" in shown.summary
    assert "it moves nothing" in shown.summary
    assert "<td>moves nothing</td>" in shown.html


def test_when_the_last_answer_returns_to_the_middle_then_the_piece_is_not_weighed() -> None:
    shown = explorers.weigh()
    for step in ("0.8", "0.5"):
        give(shown, chain=step)

    assert "0 of 16 pieces weighed" in shown.summary


def test_when_pieces_are_weighed_then_the_sentence_says_what_bayes_rule_says() -> None:
    shown = explorers.weigh()
    give(shown, piece="we-01")
    give(shown, chain="0.2", habit="0.95")
    give(shown, piece="we-08")
    give(shown, chain="0.95", taiwan="0.2", prior="0.4")

    even = dict.fromkeys(ACCOUNTS, 0.5)
    prior = {key: 0.4 if key == CHAIN else 0.2 for key in ACCOUNTS}
    found = [{**even, CHAIN: 0.2, "habit": 0.95}, {**even, CHAIN: 0.95, "taiwan": 0.2}]
    expected = bayes.posterior(prior, found)
    assert Weights().posterior() == pytest.approx(expected)
    assert f"The article's chain: {percent(expected[CHAIN])}, from 40 % before" in shown.summary
    assert f"{ACCOUNTS['habit'].name}: {percent(expected['habit'])} after" in shown.html


def test_when_a_piece_is_left_and_met_again_then_its_weights_are_there() -> None:
    shown = explorers.weigh()
    give(shown, chain="0.05", test="smoking gun")
    give(shown, piece="we-05")
    assert shown.values[CHAIN] == "0.5"
    give(shown, piece="we-01")

    assert (shown.values[CHAIN], shown.values["test"]) == ("0.05", "smoking gun")
    assert explorers.weigh().values[CHAIN] == "0.05"


@pytest.mark.parametrize(
    ("chain", "rivals", "says"),
    [
        ("0.95", "0.05", "counts as “doubly decisive” for the chain"),
        ("0.95", "0.5", "counts as “hoop” for the chain"),
        ("0.5", "0.05", "counts as “smoking gun” for the chain"),
        ("0.95", "0.8", "fits the chain, but it fits the rivals as well"),
        ("0.05", "0.5", "speaks against the chain (10.0 times as likely without it)"),
        ("0.8", "0.8", "fits all accounts alike"),
    ],
)
def test_when_likelihoods_are_given_then_the_piece_is_read_by_them(
    chain: str, rivals: str, says: str
) -> None:
    shown = explorers.weigh()
    give(shown, chain=chain, habit=rivals, taiwan=rivals, burden=rivals)

    assert says in shown.summary


def test_when_every_piece_fits_all_alike_then_more_evidence_adds_nothing() -> None:
    shown = explorers.weigh()
    for piece in evidence.load("weighing")["id"]:
        give(shown, piece=piece)
        give(shown, **dict.fromkeys(ACCOUNTS, "0.95"))

    assert Weights().posterior() == pytest.approx(dict.fromkeys(ACCOUNTS, 0.25))


def test_when_every_control_is_at_its_edge_then_there_is_still_a_balance() -> None:
    shown = explorers.weigh()
    for piece in evidence.load("weighing")["id"]:
        give(shown, piece=piece)
        give(shown, chain="0.95", habit="0.05", taiwan="0.05", burden="0.05")

    assert Weights().posterior()[CHAIN] == pytest.approx(1)
    assert min(float(step) for step in STEPS) > 0


def test_when_a_control_is_moved_then_the_answer_comes_quickly() -> None:
    shown = explorers.weigh()
    for piece in evidence.load("weighing")["id"]:
        give(shown, piece=piece)
        give(shown, chain="0.2", test="hoop")

    start = time.perf_counter()
    give(shown, chain="0.8")
    assert time.perf_counter() - start < 0.25


def test_when_all_links_are_on_then_it_is_the_articles_story() -> None:
    assert "this is the article's story" in explorers.without().summary


@pytest.mark.parametrize("link", SPARE)
def test_when_a_link_is_off_then_what_stays_and_what_lacks_a_cause_is_said(link: str) -> None:
    shown = explorers.without()
    give(shown, **{link: False})

    rows = evidence.load("weighing").query("link == @link")
    stays, needs = rows["without_link"].sum(), (~rows["without_link"]).sum()
    assert f"{stays} of {len(rows)} pieces" in shown.summary
    assert f"{needs} would need another explanation" in shown.summary
    assert "(switched off)" in shown.html
    for ids in rows["source_ids"]:
        assert all(evidence.source(source).link in shown.html for source in ids)


def test_when_voices_are_heard_then_each_row_has_one_side() -> None:
    listed = [row for ids in SIDES.values() for row in ids]

    assert sorted(listed) == sorted(evidence.load("criticisms")["id"])


def test_when_a_side_is_chosen_then_only_it_speaks() -> None:
    shown = explorers.voices()
    assert shown.summary.startswith("25 voices of 25")
    give(shown, side="Manila: government and leaders of Congress")

    assert shown.summary.startswith("2 voices of 25")
    assert "Teodoro" in shown.html
    assert "PRC" not in shown.html
