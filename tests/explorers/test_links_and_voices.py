from __future__ import annotations

import pytest

from tests.explorers.hands import choose
from trilateral import evidence, explorers
from trilateral.explorers.without_links import SPARE


def test_when_all_links_are_on_then_it_is_the_articles_story() -> None:
    assert "this is the article's story" in choose(explorers.without()).sentence


@pytest.mark.parametrize("link", SPARE)
def test_when_a_link_is_off_then_what_stays_and_what_lacks_a_cause_is_said(link: str) -> None:
    shown = choose(explorers.without(), **{link: False})

    rows = evidence.load("weighing").query("link == @link")
    stays, needs = rows["without_link"].sum(), (~rows["without_link"]).sum()
    assert f"{stays} of {len(rows)} pieces" in shown.sentence
    assert f"{needs} would need another explanation" in shown.sentence
    assert "(switched off)" in shown.html
    for ids in rows["source_ids"]:
        assert all(evidence.source(source).link in shown.html for source in ids)


VOICES = len(evidence.load("criticisms"))
SIDES = evidence.labels("criticisms", "side")


@pytest.mark.parametrize("side", SIDES)
def test_when_a_side_is_in_the_list_then_it_is_heard(side: str) -> None:
    rows = evidence.load("criticisms").query("side == @side")
    shown = choose(explorers.voices(), side=side)

    assert shown.sentence.startswith(f"{len(rows)} voices of {VOICES}: {SIDES[side]}")
    for ids in rows["source_ids"]:
        assert all(evidence.source(source).link in shown.html for source in ids)


def test_when_a_side_is_chosen_then_only_it_speaks() -> None:
    part = explorers.voices()
    assert choose(part).sentence.startswith(f"{VOICES} voices of {VOICES}")
    shown = choose(part, side="manila")

    assert f"voices of {VOICES}: Manila: government" in shown.sentence
    assert "Teodoro" in shown.html
    assert "PRC" not in shown.html


def test_when_sides_are_silent_on_a_subject_then_they_are_one_number() -> None:
    part = explorers.voices()
    targets = list(evidence.labels("criticisms", "target"))
    silent = [choose(part, target=key).sentence for key in targets]

    assert any("other sides, none." in sentence for sentence in silent)
    assert not any(", 0" in sentence for sentence in silent)
