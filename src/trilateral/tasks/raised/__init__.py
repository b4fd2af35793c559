"""A cell that raised: where it stopped, what that means in plain words, and what it left unset.

The same sentences are made in the notebook, by ``trilateral check`` and at grading, where the
learner's own process makes them: only it has the learner's names.
"""

from __future__ import annotations

from trilateral.tasks.raised.halt import FIX, Halt
from trilateral.tasks.raised.log import STOPPED, Log, enable, halts

__all__ = ["FIX", "STOPPED", "Halt", "Log", "enable", "halts"]
