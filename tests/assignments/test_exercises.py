"""From solutions to exercises and to what is handed out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.assignments.samples import NAME, ROOT, SOLUTION
from trilateral.assignments import AssignmentError, Role, assignment_tasks, read, role
from trilateral.assignments.generate import generate
from trilateral.assignments.release import release
from trilateral.assignments.secrets import leaks, secrets
from trilateral.cli import app
from trilateral.notebook import tidy

if TYPE_CHECKING:
    from pathlib import Path

SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))
EXERCISES = sorted(ROOT.glob("exercises/*/*.ipynb"))
UV = os.environ.get("UV") or shutil.which("uv")


@pytest.fixture(scope="module")
def kept() -> set[str]:
    """Return what no learner may get, of every assignment."""
    return set().union(*map(secrets, ROOT.glob("solutions/*/*.ipynb")))


def test_when_solutions_are_as_saved_then_the_exercises_are_fresh(tmp_path: Path) -> None:
    files = generate(ROOT, tmp_path)
    stale = [
        str(file)
        for file in files
        if not (ROOT / "exercises" / file).is_file()
        or (ROOT / "exercises" / file).read_bytes() != (tmp_path / file).read_bytes()
    ]
    assert not stale, f"Type `uv run trilateral assign`: these exercises are stale: {stale}"
    made = {path.relative_to(ROOT / "exercises") for path in ROOT.glob("exercises/*/*.ipynb")}
    assert made <= set(files), "These exercises have no solution; delete them."


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_when_a_solution_was_changed_then_tidy_was_run(path: Path) -> None:
    (result,) = tidy([path], execute=False, write=False)
    assert not result.stale, f"Run `trilateral tidy {path.relative_to(ROOT)}`: {result.reasons}"


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercise_is_made_then_it_is_locked_and_summed_up(path: Path) -> None:
    notebook = read(path)
    for cell in notebook.cells:
        if role(cell) is not Role.OTHER:
            assert cell.metadata.deletable is False
            assert len(cell.metadata.nbgrader.checksum) == 32
            assert cell.metadata.nbgrader.schema_version == 3
        if role(cell) in (Role.GIVEN, Role.CHECK, Role.WRITTEN):
            assert cell.metadata.editable is False
        if role(cell) is Role.CHECK:  # hints stand in it
            assert cell.metadata.jupyter.source_hidden is True
            assert cell.source.startswith(f"# Check {cell.id}: run this cell\n")
    assert {step.kind for step in assignment_tasks(notebook)} == {"automatic", "written"}


@pytest.mark.skipif(UV is None, reason="needs uv, which builds the packages")
def test_when_packages_are_built_then_nothing_kept_is_in_them(
    tmp_path: Path, kept: set[str]
) -> None:
    command = [str(UV), "build", "--offline", "--out-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "hatchling" in done.stderr:
        pytest.skip("needs hatchling in uv's cache, as `uv sync` leaves it")
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in tmp_path.glob("*.*")} >= {".whl", ".gz"}
    assert leaks(tmp_path, kept) == []


@pytest.mark.parametrize("place", ["notebooks/lesson.md", "src/helper.py"])
def test_when_a_hidden_test_slips_in_then_nothing_is_handed_out(tmp_path: Path, place: str) -> None:
    course, out = tmp_path / "course", tmp_path / "out"
    shutil.copytree(
        SOLUTION.parent, course / "solutions" / NAME, ignore=shutil.ignore_patterns("corpus.yaml")
    )
    shutil.copy(ROOT / "nbgrader_config.py", course)
    (course / place).parent.mkdir(parents=True)
    (course / place).write_text("You counted places; count rows, one per incident.")
    with pytest.raises(AssignmentError, match="Not handed out"):
        release(course, out)
    assert not any(out.iterdir())


def test_when_the_folder_is_not_empty_then_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(AssignmentError, match="not empty"):
        release(ROOT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("verb", [["assign"], ["release", "handout"]])
def test_when_the_extra_is_not_installed_then_an_instructors_verb_says_so_kindly(
    verb: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    verb = [word if word != "handout" else str(tmp_path / word) for word in verb]
    result = CliRunner().invoke(app, verb)
    assert result.exit_code == 1
    assert "is for instructors and needs nbgrader" in result.output
    assert "uv sync --extra grading" in result.output


def test_when_a_learner_checks_an_answer_then_no_instructors_package_is_loaded() -> None:
    code = (
        "import sys, trilateral.tasks, trilateral.assignments.selfcheck;"
        "print(*{'nbgrader', 'sqlalchemy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_when_an_assignment_is_not_known_then_the_message_lists_those_there_are(
    tmp_path: Path,
) -> None:
    with pytest.raises(AssignmentError, match=NAME):
        generate(ROOT, tmp_path, ["99_none"])
