"""A new task: three cells that nbgrader takes, and that prove themselves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.assignments.samples import ROOT
from trilateral.assignments.cells import Role, assignment_tasks, grade_id, read, role
from trilateral.assignments.draft import add_task
from trilateral.assignments.errors import AssignmentError
from trilateral.assignments.generate import generate
from trilateral.cli import app
from trilateral.grading.sandbox.marker import load

if TYPE_CHECKING:
    from pathlib import Path

NAME = "03_coercion"


@pytest.fixture
def solution(tmp_path: Path) -> Path:
    """Return the solution of an assignment in a course of its own."""
    shutil.copytree(ROOT / "solutions" / NAME, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path / "solutions" / NAME / f"{NAME}.ipynb"


def ids(path: Path) -> list[str]:
    return [cell.id for cell in read(path).cells]


def test_when_a_task_is_added_then_it_is_released_and_its_solution_passes_its_checks(
    solution: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(solution)
    monkeypatch.chdir(tmp_path)
    words = ["new", "task", NAME, "median-gap", "--points", "3", "--title", "The gap"]
    done = CliRunner().invoke(app, [*words, "--after", "monthly-rate"])
    assert done.exit_code == 0, done.output
    after = ids(solution)
    place = after.index("monthly-rate") + 1
    assert after[place : place + 3] == ["median-gap-task", "median-gap-answer", "median-gap"]
    assert after[:place] + after[place + 3 :] == before
    generate(tmp_path, tmp_path / "exercises", [NAME])
    exercise = read(tmp_path / "exercises" / NAME / f"{NAME}.ipynb")
    (task,) = (one for one in assignment_tasks(exercise) if one.id == "median-gap")
    assert (task.points, task.kind) == (3, "automatic")
    cells = {grade_id(cell): cell.source for cell in exercise.cells}
    assert "42" not in cells["median-gap"] + cells["median-gap-answer"]
    tests = load(solution)
    assert "median-gap" in tests.tasks
    assert "median-gap" not in tests.broken


def test_when_no_place_is_named_then_it_follows_the_last_task_with_checks(solution: Path) -> None:
    last = [cell.id for cell in read(solution).cells if role(cell) is Role.CHECK][-1]
    add_task(solution, "new-one", 2)
    after = ids(solution)
    assert after[after.index("new-one-task") - 1] == last


@pytest.mark.parametrize(
    ("task", "after", "said"),
    [
        ("by-year", "", "already has cells called by-year"),
        ("New Task", "", "can't name a task"),
        ("class", "", "can't name a task"),
        ("good", "bad", "no task 'bad' with checks. It has: by-year, three-rules"),
    ],
)
def test_when_a_task_cannot_be_added_then_it_says_why_and_nothing_changes(
    solution: Path, task: str, after: str, said: str
) -> None:
    before = solution.read_bytes()
    with pytest.raises(AssignmentError, match=said):
        add_task(solution, task, 2, after=after)
    assert solution.read_bytes() == before
