"""``@task``: declare a task in a notebook cell, and check it there."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trilateral.tasks import announcer
from trilateral.tasks.checking import checked
from trilateral.tasks.expectation import TaskError
from trilateral.tasks.marking import Definition, mark
from trilateral.tasks.outcome import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from trilateral.tasks.outcome import Result
    from trilateral.tasks.raised import Halt

_tasks: dict[str, Task] = {}


@dataclass(frozen=True)
class Task:
    """A task that a notebook defined; calling it checks the notebook's answers.

    Attributes
    ----------
    definition
        What its author declared.
    cell
        The notebook cell it was defined in, where that is known.
    copied
        Whether another cell of this notebook has defined the same task.
    """

    definition: Definition
    cell: str = ""
    copied: bool = False

    def mark(
        self,
        answers: Mapping[str, object],
        discreet: Callable[[], bool] = lambda: False,
        halts: Mapping[str, Halt] = MappingProxyType({}),
    ) -> Result:
        """Return what the checks say about `answers`; see `trilateral.tasks.marking.mark`."""
        return mark(self.definition, answers, discreet, halts)

    def __call__(self) -> Result:
        """Check the answers that the notebook holds now, and say the result out loud."""
        result = checked(self.definition)
        if self.copied:
            note = (
                "This check is in two cells of your notebook. If you copied it, delete the "
                "copy: only one of them counts."
            )
            result = replace(result, note=f"{result.note} {note}".strip())
        announcer.say(spoken(result))
        return result

    def __repr__(self) -> str:
        """Say how to run the check."""
        return f"The checks of task {self.definition.id}. Call them to see how you did: check()"


def task(
    id: str,  # noqa: A002 -- it is the task's id
    *,
    points: float,
    checks: int,
    weight: float | None = None,
    hints: Sequence[str] = (),
) -> Callable[[Callable[..., Any]], Task]:
    """Make a task of a function from answers to expectations.

    The function's parameters name the answers, which are looked up in the notebook. It yields
    ``condition, message``, optionally with a weight (`STOP` for a condition for going on), with
    `when` for named misconceptions and with `carried` where it follows from an earlier answer,
    which the function has behind a ``*``.

    Parameters
    ----------
    id
        Lower-case words joined by hyphens; stable for ever.
    points
        What it is worth; the cell's own metadata must say the same.
    checks
        How many expectations count (those of weight 0 do not), the hidden ones included.
    weight
        Of them all together; by default each weighs 1. So what a check earns does not depend on
        whether the next one runs.
    hints
        Given one at a time by `hint`.

    Raises
    ------
    TaskError
        The declaration makes no sense.

    Examples
    --------
    >>> answer = 41
    >>> @task("the-answer", points=2, checks=2)
    ... def check(answer):
    ...     yield answer > 0, "Give a positive number."
    ...     yield answer == 42, "Look again."
    >>> check.mark({"answer": 41})
    1
    """
    whole = float(checks) if weight is None else float(weight)
    if points <= 0 or checks < 1 or whole <= 0:
        message = f"Task {id!r} needs points and a weight above 0 and at least one check."
        raise TaskError(message)
    return _declared(id, float(points), checks, whole, hints)


def stretch(
    id: str,  # noqa: A002 -- it is the task's id
    *,
    checks: int,
    hints: Sequence[str] = (),
) -> Callable[[Callable[..., Any]], Task]:
    """Make an optional task, which earns no points, of a function from answers to expectations.

    Its cell is not an nbgrader cell: it has nothing hidden, and no gradebook knows of it.

    Parameters
    ----------
    id
        Names the task, as in `task`.
    checks
        How many checks there are.
    hints
        Given one at a time by `hint`.
    """
    return _declared(id, 0.0, checks, float(checks), hints)


def _declared(
    id: str,  # noqa: A002 -- it is the task's id
    points: float,
    checks: int,
    weight: float,
    hints: Sequence[str],
) -> Callable[[Callable[..., Any]], Task]:
    def declare(body: Callable[..., Any]) -> Task:
        if not inspect.isgeneratorfunction(body):
            message = f"Task {id!r} yields no expectation: write `yield condition, message`."
            raise TaskError(message)
        parameters = inspect.signature(body).parameters.values()
        names = tuple(each.name for each in parameters if each.kind is not each.KEYWORD_ONLY)
        earlier = tuple(each.name for each in parameters if each.kind is each.KEYWORD_ONLY)
        definition = Definition(id, points, checks, tuple(hints), body, names, weight, earlier)
        cell = announcer.cell()
        before = _tasks.get(id)
        copied = bool(cell and before and before.cell not in ("", cell))
        _tasks[id] = Task(definition, cell, copied)
        return _tasks[id]

    return declare


def registry() -> Mapping[str, Task]:
    """Return the tasks that were defined so far in this process, by id."""
    return dict(_tasks)
