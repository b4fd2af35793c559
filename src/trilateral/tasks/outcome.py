"""What a check found: values, without any way of showing them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """How a task stands."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    NOT_ATTEMPTED = "not attempted"
    ERROR = "error"


@dataclass(frozen=True)
class Check:
    """One expectation, met or not."""

    passed: bool
    message: str
    """What to look at where it is not met."""
    weight: float = 1.0
    """Its share of the points; a check of weight 0 earns nothing and, not met, ends the task."""


@dataclass(frozen=True)
class Result:
    """What a task's checks found."""

    task: str
    outcome: Outcome
    points: float
    """Points earned by the checks that ran."""
    possible: float
    checks: tuple[Check, ...] = ()
    further: int = 0
    """How many checks have not run: those that only grading has, or those after the task ended."""
    note: str = ""
    """A sentence on what kept the checks from running, or on the cell itself."""
    hints: int = 0
    """How many hints there are to ask for."""

    @property
    def passed(self) -> int:
        """How many checks that count were met."""
        return sum(check.passed for check in self.checks if check.weight)

    @property
    def counted(self) -> int:
        """How many checks that count have run."""
        return sum(check.weight > 0 for check in self.checks)

    @property
    def unsettled(self) -> bool:
        """Whether all checks so far were met, and others have yet to judge the answer."""
        return self.outcome is Outcome.CORRECT and self.further > 0

    @property
    def messages(self) -> tuple[str, ...]:
        """What to look at."""
        return tuple(check.message for check in self.checks if not check.passed)

    def plain(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return {
            "task": self.task,
            "outcome": self.outcome.value,
            "points": self.points,
            "possible": self.possible,
            "passed": self.passed,
            "counted": self.counted,
            "further": self.further,
            "messages": list(self.messages),
            "note": self.note,
        }

    def __repr__(self) -> str:
        """Return the points earned, which is what nbgrader reads from a cell's result."""
        return f"{self.points:g}"

    def __str__(self) -> str:
        """Return the report as plain text."""
        from trilateral.tasks import report  # noqa: PLC0415 -- the page knows the value, not it the page

        return report.as_text(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from trilateral.tasks import report, variants  # noqa: PLC0415 -- likewise

        return {
            "text/plain": repr(self),
            "text/html": report.as_html(self),
            report.MIME: {**self.plain(), report.SEED: variants.seed()},
        }
