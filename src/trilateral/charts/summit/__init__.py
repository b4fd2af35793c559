"""Charts of lesson 01: what came before the summit, what was promised there, and what followed."""

from __future__ import annotations

from trilateral.charts.summit.firsts import firsts
from trilateral.charts.summit.milestones import milestones
from trilateral.charts.summit.promises import promises
from trilateral.charts.summit.sailings import who_sailed
from trilateral.charts.summit.timeline import timeline
from trilateral.faces import closed

__all__ = ["firsts", "milestones", "promises", "timeline", "who_sailed"]

__getattr__ = closed(__name__, __all__)
