"""What a submission is graded with: the assignment, and the bench that all submissions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.limits import Limits
    from trilateral.grading.sandbox.processes import Warm


@dataclass(frozen=True)
class Assignment:
    """What grading needs of an assignment; none of it is hidden."""

    name: str
    release: NotebookNode
    tests: str
    """Stands for the solution, the release and the limits: a change asks for grading again."""


@dataclass(frozen=True)
class Bench:
    """What grading works with, the same for every submission."""

    warm: Warm
    limits: Limits
    trusted: bool = False
    """Whether to continue where this system lacks a layer of confinement."""
    keep: Path | None = None
    """Where notebooks as they were run are kept, by learner and assignment."""
    work: Path | None = None
    """Where submissions get their folders; the system's place for such things by default."""
    core: int | None = None
    """The processor's core that a submission and its marker keep to, or None for any."""
