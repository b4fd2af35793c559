"""Run a task's body over answers: pure, and the same in the notebook and at grading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trilateral.tasks import blame
from trilateral.tasks.answers import MISSING, is_placeholder, plain
from trilateral.tasks.expectation import TaskError, check_of
from trilateral.tasks.outcome import Check, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Definition:
    """A task as its author declared it."""

    id: str
    points: float
    checks: int
    """How many checks count in all, those that only grading has included."""
    hints: tuple[str, ...]
    body: Any
    """From answers to expectations: a generator function."""
    answers: tuple[str, ...]
    """Names of the answers: the body's parameters."""
    weight: float
    """Of all checks together, whether or not they run."""


def mark(task: Definition, given: Mapping[str, object]) -> Result:
    """Return what the checks of `task` say of the answers in `given`.

    Raises
    ------
    TaskError
        The task's body yields something that is no expectation.
    """
    values = {name: given.get(name, MISSING) for name in task.answers}
    blank = [name for name, value in values.items() if is_placeholder(value)]
    if blank:
        return _result(task, Outcome.NOT_ATTEMPTED, note=_not_attempted(blank, values))
    checks: list[Check] = []
    try:
        answers = {name: plain(value) for name, value in values.items()}
        for yielded in task.body(**answers):
            checks.append(check_of(yielded))
            if not checks[-1].passed and not checks[-1].weight:
                break
    except TaskError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- a learner's value may raise anything
        note = blame.sentence(error, task.body, values)
        return _result(task, Outcome.ERROR, checks, note)
    return _result(task, None, checks)


def _result(
    task: Definition, outcome: Outcome | None, checks: list[Check] | None = None, note: str = ""
) -> Result:
    checks = checks or []
    seen = sum(check.weight > 0 for check in checks)
    further = max(task.checks - seen, 0)
    total = max(task.weight, sum(check.weight for check in checks))
    earned = sum(check.weight for check in checks if check.passed)
    stopped = any(not check.passed and not check.weight for check in checks)
    share = 0.0 if stopped else earned / total
    return Result(
        task=task.id,
        outcome=outcome or _outcome(checks, share),
        points=round(task.points * share, 2),
        possible=task.points,
        checks=tuple(checks),
        further=further,
        note=note,
        hints=len(task.hints),
    )


def _outcome(checks: list[Check], share: float) -> Outcome:
    if all(check.passed for check in checks):
        return Outcome.CORRECT
    return Outcome.PARTIAL if share else Outcome.INCORRECT


def _not_attempted(blank: list[str], values: Mapping[str, object]) -> str:
    names = " and ".join(f"`{name}`" for name in blank)
    if any(values[name] is MISSING for name in blank):
        return (
            f"There is no {names} yet. Run the cell above that sets it; if that cell is gone or is "
            f"no longer a code cell, add a code cell above this one with `{blank[0]} = ...` in it."
        )
    return f"Put your answer in place of the dots of {names} and run that cell, then this one."
