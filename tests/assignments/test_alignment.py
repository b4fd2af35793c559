"""Objectives against items and tasks: what a course must have, and what is said where it lacks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import nbformat
import pytest
import yaml
from typer.testing import CliRunner

from tests.quiz.samples import ITEMS, SECOND, write_bank
from trilateral.assignments.alignment import aligned
from trilateral.cli import app
from trilateral.paths import course_dir
from trilateral.quiz.errors import BankError

if TYPE_CHECKING:
    from pathlib import Path

LESSON: Final = "00_start_here"
AIMS: Final = {"read": "read the record", "weigh": "weigh it, and say so"}
SERVED: Final = {"count": ["read"], "sort": ["read", "weigh"], "why": ["weigh"]}


def cell(kind: str, task: str, points: float | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- metadata
    """Return a cell of an assignment: an answer where it has no points."""
    marks: dict[str, Any] = {
        "grade_id": task,
        "schema_version": 3,
        "locked": points is not None,
        "solution": points is None,
        "grade": points is not None and kind == "code",
        "task": points is not None and kind == "markdown",
    }
    if points is not None:
        marks["points"] = points
    metadata = {"nbgrader": marks, **more}
    outputs: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": task, "source": "", "metadata": metadata} | outputs


def course(
    folder: Path,
    *,
    served: dict[str, list[str]] = SERVED,
    items: tuple[list[str], ...] = (["read"], ["weigh"]),
    bullets: tuple[str, ...] = tuple(AIMS.values()),
    points: tuple[float, float, float] = (2, 1, 1),
) -> Path:
    """Write a course of one lesson, with one task of each kind."""
    notebooks, solution = folder / "notebooks", folder / "solutions" / LESSON
    (notebooks / "quizzes").mkdir(parents=True)
    solution.mkdir(parents=True)
    (notebooks / "objectives.yaml").write_text(yaml.safe_dump({LESSON: AIMS}, sort_keys=False))
    asked = [{**item, "serves": list(names)} for item, names in zip(ITEMS, items, strict=False)]
    write_bank(notebooks / "quizzes", [*asked, SECOND], LESSON)
    lines = ",\n".join(f"- {bullet}" for bullet in bullets)
    aims = f"**After this lesson you will be able to**\n\n{lines}."
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(aims)])
    nbformat.write(lesson, notebooks / f"{LESSON}.ipynb")
    count, sort, why = points
    tasks = [
        cell("code", "count-answer", None),
        cell("code", "count", count),
        cell("code", "sort-answer", None, trilateral={"kind": "choice"}),
        cell("code", "sort", sort),
        cell("markdown", "why", why),
    ]
    exercise = {"cells": tasks, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (solution / f"{LESSON}.ipynb").write_text(json.dumps(exercise))
    (solution / "objectives.yaml").write_text(yaml.safe_dump(served, sort_keys=False))
    return folder


def test_when_all_is_served_then_nothing_is_to_fix_and_kinds_are_told_apart(
    tmp_path: Path,
) -> None:
    found = aligned(course(tmp_path))
    assert found.problems == ()
    assert (found.judgement, found.recall) == (0.5, 0)
    read, weigh = found.objectives
    assert [(one.kind, one.id, one.points) for one in read.by] == [
        ("item", "one", 1),
        ("code", "count", 2),
        ("judgement", "sort", 1),
    ]
    assert [(one.kind, one.id) for one in weigh.by] == [
        ("item", "some"),
        ("judgement", "sort"),
        ("written", "why"),
    ]


LACKING: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "an objective has one alone": (
        {"served": {**SERVED, "sort": ["read"]}, "items": (["read"], ["read"])},
        "00_start_here: 'weigh' is served by why; an objective needs 2 scored items or tasks",
    ),
    "an item serves none": (
        {"items": (["read"], [])},
        "00_start_here: item 'some' serves no objective; name one under `serves` in its bank",
    ),
    "a task serves none": (
        {"served": {"sort": ["read", "weigh"], "why": ["weigh"]}},
        "code task 'count' serves no objective; name one in solutions/00_start_here/objectives",
    ),
    "a task serves what there is not": (
        {"served": {**SERVED, "why": ["weigh", "guess"]}},
        "written task 'why' serves 'guess', which is not an objective of the lesson (there are: ",
    ),
    "a task is gone": (
        {"served": {**SERVED, "gone": ["read"]}},
        "00_start_here: its tasks' objectives.yaml names 'gone', which is not one of its tasks",
    ),
    "the lesson says something else": (
        {"bullets": ("read the record", "weigh it")},
        "00_start_here: the list under “After this lesson you will be able to” is not that of",
    ),
    "the lesson leaves one out": (
        {"bullets": ("read the record",)},
        "00_start_here: the list under “After this lesson you will be able to” is not that of",
    ),
    "code outweighs judgement": (
        {"points": (3, 1, 1)},
        "judgement carries 40% of the tasks' points; it should carry at least 50%",
    ),
}


@pytest.mark.parametrize(("changes", "said"), LACKING.values(), ids=LACKING)
def test_when_something_lacks_then_it_is_said_alone(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    (problem,) = aligned(course(tmp_path, **changes)).problems
    assert said in problem


def test_when_much_is_recall_then_it_is_said(tmp_path: Path) -> None:
    bank = course(tmp_path) / "notebooks" / "quizzes" / f"{LESSON}.yaml"
    bank.write_text(bank.read_text().replace("asks: read", "asks: recall"))
    (problem,) = aligned(tmp_path).problems
    assert problem == "100% of the items ask for recall; the limit is 25% may"


@pytest.mark.parametrize("place", ["notebooks", f"solutions/{LESSON}"])
def test_when_a_file_of_objectives_is_missing_or_odd_then_it_is_named(
    tmp_path: Path, place: str
) -> None:
    file = course(tmp_path) / place / "objectives.yaml"
    file.write_text("00_start_here: 7\n")
    with pytest.raises(BankError, match=r"objectives.yaml:1: "):
        aligned(tmp_path)
    file.unlink()
    with pytest.raises(BankError, match=r"objectives.yaml:1: can't be opened"):
        aligned(tmp_path)


def test_when_the_verb_runs_then_it_prints_each_objective_and_what_is_to_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course(tmp_path))
    done = CliRunner().invoke(app, ["align"])
    assert done.exit_code == 0, done.output
    assert "00_start_here: judgement 50% of 4 points, recall 0% of 2 items" in done.stdout
    assert "  weigh: weigh it, and say so\n    item       some\n" in done.stdout
    assert "To fix" not in done.stdout
    (tmp_path / "solutions" / LESSON / "objectives.yaml").write_text("count: [read]\n")
    done = CliRunner().invoke(app, ["align"])
    assert done.exit_code == 1
    assert "To fix: 00_start_here: written task 'why' serves no objective" in done.stdout
    found = json.loads(CliRunner().invoke(app, ["align", "--json"]).stdout)
    assert found["judgement"] == 0.5
    assert len(found["problems"]) == 3


def test_when_the_course_is_aligned_then_no_objective_is_bare_and_judgement_has_half() -> None:
    found = aligned(course_dir())
    assert found.problems == ()
    assert {one.lesson for one in found.objectives} == {one.lesson for one in found.scored}
