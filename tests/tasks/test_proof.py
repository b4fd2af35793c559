"""Each task proves itself: its solution, its starter, wrong answers and other right ones."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.tasks.lacking import lacking
from tests.tasks.proof import ROOT, SOLUTIONS
from trilateral.assignments import Role, read, role
from trilateral.assignments.corpus import Answer, corpus
from trilateral.assignments.rehearsal import Checkpoint, after, checkpoints, isolated
from trilateral.tasks import Outcome
from trilateral.tasks.answers import plain
from trilateral.tasks.expectation import check_of
from trilateral.tasks.variants import LEARNER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbformat import NotebookNode

LEARNERS = ("model", "anak", "bituin", "chihiro", "dalisay")
"""Pseudonyms that draw different variants; the first is whose variants the solutions show."""


class Case(NamedTuple):
    """An answer to a task."""

    solution: Path
    task: str
    answer: Answer

    @property
    def id(self) -> str:
        return f"{self.solution.stem}-{self.task}-{self.answer.name}".replace(" ", "-")


TASKS = [(path, task) for path in SOLUTIONS for task in corpus(path)]
RIGHT = [Case(p, t, a) for p, t in TASKS for a in corpus(p)[t].right]
WRONG = [Case(p, t, a) for p, t in TASKS for a in corpus(p)[t].wrong]
CARRIED = [Case(p, t, a) for p, t in TASKS for a in corpus(p)[t].carried]
RAISES = [Case(p, t, a) for p, t in TASKS for a in corpus(p)[t].raises]
task_ids = [f"{path.stem}-{task}" for path, task in TASKS]


@cache
def run(path: Path, learner: str) -> dict[str, Checkpoint]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LEARNER, learner)
        return {point.task.definition.id: point for point in checkpoints(path)}


@cache
def exercise(path: Path) -> dict[str, NotebookNode]:
    """Return the cells of a solution's exercise by their ids."""
    return {cell.id: cell for cell in read(ROOT / "exercises" / path.parent.name / path.name).cells}


def at_home(point: Checkpoint, path: Path) -> Checkpoint:
    """Return the check as learners have it: without what only grading asks."""
    return replace(point, cell=exercise(path)[point.cell.id])


def learners(path: Path) -> tuple[str, ...]:
    """Return whose notebooks to run: one learner's where nothing is drawn."""
    return LEARNERS if "draw(" in path.read_text("utf-8") else LEARNERS[:1]


def each_learner(case: Case) -> list[Checkpoint]:
    """Return the task's check for each learner whose variant it follows."""
    personal = "draw(" in run(case.solution, "model")[case.task].cell.source
    return [run(case.solution, one)[case.task] for one in (LEARNERS if personal else LEARNERS[:1])]


def weight(point: Checkpoint) -> float:
    """Return what the checks of a task weigh together, by the solution's own answer."""
    names, _ = point.names(point.own)
    task = point.task.definition
    answers = {name: plain(names[name]) for name in task.asked}
    return sum(check_of(yielded).weight for yielded in task.body(**answers))


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_when_an_assignment_is_written_then_its_corpus_covers_each_automatic_task(
    path: Path,
) -> None:
    by_choice = {cell.id for cell in read(path).cells if role(cell) is Role.CHOICE}
    tasks = list(run(path, "model"))
    chosen = [task for task in tasks if f"{task}-answer" in by_choice]
    found = list(lacking(corpus(path), tasks, chosen))
    assert not found, "\n".join([f"solutions/{path.stem}:", *found])


def test_when_tasks_are_named_then_no_two_of_the_course_share_a_name() -> None:
    names = [task for _, task in TASKS]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("path", "task"), TASKS, ids=task_ids)
def test_when_the_solution_is_checked_then_it_earns_full_points(
    path: Path, task: str, record_property: Callable[[str, object], None]
) -> None:
    for learner in learners(path):
        point = run(path, learner)[task]
        declared = point.task.definition
        assert point.result.outcome is Outcome.CORRECT, f"{learner}: {point.result}"
        assert point.result.points == declared.points == point.cell.metadata.nbgrader.points
        assert (point.result.counted, point.result.further) == (declared.checks, 0)
        assert weight(point) == declared.weight
        assert point.cell.metadata.nbgrader.grade_id == declared.id == point.cell.id
        assert declared.hints
    record_property("proof of tasks", f"{path.stem}-{task}")


@pytest.mark.parametrize(("path", "task"), TASKS, ids=task_ids)
def test_when_hints_are_given_then_none_of_them_is_the_solution(path: Path, task: str) -> None:
    point = run(path, "model")[task]
    values = [
        node.value
        for node in ast.walk(ast.parse(point.own))
        if isinstance(node, ast.Assign | ast.Return) and not isinstance(node.value, ast.Constant)
    ]
    exact = {_squeezed(ast.unparse(value)) for value in values if value}
    shapes = {_shape(code) for code in exact}
    for hint in point.task.definition.hints:
        assert not [code for code in exact if len(code) >= 10 and code in _squeezed(hint)], hint
        assert not [shape for shape in shapes if len(shape) >= 30 and shape in _shape(hint)], hint


def _squeezed(code: str) -> str:
    return "".join(code.replace("'", '"').split())


def _shape(code: str) -> str:
    """Return code whatever its names are."""
    return re.sub(r"(?<![\w.\"])[A-Za-z_]\w*", "_", _squeezed(code))


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_when_checks_get_nothing_but_plain_answers_then_they_say_the_same(path: Path) -> None:
    points = run(path, "model").values()
    answers = {
        name: plain(point.task.definition.body.__globals__[name])
        for point in points
        for name in point.task.definition.answers
    }
    alone = isolated(path, answers)
    assert {task: result.outcome for task, result in alone.items()} == dict.fromkeys(
        (point.task.definition.id for point in points), Outcome.CORRECT
    )


@pytest.mark.parametrize(("path", "task"), TASKS, ids=task_ids)
def test_when_the_starter_is_untouched_then_the_task_is_not_attempted(
    path: Path, task: str
) -> None:
    handed_out = ROOT / "exercises" / path.parent.name / path.name
    result = run(handed_out, "model")[task].result
    assert (result.outcome, result.points) == (Outcome.NOT_ATTEMPTED, 0)
    assert result.counted == 0


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.id)
def test_when_an_answer_is_right_in_another_way_then_it_earns_full_points(
    case: Case, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    for learner, point in zip(LEARNERS, each_learner(case), strict=False):
        monkeypatch.setenv(LEARNER, learner)
        result = point.mark(case.answer.code)
        assert result.outcome is Outcome.CORRECT, f"{learner}: {result}"
        assert (result.points, result.further) == (result.possible, 0)
    record_property("proof of other right answers", case.id)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.id)
def test_when_an_answer_is_wrong_then_its_own_message_says_why(
    case: Case, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    for learner, point in zip(LEARNERS, each_learner(case), strict=False):
        monkeypatch.setenv(LEARNER, learner)
        result = point.mark(case.answer.code)
        said = " ".join([*result.messages, result.note])
        assert result.outcome in (
            Outcome.INCORRECT,
            Outcome.PARTIAL,
            Outcome.NOT_CHECKED,
            Outcome.RAISED,
        )
        assert case.answer.says in said, f"{learner}: {result}"
        assert result.points < result.possible
        assert case.answer.points in (None, result.points)
    record_property("proof of wrong answers", case.id)


@pytest.mark.parametrize("case", RAISES, ids=lambda case: case.id)
def test_when_an_answer_raises_then_its_own_sentence_says_what_that_means(
    case: Case, record_property: Callable[[str, object], None]
) -> None:
    point = run(case.solution, "model")[case.task]
    if case.answer.earlier:
        result = after(case.solution, case.task, case.answer).result
    else:
        result = point.mark(case.answer.source(point.own))
    assert (result.outcome, result.points) == (Outcome.RAISED, 0), str(result)
    assert case.answer.says in result.note
    assert "Fix that line, rerun its cell" in result.note
    record_property("proof of answers that raise", case.id)


@pytest.mark.parametrize(("path", "task"), TASKS, ids=task_ids)
def test_when_a_task_is_built_on_another_then_the_corpus_has_two_carried_errors(
    path: Path, task: str
) -> None:
    earlier = run(path, "model")[task].task.definition.earlier
    assert len(corpus(path)[task].carried) == (2 if earlier else 0)


@pytest.mark.parametrize("case", CARRIED, ids=lambda case: case.id)
def test_when_an_answer_follows_from_a_wrong_one_then_the_error_is_marked_once(
    case: Case, record_property: Callable[[str, object], None]
) -> None:
    own = {task: point.own for task, point in run(case.solution, "model").items()}
    given = {**case.answer.earlier, case.task: case.answer.source(own[case.task])}
    results = {each.task.definition.id: each.result for each in checkpoints(case.solution, given)}
    assert all(results[task].points < results[task].possible for task in case.answer.earlier)
    result = results[case.task]
    assert (result.outcome, result.points) == (Outcome.CORRECT, result.possible), str(result)
    assert case.answer.says in result.note
    record_property("proof of carried errors", case.id)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.id)
def test_when_an_answer_is_wrong_then_its_learner_sees_no_tick(case: Case) -> None:
    result = at_home(run(case.solution, "model")[case.task], case.solution).mark(case.answer.code)
    assert result.outcome is not Outcome.CORRECT or result.unsettled, str(result)
    assert "✔" not in str(result)
