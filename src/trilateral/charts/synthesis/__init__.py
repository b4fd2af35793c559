"""Charts of lesson 05.

Bars and changes are SVG text, not figures: Python draws them anew at each choice of the learner,
too often to wait for a chart to be compiled, and the same text goes into the learner's brief,
which opens without any script.
"""

from __future__ import annotations

from trilateral.charts.synthesis.bars import Bar, bars
from trilateral.charts.synthesis.changes import Change, changes
from trilateral.charts.synthesis.steps import steps
from trilateral.charts.synthesis.svg import percent

__all__ = ["Bar", "Change", "bars", "changes", "percent", "steps"]
