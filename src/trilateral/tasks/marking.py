"""Run a task's body over answers: pure, and the same in the notebook and at grading."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trilateral.tasks import blame
from trilateral.tasks.answers import MISSING, UNCHOSEN, is_placeholder, plain
from trilateral.tasks.chooser import Chooser
from trilateral.tasks.expectation import Check, TaskError, check_of
from trilateral.tasks.outcome import Outcome, Result
from trilateral.tasks.raised import FIX, Halt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
    earlier: tuple[str, ...] = ()
    """Names of the earlier answers that these are built on: its keyword-only parameters."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of all that the body is given."""
        return self.answers + self.earlier


def mark(
    task: Definition,
    notebook: Mapping[str, object],
    discreet: Callable[[], bool] = lambda: False,
    halts: Mapping[str, Halt] = MappingProxyType({}),
) -> Result:
    """Return what the checks of `task` say about the answers in `notebook`.

    Parameters
    ----------
    task
        As its author declared it.
    notebook
        Answers by name.
    discreet
        Asked when there is something to say: whether what the answers do and say may give away what
        the checks asked of them, so that neither may be quoted.
    halts
        By name, the cells that stopped before they set it: what is there then is not an answer.

    Raises
    ------
    TaskError
        The task's body yields something that is not an expectation.
    """
    values = {name: notebook.get(name, MISSING) for name in task.answers}
    stopped = next((halts[name] for name in task.answers if name in halts), None)
    if stopped is not None:
        return _result(task, Outcome.RAISED, note=f"{stopped.sentence} {FIX}")
    blank = [name for name, value in values.items() if is_placeholder(value)]
    if blank:
        return _result(task, Outcome.NOT_ATTEMPTED, note=_not_attempted(blank, values))
    checks: list[Check] = []
    try:
        answers = {name: plain(value) for name, value in values.items()}
        built_on = {name: plain(notebook.get(name)) for name in task.earlier}
        for yielded in task.body(**answers, **built_on):
            checks.append(check_of(yielded, discreet=discreet()))
            if not checks[-1].passed and not checks[-1].weight:
                break
    except TaskError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- a learner's value may raise anything
        outcome, note = blame.verdict(error, task.body, values, discreet=discreet())
        return _result(task, outcome, checks, note)
    return _result(task, None, checks, _carried(checks))


def _carried(checks: list[Check]) -> str:
    """Return which earlier answers' errors an answer carries, or an empty text."""
    names = dict.fromkeys(name for check in checks for name in check.carried)
    if not names:
        return ""
    listed = ", ".join(f"`{name}`" for name in names)
    return f"Right, given your own {listed}: what is wrong there is marked there, and only there."


def _result(
    task: Definition, outcome: Outcome | None, checks: list[Check] | None = None, note: str = ""
) -> Result:
    checks = checks or []
    counted = sum(check.weight > 0 for check in checks)
    total = max(task.weight, sum(check.weight for check in checks))
    earned = sum(check.earned for check in checks)
    stopped = any(not check.passed and not check.weight for check in checks)
    share = 0.0 if stopped else earned / total
    return Result(
        task=task.id,
        outcome=outcome or _outcome(checks, share),
        points=round(task.points * share, 2),
        possible=task.points,
        passed=sum(check.passed and check.weight > 0 for check in checks),
        counted=counted,
        further=max(task.checks - counted, 0),
        messages=tuple(check.message for check in checks if not check.passed and check.message),
        note=note,
        reasons=tuple(check.reason for check in checks if check.passed and check.reason),
        hints=len(task.hints),
    )


def _outcome(checks: list[Check], share: float) -> Outcome:
    if all(check.passed for check in checks):
        return Outcome.CORRECT
    return Outcome.PARTIAL if share else Outcome.INCORRECT


def _not_attempted(blank: list[str], values: Mapping[str, object]) -> str:
    if any(values[name] is UNCHOSEN or isinstance(values[name], Chooser) for name in blank):
        return (
            "Nothing is chosen yet. Choose in the part above this cell, then run this cell again."
        )
    names = " and ".join(f"`{name}`" for name in blank)
    if any(values[name] is MISSING for name in blank):
        return (
            f"There is no {names} yet. Run the cell above that sets it; if that cell is gone or is "
            f"no longer a code cell, add a code cell above this one with `{blank[0]} = ...` in it."
        )
    return f"Put your answer in place of the dots of {names} and run that cell, then this one."
