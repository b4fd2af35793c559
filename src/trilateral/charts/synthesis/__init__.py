"""Charts of lesson 05."""

from __future__ import annotations

from trilateral.charts.synthesis.steps import steps
from trilateral.faces import closed

__all__ = ["steps"]

__getattr__ = closed(__name__, __all__)
