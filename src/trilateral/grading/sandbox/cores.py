"""Which core of the processor each worker's processes run on."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cores() -> tuple[int, ...]:
    """Return the numbers of the cores that this process may use."""
    if sys.platform == "linux":
        return tuple(sorted(os.sched_getaffinity(0)))
    return tuple(range(os.cpu_count() or 1))


def shared_out(workers: int, cores: Sequence[int]) -> tuple[int | None, ...]:
    """Return the core that each worker's processes keep to, or None for any.

    A submission and its marker take turns. Left alone they wander, and two workers' pairs meet on
    one core while another is idle. So where there is a worker for each core, each keeps to its own.
    """
    return tuple(cores) if len(cores) == workers else (None,) * workers


def keep_to(core: int | None) -> None:
    """Run this process on one core alone, where that can be had."""
    if core is not None and sys.platform == "linux":
        with suppress(OSError):
            os.sched_setaffinity(0, [core])
