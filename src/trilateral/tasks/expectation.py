"""What a task's body yields, and how it becomes a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trilateral.errors import TrilateralError
from trilateral.tasks.outcome import Check

STOP: Final = 0.0
"""Weight of a condition for going on: it earns nothing, and where it fails the task ends there."""


class TaskError(TrilateralError):
    """A task is written wrongly; its author must mend it."""


@dataclass(frozen=True)
class When:
    """A misconception: how it shows in the answer, and what to say to it."""

    condition: object
    message: str


def when(condition: object, message: str) -> When:
    """Return a message for a named misconception, said instead of the general one.

    Parameters
    ----------
    condition
        Whether the answer shows this misconception.
    message
        What to say to it.

    Examples
    --------
    >>> n = 40
    >>> check_of((n == 35, "Count again.", when(n == 40, "You counted rows twice."))).message
    'You counted rows twice.'
    """
    return When(condition, message)


def check_of(yielded: object) -> Check:
    """Return the check for ``condition, message`` with, optionally, a weight and misconceptions.

    Raises
    ------
    TaskError
        It is something else.
    """
    if not isinstance(yielded, tuple) or len(yielded) < 2 or not isinstance(yielded[1], str):  # noqa: PLR2004 -- condition and message
        message = f"A task yields `condition, message`, and this one yields {yielded!r:.80}."
        raise TaskError(message)
    condition, message, *extras = yielded
    weight = 1.0
    named: list[When] = []
    for extra in extras:
        if isinstance(extra, When):
            named.append(extra)
        elif isinstance(extra, int | float) and extra >= 0:
            weight = float(extra)
        else:
            wrong = f"After the message come a weight and `when(...)`, not {extra!r:.80}."
            raise TaskError(wrong)
    if condition:
        return Check(passed=True, message=message, weight=weight)
    said = next((one.message for one in named if one.condition), None)
    difference = str(getattr(condition, "difference", ""))
    return Check(False, said or " ".join(filter(None, (message, difference))), weight)  # noqa: FBT003 -- not passed
