"""Each right answer of the corpora in five other types: it says the same, so it earns the same."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.tasks.proof import SOLUTIONS
from tests.tasks.retyped import WAYS, retyped
from tests.tasks.test_proof import run
from trilateral.assignments.corpus import Answer, corpus
from trilateral.tasks import Outcome, define
from trilateral.tasks.execution import execute
from trilateral.tasks.variants import LEARNER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Case(NamedTuple):
    """A right answer: the solution's own, or another one of the corpus."""

    solution: Path
    task: str
    answer: Answer | None

    @property
    def id(self) -> str:
        name = self.answer.name if self.answer else "solution"
        return f"{self.solution.stem}-{self.task}-{name}".replace(" ", "-")


CASES = [
    Case(path, task, answer)
    for path in SOLUTIONS
    for task, answers in corpus(path).items()
    for answer in (None, *answers.right)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_when_a_right_answer_comes_in_other_types_then_it_earns_full_points(
    case: Case, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setenv(LEARNER, "model")
    point = run(case.solution, "model")[case.task]
    if case.answer is None:
        namespace: dict[str, Any] = dict(point.task.definition.body.__globals__)
    else:
        namespace = dict(point.before)
        execute(ast.parse(case.answer.code), case.answer.code, namespace, "answer")
    task = define(point.cell.source, namespace, case.task)
    answers = {name: namespace[name] for name in task.definition.answers}

    for way in WAYS:
        result = task.mark({name: retyped(value, way) for name, value in answers.items()})
        assert result.outcome is Outcome.CORRECT, f"{way}: {result}"
        assert result.points == result.possible, way
    record_property("proof of right answers in five other types", case.id)
