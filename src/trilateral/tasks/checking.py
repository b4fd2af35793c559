"""What a check says in a learner's notebook, by all that is known there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trilateral.tasks import foreseen, practice, worked
from trilateral.tasks.answers import is_placeholder
from trilateral.tasks.marking import mark
from trilateral.tasks.outcome import Outcome
from trilateral.tasks.raised import halts

if TYPE_CHECKING:
    from trilateral.tasks.marking import Definition
    from trilateral.tasks.outcome import Result


def checked(task: Definition) -> Result:
    """Return how a task of this notebook stands.

    In self-study every check runs. In a graded hand-out those run that it was handed out with, and
    an answer that meets them is looked up among the foreseen mistakes.
    """
    names = task.body.__globals__
    answers = {name: names[name] for name in task.answers if name in names}
    blank = [name for name in task.answers if is_placeholder(names.get(name, ...))]
    stopped = halts(task.id, blank)
    result = mark(practice.whole(task) or task, names, halts=stopped)
    if result.unsettled:
        result = _looked_up(task, result, answers)
    if result.outcome not in (Outcome.NOT_ATTEMPTED, Outcome.RAISED):
        worked.note(task.id, answers)
    return replace(result, worked=worked.is_open(task.id))


def _looked_up(task: Definition, result: Result, answers: dict[str, object]) -> Result:
    mistakes = foreseen.find(task.id)
    feedback = mistakes.feedback(answers) if mistakes is not None else None
    if feedback is None:
        return result
    return replace(
        result,
        outcome=Outcome.PARTIAL if feedback.points else Outcome.INCORRECT,
        points=feedback.points,
        passed=feedback.passed,
        counted=feedback.passed + len(feedback.messages),
        messages=feedback.messages,
        reasons=(),
        further=0,
    )
