"""Partial credit by row, with the reason for each."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trilateral.evidence import quantity
from trilateral.tasks import STOP, Outcome, TaskError, because, best, compare, is_a, partly, task
from trilateral.tasks.expectation import check_of
from trilateral.tasks.outcome import as_html, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.tasks import Result

ROWS = ("a", "b", "c", "d")


@task("sorted", points=3, checks=3)
def sorting(answer: dict[str, str]) -> Iterator[object]:
    yield is_a(answer, dict), "Choose.", STOP
    yield from compare.sorted_rows(
        answer,
        {
            "the-log": best(
                "seen", "there are [=incidents-2025] of them.", says={"said": "Who says so?"}
            ),
            "word": best(
                "said",
                "it is a word.",
                name="The word",
                partly={"seen": 0.5},
                says={"seen": "Nearly."},
            ),
            "both": best("seen", "it is both.", also={"neither": "it is neither."}),
        },
    )


@task("ordered", points=4, checks=4)
def ordering(answer: list[str]) -> Iterator[object]:
    yield is_a(answer, list), "Choose.", STOP
    yield from compare.ordered_rows(
        answer,
        {row: f"{row} belongs here." for row in ROWS},
        names={"a": "The first"},
        ties=[("c", "d")],
        says={("d", "a"): "d before a is a mistake."},
    )


def marked(answer: object) -> Result:
    return (sorting if isinstance(answer, dict) else ordering).mark({"answer": answer})


@pytest.mark.parametrize(
    ("answer", "points", "outcome", "says"),
    [
        ({"the-log": "seen", "word": "said", "both": "seen"}, 3, Outcome.CORRECT, ""),
        ({"the-log": "seen", "word": "said", "both": "neither"}, 3, Outcome.CORRECT, ""),
        (
            {"the-log": "said", "word": "said", "both": "seen"},
            2,
            Outcome.PARTIAL,
            "The log: Who says so?",
        ),
        (
            {"the-log": "seen", "word": "seen", "both": "seen"},
            2.5,
            Outcome.PARTIAL,
            "The word: Nearly.",
        ),
        (
            {"the-log": "seen", "word": "said", "both": "said"},
            2,
            Outcome.PARTIAL,
            "Both: not this answer",
        ),
        ({"the-log": "seen"}, 1, Outcome.PARTIAL, "Both: it has no answer yet."),
        ({"the-log": "said"}, 0, Outcome.INCORRECT, "Who says so?"),
        (
            {"the-log": 7, "word": ["said"], "both": None, "other": "seen"},
            0,
            Outcome.INCORRECT,
            "no answer",
        ),
    ],
    ids=str,
)
def test_when_rows_are_sorted_then_each_earns_its_share_and_says_why(
    answer: dict[str, object], points: float, outcome: Outcome, says: str
) -> None:
    result = marked(answer)
    assert (result.points, result.outcome) == (points, outcome)
    assert says in " ".join(result.messages)
    assert result.counted == 3


def test_when_a_row_is_right_then_its_reason_is_shown_with_its_figures_in_words() -> None:
    result = marked({"the-log": "seen", "word": "seen"})
    reason = f"The log: there are {quantity('incidents-2025').text} of them."
    assert result.reasons == (reason,)
    assert reason in as_text(result)
    assert reason in as_html(result)
    assert result.plain()["reasons"] == [reason]


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        (["a", "b", "c", "d"], 4),
        (["a", "b", "d", "c"], 4),  # a tie
        (["b", "a", "c", "d"], 2.67),
        (["d", "c", "b", "a"], 0),
    ],
    ids=str,
)
def test_when_rows_are_ordered_then_neighbours_cost_less_than_the_other_way_round(
    answer: list[str], points: float
) -> None:
    assert marked(answer).points == points


def test_when_a_pair_stands_the_wrong_way_round_then_its_mistake_is_named() -> None:
    said = marked(["d", "a", "b", "c"]).messages
    assert "D: d before a is a mistake." in said
    assert "The first: it comes too late." in said


@given(st.permutations(ROWS))
def test_when_any_order_is_marked_then_only_the_right_ones_are_correct(answer: list[str]) -> None:
    right = answer[:2] == ["a", "b"]
    assert (marked(answer).outcome is Outcome.CORRECT) is right


def test_when_rows_are_ordered_by_chance_then_little_is_earned() -> None:
    points = [marked(list(each)).points for each in permutations(ROWS)]
    assert sum(points) / len(points) < 2


@example([0, *ROWS])
@given(st.lists(st.one_of(st.integers(), st.sampled_from([*ROWS, "e"])), max_size=6))
def test_when_an_order_is_forged_then_no_more_is_earned_than_by_right_rows(
    answer: list[object],
) -> None:
    result = marked(answer)
    assert 0 <= result.points <= 4
    assert result.outcome is not Outcome.CORRECT or answer[:2] == ["a", "b"]


def test_when_a_partial_share_is_none_then_the_author_is_told() -> None:
    for share in (0, 1, -1, 2):
        with pytest.raises(TaskError, match="between 0 and 1"):
            partly(share, condition=True, message="")


def test_when_an_expectation_is_not_met_then_no_reason_is_given_away() -> None:
    check = check_of((False, "Look again.", because("The secret.")))
    assert (check.reason, check.earned) == ("", 0)
