"""What can go wrong in grading that is not a submission's doing."""

from __future__ import annotations

from trilateral.errors import TrilateralError


class GradingError(TrilateralError):
    """Grading cannot start or go on; nothing that was graded is lost."""


class ConfinementError(GradingError):
    """Submissions cannot be confined here as grading needs it."""
