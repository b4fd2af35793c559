"""How long and how much: the limits that a submission is held to."""

from __future__ import annotations

import math
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits on one submission.

    Time is the processor's, so that a busy machine, or many workers, change no mark. On the clock
    on the wall, which stops what only waits, everything may take `patience` times as long.

    Attributes
    ----------
    cell
        Seconds a cell may take before it is interrupted and the next one has its turn.
    grace
        Seconds more after which a cell that does not let itself be interrupted is ended.
    whole
        Seconds for all cells together.
    memory
        Bytes its process may take beyond what a warm process has.
    file
        Bytes of one file it writes.
    folder
        Bytes of all files it writes, those it has deleted but keeps open or mapped included.
    entries
        Files and folders it makes.
    threads
        Threads its process has.
    """

    cell: float = 10.0
    grace: float = 2.0
    whole: float = 60.0
    memory: int = 1024 * MIB
    file: int = 32 * MIB
    patience: float = 3.0
    folder: int = 64 * MIB
    entries: int = 1000
    threads: int = 256

    @property
    def wall(self) -> float:
        """Seconds on the clock for all cells together."""
        return self.whole * self.patience

    @property
    def processor(self) -> int:
        """Whole seconds of processor time after which the system itself ends it."""
        return math.ceil(self.whole)
