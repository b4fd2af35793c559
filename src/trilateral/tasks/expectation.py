"""What a task's body yields, and how it becomes a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Callable

STOP: Final = 0.0
"""Weight of a condition for going on: it earns nothing, and where it fails the task ends there."""


class TaskError(TrilateralError):
    """A task is written wrongly; its author must correct it."""


@dataclass(frozen=True)
class Check:
    """One expectation, met or not."""

    passed: bool
    message: str
    """What to look at where it is not met; empty where another check says it."""
    weight: float = 1.0
    """Its share of the points; a check of weight 0 earns nothing and, not met, ends the task."""
    carried: tuple[str, ...] = ()
    """The earlier answers by which it is met, where they are wrong themselves."""
    reason: str = ""
    """Why the answer is right, where it is met."""
    share: float = 0.0
    """What of its weight it earns all the same where it is not met."""

    @property
    def earned(self) -> float:
        """What of its weight it earns."""
        return self.weight if self.passed else self.weight * self.share


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


@dataclass(frozen=True)
class Carried:
    """An earlier answer that this one is built on: an error in it is marked there alone."""

    condition: Callable[[], object]
    names: tuple[str, ...]

    def holds(self) -> bool:
        """Say whether the answer is right, given the earlier one."""
        try:
            return bool(self.condition())
        except Exception:  # noqa: BLE001 -- the earlier answer may be anything
            return False


def carried(condition: Callable[[], object], *names: str) -> Carried:
    """Return that an expectation is also met if the answer follows from an earlier one.

    Parameters
    ----------
    condition
        Compares with what follows from the learner's own earlier answer. It is asked only where
        the expectation itself is not met, and does not hold where it raises.
    names
        The earlier answers, which the task's body has as parameters behind a ``*``.

    Examples
    --------
    >>> check_of((10 == 20, "Twice `a`.", carried(lambda: 10 == 2 * 5, "a"))).passed
    True
    """
    return Carried(condition, names)


@dataclass(frozen=True)
class Because:
    """Why an answer that meets an expectation is right."""

    reason: str


def because(reason: str) -> Because:
    """Return why the answer is right, which is shown where the expectation is met.

    Examples
    --------
    >>> check_of((True, "Look again.", because("the log says so."))).reason
    'the log says so.'
    """
    return Because(reason)


@dataclass(frozen=True)
class Partly:
    """An answer that is not the best one and can be defended: what it earns, and what to say."""

    share: float
    condition: object
    message: str


def partly(share: float, condition: object, message: str) -> Partly:
    """Return that an answer earns a share of an expectation that it does not meet.

    Parameters
    ----------
    share
        Between 0 and 1.
    condition
        Whether this is the answer.
    message
        What to say to it, in place of the general message.

    Raises
    ------
    TaskError
        The share is none.

    Examples
    --------
    >>> check_of((False, "Look again.", partly(0.5, True, "Nearly."))).earned
    0.5
    """
    if not 0 < share < 1:
        message = f"`partly` takes a share between 0 and 1, not {share!r:.80}."
        raise TaskError(message)
    return Partly(share, condition, message)


def check_of(yielded: object, *, discreet: bool = False) -> Check:
    """Return the check for ``condition, message`` with, optionally, a weight and more to say.

    Parameters
    ----------
    yielded
        All of it.
    discreet
        Whether the author's message stands alone, without the answer's own difference.

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
    named: list[When | Partly] = []
    built: list[Carried] = []
    reason = ""
    for extra in extras:
        if isinstance(extra, When | Partly):
            named.append(extra)
        elif isinstance(extra, Because):
            reason = extra.reason
        elif isinstance(extra, Carried):
            built.append(extra)
        elif isinstance(extra, int | float) and extra >= 0:
            weight = float(extra)
        else:
            wrong = (
                "After the message come a weight, `when(...)`, `partly(...)`, `because(...)` and "
                f"`carried(...)`, not {extra!r:.80}."
            )
            raise TaskError(wrong)
    if condition:
        return Check(passed=True, message=message, weight=weight, reason=reason)
    if follows := next((expectation for expectation in built if expectation.holds()), None):
        return Check(passed=True, message=message, weight=weight, carried=follows.names)
    special = next((each for each in named if each.condition), None)
    advice = special.message if special else ""
    if not (advice or message):
        return Check(passed=False, message="", weight=weight)
    difference = "" if discreet else str(getattr(condition, "difference", ""))
    return Check(
        passed=False,
        message=advice or " ".join(filter(None, (message, difference))),
        weight=weight,
        share=special.share if isinstance(special, Partly) else 0.0,
    )
