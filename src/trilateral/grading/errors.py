"""What can go wrong in grading that is not a submission's doing."""

from __future__ import annotations

from trilateral.errors import TrilateralError


class GradingError(TrilateralError):
    """Grading cannot start or go on; nothing that was graded is lost."""


class ConfinementError(GradingError):
    """Submissions cannot be confined here as grading needs it."""


class ClusterExtraError(GradingError):
    """A class was to be graded on a cluster without Dask."""

    def __init__(self) -> None:
        super().__init__(
            "`--scheduler` needs Dask, which is an extra. Install it with `uv sync --extra grading "
            "--extra cluster` (or `pip install 'trilateral[grading,cluster]'`) and try "
            "again. Without `--scheduler`, this machine grades by itself."
        )
