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
from tests.grading import small_course
from trilateral.assignments import AssignmentError
from trilateral.assignments.selfcheck import SO_FAR, check
from trilateral.cli import app
from trilateral.grading.errors import ConfinementError
from trilateral.grading.run import alone

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
    report = alone.check(SOLUTION, ROOT)
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
    assert "by-year: no problems found so far, 1 more check at grading" in result.output
    assert "three-rules: incorrect" in result.output


def test_when_a_cell_loops_or_ends_python_then_the_rest_still_has_its_say(tmp_path: Path) -> None:
    loops = answered(exercise(), by_year="while True: pass", three_rules=BY_RULE)
    report = check(saved(loops, tmp_path), ROOT, seconds=12)
    tasks = {task.task: task for task in report.tasks}
    assert (tasks["by-year"].outcome, tasks["three-rules"].outcome) == ("raised", SO_FAR)
    assert "took too long and was stopped" in tasks["by-year"].messages[0]
    ends = answered(exercise(), three_rules="import os; os._exit(1)")
    report = check(saved(ends, tmp_path), ROOT)
    tasks = {task.task: task for task in report.tasks}
    assert tasks["by-year"].outcome == "not attempted"
    assert tasks["three-rules"].outcome == "raised"
    assert "ended Python" in tasks["chart"].messages[0]


def test_when_a_written_answer_is_there_then_a_person_is_to_read_it(tmp_path: Path) -> None:
    mine = exercise()
    mine.cells[place(mine, "may-it-say-so") + 1].source = "It depends on what one counts."
    outcomes = {task.task: task.outcome for task in check(saved(mine, tmp_path), ROOT).tasks}
    assert outcomes["may-it-say-so"] == "to be read"
    assert outcomes["missing-voices"] == "not attempted"


def test_when_a_file_is_not_a_notebook_then_the_message_names_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text("not a notebook")
    with pytest.raises(AssignmentError, match=r"notes\.ipynb is not a readable notebook"):
        check(file, ROOT)


@pytest.fixture
def instructors(tmp_path: Path) -> Path:
    """Give an instructor's course, with a solution in it."""
    return small_course.write_course(tmp_path / "instructor")


READS = """
import json, pathlib
seen = []
for place in ({solution!r}, {secret!r}):
    try:
        seen.append(pathlib.Path(place).read_text())
    except OSError as error:
        seen.append(type(error).__name__)
pathlib.Path({mark!r}).write_text(json.dumps(seen))
"""


def hostile(course: Path, folder: Path) -> Path:
    """Write a submission that reads the solution and leaves what it found."""
    code = READS.format(
        solution=str(course / f"solutions/{small_course.NAME}/{small_course.NAME}.ipynb"),
        secret=str(folder / "private.txt"),
        mark=str(folder / "ran.txt"),
    )
    (folder / "private.txt").write_text("private")
    work = small_course.submission(small_course.WRONG, first=code)
    work.metadata["trilateral"] = {"assignment": small_course.NAME}
    return small_course.write(work, folder / "theirs.ipynb")


@pytest.mark.parametrize("place", ["in the course", "from the course"])
def test_when_a_file_is_checked_where_the_solutions_are_then_it_is_confined(
    instructors: Path, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = place == "in the course"
    file = hostile(instructors, instructors if inside else tmp_path)
    monkeypatch.chdir(tmp_path if inside else instructors)
    done = CliRunner().invoke(app, ["check", str(file)])
    assert done.exit_code == 1
    assert "All checks ran" in done.stdout
    assert "word: incorrect" in done.stdout
    assert "PermissionError" in done.stdout
    assert not file.with_name("ran.txt").exists()


def test_when_the_system_cannot_confine_then_it_says_what_to_do(
    instructors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConfinementError

    monkeypatch.setattr(alone, "check_confinement", refuse)
    file = hostile(instructors, instructors)
    done = CliRunner().invoke(app, ["check", str(file)])
    assert done.exit_code == 1
    assert "copy of the course without solutions/" in done.output
    assert not file.with_name("ran.txt").exists()


def test_when_it_says_to_be_no_assignment_where_the_solutions_are_then_it_is_not_run(
    instructors: Path,
) -> None:
    file = hostile(instructors, instructors)
    file.write_text(file.read_text().replace('"assignment": "ps"', '"assignment": "../ps"'))
    done = CliRunner().invoke(app, ["check", str(file)])
    assert done.exit_code == 1
    assert "says that it is ../ps" in done.output
    assert not file.with_name("ran.txt").exists()


def test_when_solutions_lie_beside_the_package_then_a_learners_check_never_uses_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SOLUTION.is_file()
    monkeypatch.chdir(tmp_path)
    mine = saved(answered(exercise(), by_year=ALL_ROWS), tmp_path)
    done = CliRunner().invoke(app, ["check", str(mine)])
    assert "Only the visible checks ran" in done.output
    assert "by-year: no problems found so far, 1 more check at grading" in done.output
