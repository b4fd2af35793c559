"""What can be wrong with a question bank, said with its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to correct in a question bank."""

    file: str
    line: int
    message: str
    item: str = ""

    def __str__(self) -> str:
        """Return ``file:line: item: message``, which editors turn into a link."""
        where = f"{self.file}:{self.line}: "
        return where + (f"{self.item}: " if self.item else "") + self.message


class QuizError(TrilateralError):
    """A quiz can't be made or shown."""

    has_lines = True


class BankError(QuizError):
    """A file of the banks can't be read; `findings` say what to correct and where.

    Parameters
    ----------
    path
        The file: a bank, or one of objectives.
    findings
        What is wrong with it.
    """

    def __init__(self, path: Path, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = "\n".join(f"  {finding}" for finding in self.findings)
        super().__init__(f"{path.name} can't be used. Fix this:\n{lines}")
