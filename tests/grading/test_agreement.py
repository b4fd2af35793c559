"""Stock nbgrader gives the corpus's answers the marks that we give them.

`benchmarks/agreement.py` has the whole class, and what nbgrader is known to mark otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.agreement import faults
from benchmarks.agreement_cases import CASES, NAME
from tests.grading.corpus_class import LEARNERS, whole_class
from tests.grading.stock_nbgrader import Stock
from tests.tasks.proof import SOLUTIONS
from tests.tiers import tiers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.grading.stock_nbgrader import Marks


@pytest.mark.parametrize("solution", tiers(SOLUTIONS, SOLUTIONS[3]), ids=lambda path: path.stem)
def test_when_stock_nbgrader_grades_an_assignment_then_its_marks_are_ours(
    solution: Path, tmp_path: Path
) -> None:
    stock = Stock(tmp_path)
    one_of_each = whole_class()[:: len(LEARNERS) + 1]  # to each assignment, another learner's
    handed = [one for one in one_of_each if one.solution == solution]
    for one in handed:
        one.submit(stock.submitted, typed=True)
    ran = stock.run_all(
        *(
            f"{verb} {one.assignment}"
            for one in handed
            for verb in ("generate_assignment", "autograde")
        )
    )
    assert ran.returncode == 0, ran.stderr
    theirs = {
        key: {task: points for task, points in marks.items() if points is not None}
        for key, marks in stock.marks().items()
    }
    assert len(theirs) == 1
    assert theirs == {(one.learner, one.assignment): one.marks() for one in handed}


def test_when_a_difference_is_unexplained_or_gone_then_the_comparison_tells_it() -> None:
    tasks = {task for case in CASES for task in case.theirs}
    mine: Marks = {(case.learner, NAME): dict.fromkeys(tasks, 9) for case in CASES}
    mine["ann", NAME] = {"by-year": 9}
    theirs: Marks = {key: dict(marks) for key, marks in mine.items()}
    for case in CASES:
        theirs[case.learner, NAME].update(case.theirs)
    assert faults(theirs, mine) == []
    theirs["ann", NAME]["by-year"] = 0
    theirs["warns", NAME]["monthly-rate"] = 9
    assert faults(theirs, mine) == [
        f"{NAME}  ann  by-year: nbgrader 0, ours 9; explained is the same",
        f"{NAME}  warns  monthly-rate: nbgrader 9, ours 9; explained is nbgrader 0",
    ]
