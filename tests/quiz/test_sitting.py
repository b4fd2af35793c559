from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.samples import ITEMS, bank
from trilateral.quiz.memory import Memory
from trilateral.quiz.sitting import Asked, Sitting
from trilateral.quiz.view import answer as key
from trilateral.quiz.view import questions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return new(tmp_path)


def new(folder: Path, items: list[dict[str, Any]] | None = None) -> Sitting:
    asked = [Asked("99_sample", item) for item in bank(items).items]
    return Sitting("99_sample", asked, Memory(folder))


def check(sitting: Sitting, item: str, response: object, confidence: str | None = None) -> str:
    return sitting.take(
        {"do": "check", "item": item, "response": response, "confidence": confidence, "seconds": 2}
    )


def test_when_right_at_once_then_it_is_done_with_explanation(sitting: Sitting) -> None:
    assert check(sitting, "one", "a", "sure") == "Question 1: Correct. On a."
    shown = sitting.shown()["one"]
    assert shown["done"]
    assert "Because <strong>it is</strong> so." in shown["end"]
    assert shown["parts"]["b"] == {
        "verdict": "left",
        "word": "Rightly left out",
        "html": "On b.",
    }


def test_when_wrong_twice_then_the_explanation_comes_and_not_before(sitting: Sitting) -> None:
    said = check(sitting, "one", "b")
    assert said == "Question 1: Not correct. You have 1 more try. On b."
    first = sitting.shown()["one"]
    assert (first["end"], list(first["parts"])) == ("", ["b"])
    assert "The explanation is below." in check(sitting, "one", "c")
    assert "Answer: Option a" in sitting.shown()["one"]["end"]
    assert check(sitting, "one", "a") == "Question 1: This question is finished."
    assert not sitting.standings()["one"].correct


@pytest.mark.parametrize(
    ("answer", "tolerance", "shown"),
    [
        (0.6662106703, {"absolute": 0.01}, "0.67 people (give or take 0.01)"),
        (0.6662106703, {"absolute": 0.5}, "0.7 people (give or take 0.5)"),
        (43.512, {"relative": 0.05}, "44 people (within 5 %)"),
        (43.5, {"absolute": 0}, "43.5 people"),
        (1180, {"absolute": 5}, "1,180 people (give or take 5)"),
    ],
)
def test_when_a_number_is_the_key_then_it_is_shown_as_finely_as_it_is_asked_for(
    answer: float, tolerance: dict[str, float], shown: str
) -> None:
    (item,) = bank([{**ITEMS[2], "answer": answer, "tolerance": tolerance}]).items

    assert key(item) == f"Answer: {shown}"


def test_when_wrong_and_sure_then_it_is_said_gently_and_marked_for_review(
    sitting: Sitting,
) -> None:
    check(sitting, "one", "b", "sure")
    check(sitting, "one", "a", "sure")
    shown = sitting.shown()["one"]
    assert "That happens to everyone" in shown["gentle"]
    assert "marked for review" in shown["gentle"]
    assert sitting.standings()["one"].to_review


def test_when_guessed_right_then_it_is_marked_for_review(sitting: Sitting) -> None:
    check(sitting, "one", "a", "guess")
    assert sitting.shown()["one"]["gentle"] == "Marked for review."


def test_when_a_hint_is_asked_then_one_more_opens_and_is_spoken(sitting: Sitting) -> None:
    assert sitting.take({"do": "hint", "item": "one"}) == "Question 1: Look again."
    assert sitting.shown()["one"]["hints"] == ["<p>Look <em>again</em>.</p>"]
    assert sitting.shown()["one"]["hintLabel"] == "Hint 2 of 2"
    sitting.take({"do": "hint", "item": "one"})
    assert sitting.take({"do": "hint", "item": "one"}) == "Question 1: There are no more hints."


def test_when_the_answer_cannot_be_read_then_no_attempt_is_used(sitting: Sitting) -> None:
    said = check(sitting, "how-many", "many")
    assert "Could not read “many” as a number" in said
    shown = sitting.shown()["how-many"]
    assert (shown["attempts"], shown["problem"]) == (0, said.removeprefix("Question 3: "))
    check(sitting, "how-many", "1180")
    assert sitting.shown()["how-many"]["problem"] == ""


def test_when_restarted_then_every_item_stands_as_before(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take({"do": "hint", "item": "some"})
    for item, response in {
        "one": "b",
        "some": ["a", "c"],
        "how-many": "1400",
        "in-order": ["x", "w", "y", "z"],
        "pairs": {"r1": "m1", "r2": "m3"},
        "name-it": "visiting forces",
    }.items():
        check(sitting, item, response, "fairly")
    assert new(tmp_path).shown() == sitting.shown()
    assert sitting.shown()["some"]["attempts"] == 1
    assert sitting.shown()["how-many"]["note"] == "<p>That is the later number.</p>"


def test_when_an_item_has_a_new_version_then_earlier_answers_to_it_lapse(
    sitting: Sitting, tmp_path: Path
) -> None:
    check(sitting, "one", "b")
    check(sitting, "some", ["a"])
    renewed = new(tmp_path, [{**ITEMS[0], "version": 2}, ITEMS[1]])
    assert [each.attempts for each in renewed.standings().values()] == [0, 1]


@pytest.mark.parametrize(
    "message",
    [
        None,
        "check",
        [],
        {},
        {"do": "check"},
        {"do": "check", "item": "none"},
        {"do": "check", "item": ["one"]},
        {"do": "delete", "item": "one"},
        {"do": "check", "item": "one", "response": {"a": 1}},
        {"do": "check", "item": "one", "response": "<script>alert(1)</script>"},
        {"do": "check", "item": "some", "response": [["a"]]},
        {"do": "check", "item": "how-many", "response": float("nan")},
        {"do": "check", "item": "name-it", "response": "x" * 10_000},
        {"do": "check", "item": "in-order", "response": ["w"] * 4},
    ],
)
def test_when_a_message_is_hostile_then_it_gets_a_sentence_and_changes_nothing(
    sitting: Sitting, message: object
) -> None:
    assert sitting.take(message)
    assert all(each.attempts == 0 for each in sitting.standings().values())
    assert not sitting.memory.path.exists()


@pytest.mark.parametrize("seconds", [None, "1", float("nan"), float("inf"), -5, 1e300])
@pytest.mark.parametrize("confidence", [None, "certain", 3, ["sure"]])
def test_when_confidence_or_duration_are_odd_then_the_answer_still_counts(
    sitting: Sitting, seconds: object, confidence: object
) -> None:
    message = {"do": "check", "item": "one", "response": "a"}
    sitting.take({**message, "seconds": seconds, "confidence": confidence})
    assert sitting.standings()["one"].correct
    assert json.loads(sitting.memory.path.read_text())["result"]["duration"].startswith("PT")


def test_when_questions_go_to_the_page_then_no_key_goes_with_them(sitting: Sitting) -> None:
    sent = json.dumps(questions(sitting.items, "learner"))
    for secret in ("correct", "feedback", "On a.", "1180", "explanation", "Because", 'm1", "f'):
        assert secret not in sent


def test_when_a_learner_comes_back_then_the_options_stand_as_before_and_others_see_others(
    sitting: Sitting,
) -> None:
    def shown(learner: str) -> list[list[str]]:
        return [
            [part["id"] for part in question.get("parts", [])]
            for question in questions(sitting.items, learner)
        ]

    assert shown("ana") == shown("ana")
    assert len({json.dumps(shown(name)) for name in "abcdefgh"}) > 1
    assert all(shown(name)[3] != ["w", "x", "y", "z"] for name in map(str, range(50)))
