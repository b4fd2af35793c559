"""Tasks without code: the part, what a check sees of it, and its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral.evidence import cite, quantity
from trilateral.parts import MIME, choices
from trilateral.tasks import Outcome, TaskError, order, sort, task
from trilateral.tasks.answers import UNCHOSEN, is_placeholder, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS = {"yes": "It does", "no": "It does not"}
ROWS = {"award": "The award ([@pca-award-2016])", "count": "The [=incidents-2025] incidents"}
SORT = sort("sorted", "Does it?", answers=ANSWERS, rows=ROWS)
ORDER = order("ordered", "Which first?", ends=("first", "last"), rows=ROWS)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing chosen."""
    monkeypatch.setattr(choices, "_chosen", {})


def named(value: object) -> str:
    """Return a case's name, the same in each process that runs the tests."""
    return "nothing" if value is UNCHOSEN else str(value)


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ({"award": "yes"}, {"award": "yes"}),
        ({"award": "yes", "count": "perhaps", "other": "no"}, {"award": "yes"}),
        ({"other": "no"}, UNCHOSEN),
        (["award", "count"], UNCHOSEN),
        ({}, UNCHOSEN),
    ],
    ids=named,
)
def test_when_rows_are_sorted_then_a_check_sees_the_known_rows_and_answers(
    chosen: choices.Choice, seen: object
) -> None:
    choices.take({"sorted": chosen})
    assert plain(SORT) == seen
    assert is_placeholder(SORT) is (seen is UNCHOSEN)


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        (["count", "award"], ["count", "award"]),
        (["count"], UNCHOSEN),
        (["count", "award", "other"], UNCHOSEN),
        ({"award": "yes"}, UNCHOSEN),
    ],
    ids=named,
)
def test_when_rows_are_ordered_then_a_check_sees_a_whole_order_or_none(
    chosen: choices.Choice, seen: object
) -> None:
    choices.take({"ordered": chosen})
    assert plain(ORDER) == seen


def test_when_nothing_is_chosen_then_the_task_is_not_attempted_and_asks_for_no_code() -> None:
    @task("sorted", points=1, checks=1)
    def check(answer: object) -> Iterator[tuple[bool, str]]:
        yield answer == {"award": "yes"}, "Look again."

    for blank in (SORT, UNCHOSEN):  # in the notebook, and at grading
        result = check.mark({"answer": blank})
        assert result.outcome is Outcome.NOT_ATTEMPTED
        assert "Nothing is chosen yet" in result.note
        assert "dots" not in result.note
    choices.take({"sorted": {"award": "yes"}})
    assert check.mark({"answer": SORT}).outcome is Outcome.CORRECT


def test_when_a_part_is_shown_then_its_marks_are_written_out_in_data_and_twin() -> None:
    for chooser in (SORT, ORDER):
        bundle = chooser._repr_mimebundle_()
        rows = "".join(row["html"] for row in bundle[MIME]["data"]["rows"])
        for shown in (rows, bundle["text/html"]):
            assert cite("pca-award-2016") in shown
            assert quantity("incidents-2025").text in shown
            assert "[@" not in shown


def test_when_something_is_chosen_then_the_output_holds_it_and_the_twin_shows_it() -> None:
    assert "choice" not in SORT.part.payload
    choices.take({"sorted": {"award": "no"}, "ordered": ["count", "award"]})
    assert SORT.part.payload["choice"] == {"award": "no"}
    assert "<td>It does not</td>" in SORT.part.twin
    assert ORDER.part.payload["choice"] == ["count", "award"]
    assert ORDER.part.twin.index("incidents") < ORDER.part.twin.index("award")


@pytest.mark.parametrize("rows", [{}, {"one": "alone"}, {"Two words": "a", "b": "b"}], ids=str)
def test_when_rows_make_no_task_then_the_author_is_told(rows: dict[str, str]) -> None:
    with pytest.raises(TaskError, match="sorted:"):
        sort("sorted", "Does it?", answers=ANSWERS, rows=rows)
