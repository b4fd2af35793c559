"""What can be wrong with assignments and with the set-up that makes them."""

from __future__ import annotations

from trilateral.errors import TrilateralError


class AssignmentError(TrilateralError):
    """An assignment cannot be found, read or made."""


class LeakError(AssignmentError):
    """What learners would get holds lines that they must not see."""

    has_lines = True


class GradingExtraError(AssignmentError):
    """An instructor's verb was called in a learner's set-up."""

    def __init__(self, verb: str) -> None:
        super().__init__(
            f"`trilateral {verb}` is for instructors and needs nbgrader, which a learner's "
            "installation leaves out. Install it with `uv sync --extra grading` (or `pip "
            "install "
            "'trilateral[grading]'`) and try again. Lessons and exercises work without it."
        )
