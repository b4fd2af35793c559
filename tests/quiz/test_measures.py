"""What the banks ask for, and what guessers earn who have not seen the lessons."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from tests.quiz.samples import ITEMS, bank
from trilateral.cli import app
from trilateral.quiz.bank import MultipleChoice, SingleChoice
from trilateral.quiz.measures import (
    MOST_GUESSED,
    MOST_RECALL,
    guessed,
    length,
    measured,
    points,
    qualification,
)
from trilateral.quiz.reading import bank_paths, load_bank

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.quiz.measures import OptionItem


FEWEST_IN_TWO_FORMS = 8
"""Items of each bank that can be asked again with another case."""


def offering(*texts: str, right: int = 1) -> OptionItem:
    """Return an item with these options, of which the first ones are right."""
    options = [
        {"id": f"o{n}", "text": text, "feedback": "Because.", "correct": n < right}
        for n, text in enumerate(texts)
    ]
    kind = "choice" if right == 1 else "multiple"
    (item,) = bank([{**ITEMS[0], "type": kind, "options": options}]).items
    assert isinstance(item, SingleChoice | MultipleChoice)
    return item


POINTS: list[tuple[int, str, float]] = [
    (1, "0", 1),
    (1, "1", 0),
    (2, "01", 1),
    (2, "0", 1 / 2),
    (2, "012", 1 / 2),
    (2, "02", 0),
    (2, "23", 0),
    (2, "0123", 0),
    (3, "012", 1),
    (3, "013", 1 / 3),
    (3, "0123", 0),
]


@pytest.mark.parametrize(("right", "ticked", "score"), POINTS)
def test_when_options_are_ticked_then_they_earn_right_less_wrong(
    right: int, ticked: str, score: float
) -> None:
    item = offering("a", "b", "c", "d", right=right)
    assert points(item, {f"o{n}" for n in ticked}) == pytest.approx(score)


LONGEST: list[tuple[tuple[str, ...], int, float]] = [
    (("longest", "short", "short"), 1, 1),
    (("short", "longest", "short"), 1, 0),
    (("tied", "tied", "low"), 1, 1 / 2),
    (("like", "like", "like", "like"), 1, 1 / 4),
    (("**bold**", "plain", "plain"), 1, 0),  # what is read counts, not its marks
    (("longest", "longest", "low", "low"), 2, 1),
    (("longest", "low", "longest", "low"), 2, 0),
    (("longest", "tied", "tied", "low"), 2, 1 / 2),
    (("tied", "tied", "longest", "low"), 2, 0),
]


@pytest.mark.parametrize(("texts", "right", "score"), LONGEST)
def test_when_the_longest_are_chosen_then_ties_are_shared(
    texts: tuple[str, ...], right: int, score: float
) -> None:
    assert guessed(offering(*texts, right=right), length) == pytest.approx(score)


QUALIFIED: list[tuple[str, int]] = [
    ("Japan fired it.", 0),
    ("Japan may have fired it.", 1),
    ("It is likely, though the record can't show it.", 1),
    ("The record can't tell.", 1),
    ("Nobody can tell.", 0),
    ("It never happened at all.", -2),
    ("MIGHT", 1),
    ("The mayor of Maybrook, all right", -1),  # whole words alone
]


@pytest.mark.parametrize(("text", "expected"), QUALIFIED)
def test_when_an_option_hedges_then_it_sounds_more_careful(text: str, expected: int) -> None:
    assert qualification(text) == expected


def asking(*kinds: str) -> dict[str, int]:
    items: list[dict[str, Any]] = [
        {**ITEMS[2], "id": f"i{n}", "asks": kind} for n, kind in enumerate(kinds)
    ]
    return measured("here", [bank(items)]).asks


def test_when_items_are_counted_then_each_kind_of_asking_is() -> None:
    assert asking("recall", "judge", "judge") == {"recall": 1, "read": 0, "compute": 0, "judge": 2}


def test_when_no_item_has_options_then_nothing_is_guessed() -> None:
    found = measured("here", [bank([ITEMS[2]])])
    assert (found.option_items, found.longest, found.qualified) == (0, 0, 0)
    assert list(found.over()) == []


SHARES: list[tuple[dict[str, Any], str]] = [
    ({"longest": 0.36}, "the longest option earns 36%"),
    ({"shortest": 0.36}, "the shortest option earns 36%"),
    ({"qualified": 0.36}, "the most qualified option earns 36%"),
    ({"asks": {"recall": 3}, "items": 8}, "38% of the items ask for recall"),
]


@pytest.mark.parametrize(("changes", "said"), SHARES)
def test_when_a_limit_is_broken_then_it_is_named_alone(changes: dict[str, Any], said: str) -> None:
    sound = measured("here", [bank([offering("b", "a", "c").model_dump()])])
    at_limit = replace(sound, longest=MOST_GUESSED, shortest=MOST_GUESSED, qualified=MOST_GUESSED)
    assert list(at_limit.over()) == []
    (line,) = replace(at_limit, **changes).over()
    assert said in line


def test_when_the_course_is_measured_then_recall_and_guessing_stay_below_the_limits() -> None:
    banks = [load_bank(path).bank for path in bank_paths()]
    together = measured("together", banks)
    assert together.recall <= MOST_RECALL
    assert max(together.longest, together.shortest, together.qualified) <= MOST_GUESSED
    assert together.items == sum(len(bank.items) for bank in banks)
    assert sum(together.asks.values()) == together.items


@pytest.mark.parametrize("path", bank_paths(), ids=lambda path: path.stem)
def test_when_a_bank_is_measured_then_guessing_fails_in_it_and_eight_items_have_a_second_form(
    path: Path,
) -> None:
    bank = load_bank(path).bank
    alone = measured(bank.lesson, [bank])
    assert max(alone.longest, alone.shortest, alone.qualified) <= MOST_GUESSED
    assert len({item.form_of for item in bank.items} - {None}) >= FEWEST_IN_TWO_FORMS


def test_when_the_course_is_measured_then_not_knowable_is_a_wrong_answer_often_enough() -> None:
    """“Can't tell” must be neither always right nor never offered."""
    unsure = re.compile(r"can't (?:be told|tell|say)|nobody can tell|don't show", re.IGNORECASE)
    right = wrong = 0
    for path in bank_paths():
        for item in load_bank(path).bank.items:
            if isinstance(item, SingleChoice | MultipleChoice):
                hits = [option.correct for option in item.options if unsure.search(option.text)]
                right += True in hits
                wrong += False in hits
    assert right >= 1
    assert wrong >= 3


def test_when_the_verb_runs_then_it_prints_the_measures_of_each_bank_and_of_all() -> None:
    done = CliRunner().invoke(app, ["quiz", "check"])
    lines = done.stdout.splitlines()
    names = [line.split()[0] for line in lines if line[:1].isalnum()]
    assert names[: len(bank_paths()) + 1] == [*(path.stem for path in bank_paths()), "together"]
    assert any(re.fullmatch(r"Recall: \d+% of the items\.", line) for line in lines)
    told = json.loads(CliRunner().invoke(app, ["quiz", "check", "--json"]).stdout)
    assert told["together"]["items"] == sum(each["items"] for each in told["measures"])
    assert told["over"] == told["findings"] == []


def test_when_all_banks_together_break_a_limit_then_the_verb_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trilateral.quiz import reading  # noqa: PLC0415 -- to give the verb other banks

    text = bank_paths()[0].read_text(encoding="utf-8")
    path = tmp_path / bank_paths()[0].name
    path.write_text(re.sub(r"asks: \w+", "asks: recall", text), encoding="utf-8")
    monkeypatch.setattr(reading, "bank_paths", lambda: [path])
    done = CliRunner().invoke(app, ["quiz", "check"])
    assert done.exit_code == 1
    assert "Over the limit: 100% of the items ask for recall; the limit is 25% may." in done.stdout
    alone = CliRunner().invoke(app, ["quiz", "check", str(path)])
    assert alone.exit_code == 0, "one bank alone may ask for more"
