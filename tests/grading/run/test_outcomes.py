"""Each of the six outcomes at grading, and an error that is carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.assignments.samples import ALL_ROWS, ROOT, SOLUTION, answered, exercise
from tests.grading.corpus_class import with_answers
from tests.grading.small_course import write
from trilateral.assignments import read
from trilateral.grading.results import Standing
from trilateral.grading.run.alone import check
from trilateral.tasks import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.assignments.selfcheck import Checked

INTERVAL_IN_COUNTS = """
def monthly_rate(count, months):
    low, high = poisson_interval(count)
    return count / months, low, high
"""
ANSWERS = {
    "three_rules": "in_2025 = incidents[incidents['yeer'] == 2025]\nby_rule = len(in_2025)",
    "my_place": 'there = incidents[incidents["feature"] = my_place]',
    "side_by_side": "side_by_side = 7",
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """Give how the tasks of a submission stand, with two earlier errors that are carried on."""
    release = exercise()
    solved = with_answers(release, read(SOLUTION), {})
    mine = answered(solved, by_year=ALL_ROWS, monthly_rate=INTERVAL_IN_COUNTS, **ANSWERS)
    file: Path = write(mine, tmp_path_factory.mktemp("mine") / "mine.ipynb")
    return {task.task: task for task in check(file, ROOT).tasks}


@pytest.mark.parametrize(
    ("task", "outcome", "says"),
    [
        ("by-year", "partial", "rows of low confidence too"),
        ("three-rules", "raised", "three-rules-answer: your code stopped at line 1"),
        ("three-rules", "raised", "Did you mean `year`?"),
        ("my-place", "raised", "my-place-answer: your code stopped at line 1: SyntaxError."),
        ("silent-side", "correct", ""),
        ("side-by-side", "incorrect", ""),
    ],
)
def test_when_a_submission_is_graded_then_each_outcome_is_the_learners_own(
    checked: dict[str, Checked], task: str, outcome: str, says: str
) -> None:
    assert checked[task].outcome == outcome, checked[task]
    assert says in " ".join(checked[task].messages)


@pytest.mark.parametrize(
    ("task", "earlier"), [("chart", "by-year"), ("years-apart", "monthly-rate")]
)
def test_when_an_error_is_carried_on_then_it_costs_its_own_task_alone(
    checked: dict[str, Checked], task: str, earlier: str
) -> None:
    before = checked[earlier]
    assert before.points is not None
    assert before.points < before.possible
    assert (checked[task].outcome, checked[task].points) == ("correct", checked[task].possible)


def test_when_a_standing_is_shown_then_it_has_one_of_the_six_outcomes() -> None:
    outcomes = {standing.outcome for standing in Standing}
    assert outcomes == {*Outcome, None}
    assert [standing for standing in Standing if standing.outcome is None] == [Standing.WRITTEN]
