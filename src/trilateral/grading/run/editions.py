"""Which edition of an assignment marks were made by, and whether it is the one there is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.grading.errors import GradingError
from trilateral.grading.limits import Limits
from trilateral.grading.run.course import find_course
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from trilateral.grading.results import Grading

_NAMED = 3


def refuse_stale(
    course: Path, graded: Iterable[Grading], assignments: Collection[str] = ()
) -> None:
    """See that marks are of the solutions and exercises as they are now, before they leave.

    Parameters
    ----------
    course
        The folder with ``solutions/`` and ``exercises/``.
    graded
        The class's marks.
    assignments
        Which to look at; all, if empty.

    Raises
    ------
    GradingError
        Some are of others. An assignment that the course no longer has is skipped.
    """
    now = {
        name: grading.tests.partition("-")[0]
        for name, grading in find_course(course, Limits()).assignments.items()
    }
    stale: dict[str, list[str]] = {}
    for grading in graded:
        wanted = not assignments or grading.assignment in assignments
        if wanted and grading.version != now.get(grading.assignment, grading.version):
            stale.setdefault(grading.assignment, []).append(grading.learner)
    if stale:
        listed = "; ".join(f"{name} ({_who(learners)})" for name, learners in sorted(stale.items()))
        message = (
            f"Marks of another version of the solution, the exercise or the data: {listed}. "
            "Run `trilateral grade` first; it says which marks change."
        )
        raise GradingError(message)


def _who(learners: list[str]) -> str:
    more = len(learners) - _NAMED
    names = ", ".join(map(one_line, sorted(learners)[:_NAMED]))
    return f"{names} and {more} more" if more > 0 else names
