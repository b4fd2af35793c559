"""Charts of lesson 05.

The drawings in `bars` and `changes` are SVG text, not figures: Python draws them anew at each
choice of the learner, too often to wait for a chart to be compiled, and the same text goes into
the learner's brief, which opens without any script.
"""

from __future__ import annotations

from trilateral.charts.synthesis.steps import steps

__all__ = ["steps"]
