"""A new task: three cells that nbgrader takes, and that prove themselves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.assignments.samples import ROOT
from tests.assignments.small import NAME, exercise
from trilateral.assignments.cells import assignment_tasks, grade_id, read
from trilateral.assignments.draft import add_task
from trilateral.assignments.errors import AssignmentError
from trilateral.assignments.generate import generate
from trilateral.assignments.room import MOST
from trilateral.cli import app
from trilateral.cli.new import COMMANDS
from trilateral.grading.sandbox.marker import load

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, name: str, code: int) -> Path:
    """Write a small exercise's solution, and return it."""
    path = folder / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(exercise(code), path)
    return path


@pytest.fixture
def solution(tmp_path: Path) -> Path:
    """Return the solution of an assignment in a course of its own."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}", encoding="utf-8")
    return written(tmp_path / "solutions", NAME, 2)


def ids(path: Path) -> list[str]:
    return [cell.id for cell in read(path).cells]


def test_when_a_task_is_added_then_it_is_released_and_its_solution_passes_its_checks(
    solution: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(solution)
    monkeypatch.chdir(tmp_path)
    words = ["new", "task", NAME, "median-gap", "--points", "3", "--title", "The gap"]
    done = CliRunner().invoke(app, [*words, "--after", "step-1"])
    assert done.exit_code == 0, done.output
    after = ids(solution)
    place = after.index("step-1") + 1
    assert after[place : place + 3] == ["median-gap-task", "median-gap-answer", "median-gap"]
    assert after[:place] + after[place + 3 :] == before
    generate(tmp_path, tmp_path / "exercises", [NAME])
    made = read(tmp_path / "exercises" / NAME / f"{NAME}.ipynb")
    (task,) = (one for one in assignment_tasks(made) if one.id == "median-gap")
    assert (task.points, task.kind) == (3, "automatic")
    cells = {grade_id(cell): cell.source for cell in made.cells}
    assert "42" not in cells["median-gap"] + cells["median-gap-answer"]
    tests = load(solution)
    assert "median-gap" in tests.tasks
    assert "median-gap" not in tests.broken


def test_when_no_place_is_named_then_it_follows_the_last_task_with_code(solution: Path) -> None:
    before = ids(solution)
    add_task(solution, "new-one", 2)
    after = ids(solution)
    place = before.index("choose")
    assert after[place : place + 3] == ["new-one-task", "new-one-answer", "new-one"]
    assert after[place - 1 : place + 4 : 4] == ["step-2", "choose"]


@pytest.mark.parametrize(
    ("task", "after", "said"),
    [
        ("step-1", "", "already has cells called step-1"),
        ("New Task", "", "can't name a task"),
        ("class", "", "can't name a task"),
        ("good", "sort-1", "no task with code called 'sort-1'"),
        ("good", "bad", "no task with code called 'bad'. It has: step-1, step-2."),
    ],
)
def test_when_a_task_cannot_be_added_then_it_says_why_and_nothing_changes(
    solution: Path, task: str, after: str, said: str
) -> None:
    before = solution.read_bytes()
    with pytest.raises(AssignmentError, match=said):
        add_task(solution, task, 2, after=after)
    assert solution.read_bytes() == before


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"01": 8, "04": 7, "06": 6}, "Add the task to an exercise with room: 04 (1 more), 06 (2"),
        ({"01": 8}, "No other exercise has room, either: replace a task."),
    ],
    ids=["two have room", "none has"],
)
def test_when_an_exercise_is_full_then_a_task_is_refused_and_those_with_room_are_named(
    tmp_path: Path, others: dict[str, int], said: str
) -> None:
    for name, code in others.items():
        written(tmp_path, name, code)
    full = written(tmp_path, "03", 8)
    before = full.read_bytes()
    with pytest.raises(AssignmentError) as refused:
        add_task(full, "new-one", 2)
    right = f"03 has 8 tasks with code, and an exercise may have at most 8. {said}"
    assert str(refused.value).startswith(right)
    assert full.read_bytes() == before


@pytest.mark.parametrize(("points", "said"), [(1, "1 point"), (2, "2 points"), (0.5, "0.5 points")])
def test_when_a_task_is_added_then_its_heading_has_a_number_and_those_below_follow(
    solution: Path, points: float, said: str
) -> None:
    add_task(solution, "new-one", points, title="A new one", after="step-1")
    sources = [cell.source for cell in read(solution).cells if cell.cell_type == "markdown"]
    assert [text.partition("\n")[0] for text in sources if text.startswith("## ")] == [
        "## 1. Do step-1",
        "## 2. A new one",
        "## 3. Do step-2",
        "## Choose, without code",
        "## 4. Do sort-1",
        "## 5. Do sort-2",
        "## 6. A note",
    ]
    assert f"## 2. A new one\n\n*5 minutes, {said}*\n\nAsk for a number `new_one`." in sources


@pytest.mark.parametrize(
    ("after", "number", "stale"),
    [("step-1", 2, ("note (tasks 1 and 2)",)), ("step-2", 3, ())],
)
def test_when_numbers_change_then_the_cells_that_have_the_old_ones_are_named(
    solution: Path, after: str, number: int, stale: tuple[str, ...]
) -> None:
    assert add_task(solution, "new-one", 2, after=after) == (number, stale)


def test_when_the_verb_has_added_a_task_then_it_says_what_comes_next(
    solution: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["new", "task", NAME, "new-one", "--after", "step-1"])
    first, stale, *steps = done.output.splitlines()
    assert first == f"new-one-task, new-one-answer and new-one are in {solution}, as task 2."
    assert stale.endswith("has the old ones: note (tasks 1 and 2).")
    words = [
        *("the text, the solution and the checks", f"solutions/{NAME}/objectives.yaml"),
        *(f"solutions/{NAME}/corpus.yaml", "two under `raises:`"),
        *("the exercise's title and text", f"notebooks/{NAME}.ipynb", f"trilateral assign {NAME}"),
        *("tests/assignments/test_ladder.py tests/notebook/test_minutes.py",),
    ]
    said = "\n".join(steps)
    assert [said.find(word) for word in words] == sorted(said.find(word) for word in words)
    assert all(word in said for word in words)


def test_when_the_guide_explains_a_new_task_then_it_has_the_verbs_limit_and_commands() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = guide.partition("\n## A new task\n")[2].partition("\n## ")[0]
    assert f"```sh\n{COMMANDS.format(lesson='<lesson>')}\n```" in section
    assert f"at most {MOST} tasks with code" in " ".join(section.split())
