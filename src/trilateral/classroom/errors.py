"""What can be wrong with a class's plan, with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trilateral.quiz.errors import Finding


class ClassroomError(TrilateralError):
    """A part of the class kit can't be read or made."""

    has_lines = True


class PlanError(ClassroomError):
    """A file of the plans can't be used; `findings` say what to correct and where.

    Parameters
    ----------
    path
        The file.
    findings
        What is wrong with it.
    """

    def __init__(self, path: Path, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = "\n".join(f"  {finding}" for finding in self.findings)
        super().__init__(f"{path.name} can't be used. Correct this:\n{lines}")
