"""Optional tasks for those who know pandas: no points, nothing hidden, a solution that is right."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.assignments.samples import ROOT
from trilateral.assignments.cells import Role, read, role
from trilateral.tasks import Outcome, TaskError, define, stretch
from trilateral.tasks.execution import execute

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.tasks import Result

PATHS = [
    ROOT / "exercises" / name / f"{name}.ipynb"
    for name in ("01_summit", "03_coercion", "05_synthesis")
]
each_exercise = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
WRONG = {
    "01_summit": ("range(2022, 2026)", "range(2021, 2026)", "other years"),
    "03_coercion": ('~incidents["low"] & ', "", "low confidence"),
    "05_synthesis": ("/ before", "* 0 + before", "not the ratios"),
}


@cache
def given(path: Path) -> dict[str, Any]:
    """Return the names that an exercise's given cells set."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in read(path).cells:
        if role(cell) is Role.GIVEN:
            execute_source(cell.source, names)
    return names


def execute_source(source: str, names: dict[str, Any]) -> None:
    execute(ast.parse(source), source, names, "cell")


def marked(path: Path, code: str) -> Result:
    cells = {cell.id: cell.source for cell in read(path).cells}
    names = dict(given(path))
    execute_source(code or cells["stretch-answer"], names)
    return define(cells["stretch-check"], names).mark(names)


def worked(path: Path) -> str:
    (cell,) = [cell for cell in read(path).cells if cell.id == "stretch-solution"]
    (code,) = re.findall(r"```python\n(.*?)```", cell.source, re.DOTALL)
    return str(code)


@each_exercise
def test_when_a_stretch_task_is_left_then_it_is_not_attempted_and_worth_nothing(path: Path) -> None:
    result = marked(path, "")
    assert (result.outcome, result.possible) == (Outcome.NOT_ATTEMPTED, 0)
    assert "Optional: it earns no points." in str(result)


@each_exercise
def test_when_its_worked_solution_is_checked_then_it_is_right(path: Path) -> None:
    result = marked(path, worked(path))
    assert (result.outcome, result.points, result.further) == (Outcome.CORRECT, 0, 0), str(result)


@each_exercise
def test_when_its_answer_is_wrong_then_a_message_says_why(path: Path) -> None:
    right, wrong, says = WRONG[path.stem]
    code = worked(path)
    assert right in code
    result = marked(path, code.replace(right, wrong))
    assert result.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)
    assert says in str(result)


@each_exercise
def test_when_an_exercise_is_graded_then_no_gradebook_knows_its_stretch_task(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.id.startswith("stretch-")]
    assert len(cells) == 4
    assert {role(cell) for cell in cells} == {Role.OTHER}
    assert "Optional" in cells[0].source


def test_when_a_stretch_task_checks_nothing_then_its_author_is_told() -> None:
    with pytest.raises(TaskError, match="yields no expectation"):
        stretch("empty", checks=1)(lambda answer: answer)
