"""What `items` says about a class's gain: whether it holds, and whether it keeps silent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.grading.items.classes import CASES, Sittings, World, drawn, events, truth
from tests.quiz.statements import answered
from trilateral.cli import app
from trilateral.grading.items import gain_view
from trilateral.grading.items.gain import ENOUGH, Gain, of_class
from trilateral.grading.items.gain_words import lines
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trilateral.models.reliability import Estimate

BANK = load_lesson(BEFORE_AFTER).bank
CLASSES = 200
SIZES = (14, 24, 40, 60)
WORLDS = [
    World(spread, gain, second, bold)
    for (spread, second), (gain, bold) in product(
        ((0.5, 0.0), (1.5, 0.6)), ((0.0, 0.3), (0.9, -0.5))
    )
]


def covers(estimate: Estimate | None, value: float) -> bool:
    """Say whether an interval holds what is true."""
    return estimate is not None and estimate.low <= value <= estimate.high


@pytest.mark.matrix
def test_when_200_classes_are_drawn_then_nine_in_ten_intervals_or_more_hold_the_truth() -> None:
    chance = np.random.default_rng(2026)
    truths = {world: truth(world, chance) for world in WORLDS}
    held: dict[str, list[bool]] = {"gain": [], "before": [], "after": []}
    left = 0
    for world, size in islice(cycle(product(WORLDS, SIZES)), CLASSES):
        found = of_class(events(drawn(world, size, chance), BANK), BANK)
        assert found
        assert found.learners == size
        left += size - found.pairs
        held["gain"].append(covers(found.gain, truths[world].gain))
        for each in found.sureness:
            if each.confidence == "sure":
                value = truths[world].sure[each.occasion == "after"]
                held[each.occasion].append(covers(each.share, value))
    shares = {what: sum(all_) / len(all_) for what, all_ in held.items()}
    assert {len(all_) for all_ in held.values()} == {CLASSES}
    assert left > CLASSES  # people are missing in most classes
    assert min(shares.values()) >= 0.90, shares


def class_(people: int, before: int = 6, after: int = 9) -> Sittings:
    """Return tests with a number of right answers, half of the people in each order, all sure."""
    rows = [np.tile(np.arange(CASES) < right, (people, 1)) for right in (before, after)]
    sure = np.ones((people, CASES), dtype=bool)
    second, stayed = np.arange(people) % 2 == 1, np.ones(people, dtype=bool)
    one, other = rows
    return Sittings(second, (one, other), (one, other), (sure, sure), stayed)


def gain_of(tests: Sittings) -> Gain:
    found = of_class(events(tests, BANK), BANK)
    assert found
    return found


def test_when_nobody_took_a_test_then_there_is_nothing_to_say() -> None:
    assert of_class([], BANK) is None
    assert gain_view.NOBODY in gain_view.paragraph(None).data
    assert gain_view.aims(None).empty
    assert "Too few" in gain_view.sureness(None).description


@pytest.mark.parametrize("people", [1, 2, ENOUGH - 1])
def test_when_a_class_is_small_then_it_says_that_it_cannot_tell(people: int) -> None:
    found = gain_of(class_(people))
    assert (found.pairs, found.enough, found.gain, found.sureness) == (people, False, None, ())
    said = " ".join(lines(found))
    assert "too few to tell a gain from chance" in said
    assert "Gain" not in said
    assert gain_view.aims(found).empty


@pytest.mark.parametrize(("before", "after"), [(12, 12), (0, 0), (0, 12)])
def test_when_all_are_right_or_all_wrong_then_no_interval_is_made_up(
    before: int, after: int
) -> None:
    found = gain_of(class_(10, before, after))
    assert (found.before, found.after, found.gain) == (before, after, None)
    assert "cannot be told" in " ".join(lines(found))
    for each in found.sureness:
        if each.confidence == "sure":
            assert each.answers == 10 * CASES
            assert each.share
            assert each.share.high > each.share.low
    weak = [aim for aim in found.aims if aim.flag]
    assert len(weak) == (CASES if after == 0 else 0)


def test_when_all_began_with_one_form_then_gain_and_form_are_not_told_apart() -> None:
    world = WORLDS[0]
    tests = drawn(world, 30, np.random.default_rng(1))
    found = gain_of(replace(tests, second=np.zeros(30, dtype=bool)))
    assert found.before is not None
    assert found.gain is None


def test_when_the_second_form_is_easier_then_that_is_not_a_gain() -> None:
    world = World(spread=0.8, gain=0.0, second=-2.0, bold=0.0)
    found = gain_of(drawn(world, 400, np.random.default_rng(3)))
    assert found.gain
    assert found.gain.low < 0 < found.gain.high
    assert found.easier
    assert found.easier > 1


def spoilt(kind: str) -> Iterable[object]:
    """Return the answers of ten, the first learner's spoilt in some way."""
    for event in events(class_(10), BANK):
        first = event.learner == "learner-0"
        if first and kind == "left one out" and event.id == "0-1-3":
            continue
        if first and kind == "second before first" and event.quiz.endswith("before"):
            yield replace(event, time=event.time + timedelta(days=90))
        elif first and kind == "old version" and event.id == "0-0-0":
            yield replace(event, version=99)
        else:
            yield event


@pytest.mark.parametrize("kind", ["left one out", "second before first", "old version"])
def test_when_a_learners_tests_are_not_a_pair_then_the_others_count_alone(kind: str) -> None:
    found = of_class(spoilt(kind), BANK)  # type: ignore[arg-type]  # events
    assert found
    assert (found.learners, found.pairs) == (10, 9)


def test_when_an_answer_is_given_twice_then_the_first_counts() -> None:
    given = list(events(class_(10), BANK))
    again = [
        replace(event, id=f"{event.id}-again", score=0.0, time=event.time + timedelta(seconds=5))
        for event in given
        if event.quiz.endswith("after")
    ]
    assert of_class([*again, *given], BANK) == of_class(given, BANK)


def test_when_records_are_handed_over_then_the_verb_tells_the_gain(tmp_path: Path) -> None:
    tests = drawn(WORLDS[1], 20, np.random.default_rng(5))
    by_learner: dict[str, list[str]] = {}
    for event in events(tests, BANK):
        made = answered(
            event.item,
            "key",
            lesson=event.lesson,
            quiz=event.quiz,
            version=event.version,
            learner=event.learner,
            score=event.score,
            confidence=event.confidence,
            time=event.time,
        )
        by_learner.setdefault(event.learner, []).append(json.dumps(made))
    records = tmp_path / "records"
    records.mkdir()
    for learner, written in by_learner.items():
        (records / f"{learner}.jsonl").write_text("\n".join(written), "utf-8")
    told = CliRunner().invoke(app, ["items", str(tmp_path), "--records", str(records)])
    assert told.exit_code == 0, told.output
    found = gain_of(tests)
    said = " ".join(told.output.split())
    for line in lines(found):
        assert " ".join(line.split()) in said
    assert "before_after/before" in told.output
    args = ["items", str(tmp_path), "--records", str(records), "--json"]
    plain = json.loads(CliRunner().invoke(app, args).stdout)["gain"]
    assert found.gain
    assert (plain["pairs"], plain["enough"]) == (found.pairs, True)
    assert plain["gain"]["value"] == pytest.approx(found.gain.value)


def test_when_a_class_is_shown_then_chart_table_and_sentences_say_the_same() -> None:
    found = gain_view.example()
    told = gain_view.paragraph(found).data
    table = gain_view.aims(found)
    assert list(table["right after"]) == sorted(table["right after"])
    for objective, flag in table[["objective", "look at"]].itertuples(index=False):
        assert (f"{flag}: {objective}" in told) == bool(flag)
    described = gain_view.sureness(found).description
    for each in found.sureness:
        assert each.share
        assert f"{each.occasion}: {each.share.value:.0%} of {each.answers} answers" in described
