"""What grading found: values that are written to the journal and read by everything after."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any, Final

import pydantic

from trilateral.tasks.outcome import Outcome


class Standing(Enum):
    """How a task of a submission stands."""

    EARNED = "earned"
    PARTLY = "partly earned"
    LOST = "lost"
    NOT_ATTEMPTED = "not attempted"
    RAISED = "error in the code"
    """The learner's code stopped."""
    TIMED_OUT = "timed out"
    """The learner's code was stopped, as it took too long."""
    NOT_CHECKED = "not checked"
    """The check could not continue with this answer."""
    DAMAGED = "damaged"
    UNGRADED = "error in grading"
    """A fault of the course's or the grader's own: someone must look, and it is not a zero."""
    WRITTEN = "to be read"
    """A person marks it."""

    @property
    def outcome(self) -> Outcome | None:
        """What a learner's own check calls it, where there is one."""
        return _OUTCOMES[self]


_OUTCOMES: Final = {
    Standing.EARNED: Outcome.CORRECT,
    Standing.PARTLY: Outcome.PARTIAL,
    Standing.LOST: Outcome.INCORRECT,
    Standing.NOT_ATTEMPTED: Outcome.NOT_ATTEMPTED,
    Standing.RAISED: Outcome.RAISED,
    Standing.TIMED_OUT: Outcome.RAISED,
    Standing.NOT_CHECKED: Outcome.NOT_CHECKED,
    Standing.DAMAGED: Outcome.NOT_CHECKED,
    Standing.UNGRADED: Outcome.NOT_CHECKED,
    Standing.WRITTEN: None,
}


@dataclass(frozen=True)
class Mark:
    """One task's mark."""

    task: str
    standing: Standing
    points: float | None
    """None where there is no mark yet, which is not the same as 0."""
    possible: float
    passed: int = 0
    """How many checks passed."""
    checks: int = 0
    """How many checks ran."""
    messages: tuple[str, ...] = ()
    """What to look at."""
    note: str = ""
    """What kept the checks from running, or what happened to the cells before them."""
    reasons: tuple[str, ...] = ()
    """Why what is right is right, where a check says so."""


@dataclass(frozen=True)
class Grading:
    """One graded submission."""

    learner: str
    assignment: str
    sha256: str
    """Of the file as submitted."""
    tests: str
    """What it was graded with: the solution and the exercise as handed out, then the limits."""
    marks: tuple[Mark, ...]
    repairs: Annotated[tuple[str, ...], pydantic.Field(alias="mended")] = ()
    """What was done to its cells before it could be graded."""
    incidents: tuple[str, ...] = ()
    """What its code did that ended or stopped it."""
    seconds: float = field(default=0.0, compare=False)
    processor: float = field(default=0.0, compare=False)
    memory: int = field(default=0, compare=False)
    """Bytes its process had at most."""

    @property
    def version(self) -> str:
        """What stands for the tests alone, whatever the limits."""
        return self.tests.partition("-")[0]

    @property
    def points(self) -> float:
        """Points earned in the tasks that have a mark."""
        return round(sum(mark.points or 0 for mark in self.marks), 2)

    @property
    def possible(self) -> float:
        """Points to be had in the tasks that have a mark."""
        return round(sum(mark.possible for mark in self.marks if mark.points is not None), 2)

    @property
    def unsettled(self) -> tuple[Mark, ...]:
        """Tasks whose grading failed."""
        return tuple(mark for mark in self.marks if mark.standing is Standing.UNGRADED)

    @property
    def unreadable(self) -> str:
        """Why the file could not be read, or an empty text where it could."""
        whole = all(mark.standing is Standing.DAMAGED for mark in self.marks)
        return self.marks[0].note if self.marks and whole else ""

    def plain(self) -> dict[str, Any]:
        """Return this as JSON values."""
        return dict(_GRADING.dump_python(self, mode="json", by_alias=True))


def from_plain(values: object) -> Grading:
    """Return the value that `Grading.plain` made JSON of.

    Raises
    ------
    ValueError
        It is something else.
    """
    return _GRADING.validate_python(values)


@dataclass(frozen=True)
class Change:
    """A task whose mark another grading changed."""

    learner: str
    assignment: str
    task: str
    before: str
    after: str


def changes(before: Grading, after: Grading) -> tuple[Change, ...]:
    """Return, per task, what changed from one grading to the next."""
    old = {mark.task: mark for mark in before.marks}
    new = {mark.task: mark for mark in after.marks}
    return tuple(
        Change(after.learner, after.assignment, task, _words(old.get(task)), _words(new.get(task)))
        for task in {**old, **new}
        if _words(old.get(task)) != _words(new.get(task))
    )


def _words(mark: Mark | None) -> str:
    if mark is None:
        return "no such task"
    points = "-" if mark.points is None else f"{mark.points:g}"
    return f"{points} of {mark.possible:g}, {mark.standing.value}"


_GRADING: pydantic.TypeAdapter[Grading] = pydantic.TypeAdapter(Grading)
