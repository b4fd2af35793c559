"""A class that has nbgrader takes an assignment of ours through, from end to end."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from tests.assignments.samples import ALL_ROWS, BY_RULE, NAME, ROOT, answered
from trilateral.assignments import assignment_tasks, read
from trilateral.grading.run.alone import check

ANSWERS = {
    "by_year": ALL_ROWS,  # partly right
    "three_rules": BY_RULE,  # right
    "monthly_rate": "def monthly_rate(count, months):\n    return count / months, 0 / 0, 0",
    "silent_side": "silent = 7",  # wrong
}


def nbgrader(course: Path, *words: str) -> None:
    """Run nbgrader as an instructor would, in the course's folder."""
    scripts = Path(sys.executable).parent
    # nbgrader starts `alembic` by its bare name.
    env = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [scripts / "nbgrader", *words],
        cwd=course,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_when_nbgrader_takes_an_assignment_through_then_its_marks_are_ours(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "solutions" / NAME, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    nbgrader(tmp_path, "generate_assignment", NAME)

    mine = answered(read(tmp_path / "exercises" / NAME / f"{NAME}.ipynb"), **ANSWERS)
    submitted = tmp_path / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    submitted.parent.mkdir(parents=True)
    nbformat.write(mine, submitted)
    nbgrader(tmp_path, "autograde", NAME)
    nbgrader(tmp_path, "generate_feedback", NAME)
    nbgrader(tmp_path, "export")

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


def _points(cell: nbformat.NotebookNode) -> float:
    from nbgrader.utils import determine_grade  # noqa: PLC0415 -- this test's subject

    score, _ = determine_grade(cell)
    return float(score)
