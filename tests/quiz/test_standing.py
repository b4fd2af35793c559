"""How items stand after a learner's statements, and what is written and said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.page import WORDS, question
from tests.quiz.samples import ITEMS, bank
from tests.quiz.statements import answered, hinted

if TYPE_CHECKING:
    from tests.quiz.page import Modules

pytestmark = pytest.mark.browser

_SHOWN = """
const {read} = await import("/parts/quiz/statements.js");
const {replay, isDone, isRight, isToReview} = await import("/parts/quiz/standing.js");
const {headline, tone, gentle, note, verdicts, hintLabel, ending, spoken} =
  await import("/parts/quiz/feedback.js");
const {items, statements, words} = given;
const standings = replay(items, read(statements));
return Object.fromEntries(items.map(item => {
  const now = standings.get(item.id);
  return [item.id, {
    attempts: now.attempts, hints: now.hints, response: now.response, done: isDone(now),
    right: isRight(now), review: isToReview(now), confidence: now.confidence,
    headline: headline(now, words), tone: tone(now), gentle: gentle(now, words),
    note: note(item, now), parts: Object.fromEntries(verdicts(item, now, words)),
    hint: hintLabel(item, now, words), end: ending(item, now, words),
    spoken: spoken(item, now, words).filter(Boolean),
  }];
}));
"""


def shown(
    modules: Modules, *statements: dict[str, Any], items: list[dict[str, Any]] | None = None
) -> Any:  # noqa: ANN401 -- JSON
    """Return how each item of the sample stands after statements."""
    asked = [question(item) for item in bank(items).items]
    return modules.run(_SHOWN, {"items": asked, "statements": statements, "words": WORDS})


def test_when_nothing_was_done_then_every_item_is_open(modules: Modules) -> None:
    found = shown(modules)
    assert {each["tone"] for each in found.values()} == {"open"}
    assert {each["hint"] for each in found.values()} == {"Hint 1 of 2"}
    assert not any(each["end"] or each["parts"] or each["headline"] for each in found.values())


def test_when_right_at_once_then_it_is_done_with_explanation(modules: Modules) -> None:
    one = shown(modules, answered("one", "a", confidence="sure"))["one"]
    assert (one["done"], one["right"], one["review"]) == (True, True, False)
    assert one["spoken"] == ["Correct.", "On a."]
    assert "Because <strong>it is</strong> so." in one["end"]
    assert "Answer: Option a" in one["end"]
    assert one["parts"]["b"] == {"verdict": "left", "html": "On b."}


def test_when_wrong_twice_then_the_explanation_comes_and_not_before(modules: Modules) -> None:
    wrong = answered("one", "b")
    first = shown(modules, wrong)["one"]
    assert first["spoken"] == ["Not correct. You have one more try.", "On b."]
    assert (first["end"], list(first["parts"])) == ("", ["b"])
    later = shown(modules, wrong, answered("one", "c"), answered("one", "a"))["one"]
    assert later["headline"] == "Not correct. The explanation is below."
    assert (later["attempts"], later["right"], later["response"]) == (2, False, "c")
    assert later["parts"]["a"]["verdict"] == "missed"


def test_when_partly_right_then_the_share_is_said(modules: Modules) -> None:
    found = shown(modules, answered("some", "a"), answered("in-order", "x[,]w[,]y[,]z"))
    assert found["some"]["headline"].startswith("Partly correct (50 %).")
    assert found["in-order"]["headline"].startswith("Partly correct (67 %).")
    assert {each["tone"] for each in (found["some"], found["in-order"])} == {"partly"}


def test_when_rows_or_entries_are_wrong_then_the_key_comes_only_at_the_end(
    modules: Modules,
) -> None:
    statements = [answered("pairs", "r1[.]m3[,]r2[.]m2"), answered("in-order", "x[,]w[,]y[,]z")]
    first = shown(modules, *statements)
    assert first["pairs"]["parts"] == {
        "r1": {"verdict": "wrong", "html": ""},
        "r2": {"verdict": "right", "html": ""},
    }
    last = shown(modules, *statements, *statements)
    assert last["pairs"]["parts"]["r1"]["html"] == "<strong>Right: Match m1.</strong> One."
    assert last["pairs"]["parts"]["r2"]["html"] == "Two."
    assert last["in-order"]["parts"]["x"]["html"] == "<strong>Right: 2.</strong> Placed x."


def test_when_wrong_and_sure_then_it_is_said_gently_and_marked_for_review(
    modules: Modules,
) -> None:
    wrong, right = answered("one", "b", confidence="sure"), answered("one", "a", confidence="sure")
    one = shown(modules, wrong, right)["one"]
    assert "That happens to everyone" in one["gentle"]
    assert "marked for review" in one["gentle"]
    assert one["review"]


def test_when_guessed_right_then_it_is_marked_for_review(modules: Modules) -> None:
    one = shown(modules, answered("one", "a", confidence="guess"))["one"]
    assert (one["gentle"], one["review"]) == ("Marked for review.", True)


def test_when_hints_are_opened_then_the_button_counts_them_and_is_never_blank(
    modules: Modules,
) -> None:
    labels = [shown(modules, *[hinted("one")] * count)["one"]["hint"] for count in range(4)]
    assert labels == ["Hint 1 of 2", "Hint 2 of 2", "No more hints", "No more hints"]


def test_when_a_mistake_was_foreseen_then_its_note_is_shown_and_spoken(modules: Modules) -> None:
    number = shown(modules, answered("how-many", "1400"))["how-many"]
    assert number["note"] == "<p>That is the later number.</p>"
    assert number["spoken"][1:] == [number["note"]]


@pytest.mark.parametrize(
    "statement",
    [
        answered("one", "b", version=2),
        answered("one", "gone"),
        answered("one", ""),
        answered("one", "b", lesson="98_other", quiz="99_sample"),
        answered("none", "b"),
        {"id": "x"},
        {"id": "x", "verb": None, "object": {"id": 1}, "context": {"contextActivities": []}},
        answered("one", "b") | {"timestamp": "yesterday"},
        answered("one", "b") | {"result": None},
    ],
)
def test_when_a_statement_is_none_of_this_item_then_it_lapses(
    modules: Modules, statement: dict[str, Any]
) -> None:
    assert shown(modules, statement)["one"]["attempts"] == 0


def test_when_an_item_has_a_new_version_then_earlier_answers_to_it_lapse(modules: Modules) -> None:
    renewed = [{**ITEMS[0], "version": 2}, ITEMS[1]]
    found = shown(modules, answered("one", "b"), answered("some", "a"), items=renewed)
    assert [each["attempts"] for each in found.values()] == [0, 1]


def test_when_a_key_was_corrected_then_earlier_answers_are_marked_by_it(modules: Modules) -> None:
    corrected = [
        {**ITEMS[0], "options": [{**o, "correct": o["id"] == "b"} for o in ITEMS[0]["options"]]}
    ]
    assert shown(modules, answered("one", "b", score=0), items=corrected)["one"]["right"]
