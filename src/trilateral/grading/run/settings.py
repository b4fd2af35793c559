"""How to grade a class, and whether this system can confine what is graded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.grading.errors import ConfinementError
from trilateral.grading.sandbox.confinement import layers, readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trilateral.grading.limits import Limits


@dataclass(frozen=True)
class Settings:
    """How to grade."""

    limits: Limits
    workers: int = 1
    trusted: bool = False
    """Whether to continue where this system lacks a layer of confinement."""
    again: bool = False
    """Whether to grade what was graded with the same tests before."""
    scheduler: str = ""
    """Address of the Dask scheduler whose workers are to grade, in place of this machine."""


def check_confinement(settings: Settings, hidden: Sequence[Path]) -> tuple[str, ...]:
    """Return which layers of confinement are missing, in words.

    Raises
    ------
    ConfinementError
        Some are, and submissions are not trusted; or something hidden would be open to them.
    """
    missing = [layer for layer in layers() if layer.missing]
    lacking = tuple(f"{layer.name}: {layer.missing}" for layer in missing)
    forkless = any(layer.name == "process" for layer in missing)
    if missing and (forkless or not settings.trusted):
        parts = "; ".join(f"from {layer.keeps}" for layer in missing)
        message = (
            f"Submissions cannot be kept {parts} on this system ({'; '.join(lacking)}). "
            "Grade on Linux, or add `--trust` if you trust every submission."
        )
        raise ConfinementError(message)
    if not missing:
        readable(tuple(hidden))
    return lacking
