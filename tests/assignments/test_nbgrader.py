"""A class that has nbgrader takes an assignment of ours through, from end to end."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.assignments.samples import ALL_ROWS, BY_RULE, NAME, ROOT, answered
from tests.grading.small_course import write
from tests.grading.stock_nbgrader import Stock
from trilateral.assignments import assignment_tasks, read
from trilateral.grading.run.alone import check

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

ANSWERS = {
    "by_year": ALL_ROWS,  # partly right
    "three_rules": BY_RULE,  # right
    "monthly_rate": "def monthly_rate(count, months):\n    return count / months, 0 / 0, 0",
    "silent_side": "silent = 7",  # wrong
}


def test_when_nbgrader_takes_an_assignment_through_then_its_marks_are_ours(tmp_path: Path) -> None:
    stock = Stock(tmp_path)
    made = stock.run_all(f"generate_assignment {NAME}")
    assert made.returncode == 0, made.stderr

    mine = answered(read(tmp_path / "exercises" / NAME / f"{NAME}.ipynb"), **ANSWERS)
    submitted = write(mine, stock.submitted / "ada" / NAME / f"{NAME}.ipynb")
    ran = stock.run_all(f"autograde {NAME}", f"generate_feedback {NAME}", "export")
    assert ran.returncode == 0, ran.stderr

    graded = read(tmp_path / "autograded" / "ada" / NAME / f"{NAME}.ipynb")
    theirs = {
        cell.metadata.nbgrader.grade_id: _points(cell)
        for cell in graded.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    ours = {
        task.task: task.points for task in check(submitted, ROOT).tasks if task.points is not None
    }
    assert theirs == ours
    assert (ours["by-year"], ours["three-rules"], ours["monthly-rate"]) == (1, 2, 0)
    possible = sum(task.points for task in assignment_tasks(mine))
    (row,) = csv.DictReader((tmp_path / "grades.csv").open(encoding="utf-8"))
    assert (float(row["score"]), float(row["max_score"])) == (sum(ours.values()), possible)

    feedback = (tmp_path / "feedback" / "ada" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "You counted the rows of low confidence too." in feedback
    assert "ZeroDivisionError: division by zero" in feedback


def _points(cell: NotebookNode) -> float:
    from nbgrader.utils import determine_grade  # noqa: PLC0415 -- this test's subject

    score, _ = determine_grade(cell)
    return float(score)
