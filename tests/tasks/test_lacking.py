"""The message about a thin corpus names the task, the key and how many answers it needs."""

from __future__ import annotations

from tests.tasks.lacking import lacking
from trilateral.assignments.corpus import Answer, Answers

RIGHT = (Answer(name="another way"),)
WRONG = tuple(Answer(name=f"wrong {n}", says=f"Look at {n}.") for n in range(3))
RAISES = tuple(Answer(name=f"stops {n}", says=f"`{n}` is not there.") for n in range(2))
WHOLE = Answers(right=RIGHT, wrong=WRONG, raises=RAISES)


def test_when_a_corpus_has_all_that_it_needs_then_nothing_is_said() -> None:
    chosen = Answers(right=RIGHT, wrong=WRONG)
    assert list(lacking({"count": WHOLE, "sort": chosen}, ["count", "sort"], ["sort"])) == []


def test_when_answers_are_too_few_then_the_task_the_key_and_the_number_are_named() -> None:
    thin = {"count-steps": Answers(right=(), wrong=WRONG[:1])}
    assert list(lacking(thin, ["count-steps"])) == [
        "count-steps has 0 answers under `right:` in corpus.yaml; it needs 1",
        "count-steps has 1 answer under `wrong:` in corpus.yaml; it needs 3",
        "count-steps has 0 answers under `raises:` in corpus.yaml; it needs 2",
    ]


def test_when_corpus_and_exercise_have_other_tasks_then_each_is_named() -> None:
    assert list(lacking({"gone": WHOLE}, ["new"])) == [
        (
            "new is not in corpus.yaml; add it, with answers under `right:` (1), `wrong:` (3), "
            "`raises:` (2)"
        ),
        "gone is in corpus.yaml, but the exercise has no such task; remove it",
    ]


def test_when_two_answers_share_a_message_then_it_is_named() -> None:
    same = WHOLE.model_copy(update={"wrong": (*WRONG, WRONG[0])})
    (said,) = lacking({"count": same}, ["count"])
    assert said == (
        "count has 2 answers with `says: Look at 0.` under `wrong:` in corpus.yaml; "
        "each needs a message of its own"
    )
