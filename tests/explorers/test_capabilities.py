from __future__ import annotations

import pytest

from trilateral import evidence
from trilateral.explorers import denial_or_control
from trilateral.explorers.capabilities import ANSWERS, SITUATIONS


def test_when_nothing_is_sorted_then_no_answer_is_given_away() -> None:
    explorer = denial_or_control()

    assert explorer.summary == "0 of 6 sorted, 0 as the definitions have it."
    assert not any(situation.why in explorer.html for situation in SITUATIONS)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.id)
@pytest.mark.parametrize("answer", ANSWERS)
def test_when_a_situation_is_sorted_then_the_learner_hears_why(
    situation: object, answer: str
) -> None:
    assert isinstance(situation, type(SITUATIONS[0]))
    explorer = denial_or_control()

    explorer.values = {**explorer.values, situation.id: answer}

    right = answer == situation.answer
    assert explorer.summary.startswith(f"1 of 6 sorted, {int(right)} as")
    assert ("Yes:" in explorer.html) == right
    assert explorer.html.count("Not sorted yet") == len(SITUATIONS) - 1


def test_when_all_are_right_then_all_count() -> None:
    explorer = denial_or_control()

    explorer.values = {situation.id: situation.answer for situation in SITUATIONS}

    assert explorer.summary.startswith("6 of 6 sorted, 6 as")


def test_when_the_exercise_is_shown_then_each_answer_occurs_and_the_sources_are_named() -> None:
    assert {situation.answer for situation in SITUATIONS} == set(ANSWERS)
    assert evidence.source("infodissem-corbett").link in denial_or_control().html
