"""`trilateral check`: with the solutions and without, and whatever the notebook does."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.assignments.samples import (
    ALL_ROWS,
    BY_RULE,
    EXERCISE,
    NAME,
    ROOT,
    SOLUTION,
    answered,
    exercise,
    place,
)
from trilateral.assignments import AssignmentError
from trilateral.assignments.selfcheck import check
from trilateral.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Give a learner's course: no solutions in it."""
    for folder in ("notebooks", f"exercises/{NAME}"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}")
    shutil.copy(EXERCISE, tmp_path / "exercises" / NAME)
    return tmp_path


def saved(notebook: NotebookNode, folder: Path) -> Path:
    file = folder / "mine.ipynb"
    nbformat.write(notebook, file)
    return file


def test_when_the_solution_is_checked_then_every_task_is_correct() -> None:
    report = check(SOLUTION, ROOT)
    automatic = [task for task in report.tasks if task.points is not None]
    assert {task.outcome for task in automatic} == {"correct"}
    assert [task.points for task in automatic] == [task.possible for task in automatic]


def test_when_there_is_no_solution_then_visible_checks_run_and_the_report_says_so(
    course: Path,
) -> None:
    mine = saved(answered(exercise(), by_year=ALL_ROWS, three_rules="by_rule = 3"), course)
    result = CliRunner().invoke(app, ["check", str(mine)])
    assert result.exit_code == 1
    assert "Only the visible checks ran" in result.output
    assert "by-year: nothing to mend so far, 1 more check at grading" in result.output
    assert "three-rules: incorrect" in result.output


def test_when_a_cell_loops_or_ends_python_then_the_rest_still_has_its_say(tmp_path: Path) -> None:
    loops = answered(exercise(), by_year="while True: pass", three_rules=BY_RULE)
    report = check(saved(loops, tmp_path), ROOT, seconds=12)
    tasks = {task.task: task for task in report.tasks}
    assert (tasks["by-year"].outcome, tasks["three-rules"].outcome) == ("not attempted", "correct")
    assert "took too long and was stopped" in tasks["by-year"].messages[0]
    ends = answered(exercise(), three_rules="import os; os._exit(1)")
    report = check(saved(ends, tmp_path), ROOT)
    tasks = {task.task: task for task in report.tasks}
    assert tasks["by-year"].outcome == "not attempted"
    assert tasks["three-rules"].outcome == "error"
    assert "ended Python itself" in tasks["chart"].messages[0]


def test_when_a_written_answer_is_there_then_a_person_is_to_read_it(tmp_path: Path) -> None:
    mine = exercise()
    mine.cells[place(mine, "may-it-say-so") + 1].source = "It depends on what one counts."
    outcomes = {task.task: task.outcome for task in check(saved(mine, tmp_path), ROOT).tasks}
    assert outcomes["may-it-say-so"] == "to be read"
    assert outcomes["missing-voices"] == "not attempted"


def test_when_a_file_is_no_notebook_then_the_message_names_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text("not a notebook")
    with pytest.raises(AssignmentError, match=r"notes\.ipynb cannot be read"):
        check(file, ROOT)
