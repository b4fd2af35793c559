"""What a verdict hangs on: which single row would turn it, or another rule, or doubtful rows."""

from trilateral.evidence.sensitivity.changes import Change
from trilateral.evidence.sensitivity.hanging import Asked, Counted, Hanging, hanging
from trilateral.evidence.sensitivity.measures import Measure, Reading, Setting, Trial, trials
from trilateral.evidence.sensitivity.verdicts import BASES, Basis, decided, turning

__all__ = [
    "BASES",
    "Asked",
    "Basis",
    "Change",
    "Counted",
    "Hanging",
    "Measure",
    "Reading",
    "Setting",
    "Trial",
    "decided",
    "hanging",
    "trials",
    "turning",
]
