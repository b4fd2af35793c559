"""A department without programmers hands out, and grades, the tasks without code alone."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_output
from typer.testing import CliRunner

from tests.tasks.proof import ROOT
from trilateral.assignments import Role, assignment_tasks, read, role
from trilateral.assignments.generate import generate
from trilateral.assignments.rehearsal import checkpoints
from trilateral.assignments.tracks import Track, keep, track_of
from trilateral.cli import app
from trilateral.grading.journal import latest
from trilateral.parts import MIME
from trilateral.tasks import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
NAME, TASK = "00_start_here", "claim-or-verdict"
RIGHT = {"measure": "verdict", "laser": "claim", "troops": "claim", "meeting": "evidence"}
GONE: dict[Track, Role] = {"code": Role.CHOICE, "judgement": Role.ANSWER}


def on(track: Track, path: Path) -> NotebookNode:
    notebook = read(path)
    keep(notebook, track)
    return notebook


@pytest.mark.parametrize("track", GONE)
@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercise_is_on_one_track_then_numbers_points_and_minutes_are_its_own(
    path: Path, track: Track
) -> None:
    notebook = on(track, path)
    roles = [role(cell) for cell in notebook.cells]
    assert GONE[track] not in roles
    answered = roles.count(Role.ANSWER) + roles.count(Role.CHOICE)
    assert (roles.count(Role.CHECK) > 0) is (answered > 0)
    assert roles.count(Role.WRITTEN) == [role(cell) for cell in read(path).cells].count(
        Role.WRITTEN
    )
    heads = [cell.source for cell in notebook.cells if re.match(r"## \d+\. ", cell.source)]
    assert [int(head[3:].split(".")[0]) for head in heads] == list(range(1, len(heads) + 1))
    minutes = sum(
        int(one) for head in heads for one in re.findall(r"^\*(\d+) min", head, re.MULTILINE)
    )
    assert f"*{minutes} minutes, {len(heads)} task" in notebook.cells[0].source
    assert any("## Choose, without code" in cell.source for cell in notebook.cells) is (
        track == "judgement"
    )
    assert track_of(notebook) == track


def test_when_an_exercise_has_both_tracks_then_nothing_is_changed() -> None:
    for path in EXERCISES:
        assert on("both", path) == read(path)
        assert track_of(read(path)) == "both"


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_the_track_without_code_is_run_then_its_set_up_suffices(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    nbformat.write(on("judgement", path), tmp_path / path.name)
    for point in checkpoints(tmp_path / path.name):
        assert point.result.outcome is Outcome.NOT_ATTEMPTED, point.result
        assert not point.halts


def test_when_one_track_is_graded_then_what_was_not_handed_out_costs_nothing(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "solutions" / NAME, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / f"{NAME}.ipynb", tmp_path / "notebooks")
    generate(tmp_path, tmp_path / "exercises", [NAME], track="judgement")
    notebook = read(tmp_path / "exercises" / NAME / f"{NAME}.ipynb")
    tasks = {task.id: task for task in assignment_tasks(notebook)}
    for cell in notebook.cells:
        if cell.id == f"{TASK}-answer":
            part = {**cell.outputs[0].data[MIME], "choice": RIGHT}
            cell.outputs = [new_output("display_data", data={MIME: part})]
    handed_in = tmp_path / "submitted" / "ana" / NAME / f"{NAME}.ipynb"
    handed_in.parent.mkdir(parents=True)
    nbformat.write(notebook, handed_in)
    done = CliRunner().invoke(app, ["grade", str(tmp_path / "submitted"), "--workers", "1"])
    assert done.exit_code == 0, done.output
    (graded,) = latest(tmp_path / "graded" / "journal.jsonl").values()
    assert {mark.task for mark in graded.marks} == set(tasks)
    assert not graded.repairs
    chosen = [
        cell.id.removesuffix("-answer") for cell in notebook.cells if role(cell) is Role.CHOICE
    ]
    assert graded.points == tasks[TASK].points
    assert graded.possible == sum(tasks[task].points for task in chosen)
    gradebook = pytest.importorskip("nbgrader.api").Gradebook(f"sqlite:///{tmp_path}/gradebook.db")
    with gradebook as book:
        assert book.find_assignment(NAME).max_score == sum(task.points for task in tasks.values())
