"""Drawings of lesson 05, as SVG text: they are made anew at each choice of the learner.

Python computes what they show, so they cannot wait for a chart to be compiled; and the same text
goes into the learner's brief, which opens without any script.
"""

from __future__ import annotations

from trilateral.charts.synthesis.bars import Bar, bars
from trilateral.charts.synthesis.changes import Change, changes

__all__ = ["Bar", "Change", "bars", "changes"]
