"""Charts of lesson 02: who may visit whom, how a treaty came into force, and what followed."""

from __future__ import annotations

from trilateral.charts.access.before_after import rhythm
from trilateral.charts.access.clock import treaty_clock
from trilateral.charts.access.sizes import japan_in_balikatan
from trilateral.charts.access.steps import road
from trilateral.charts.access.web import visiting_pacts
from trilateral.faces import closed

__all__ = ["japan_in_balikatan", "rhythm", "road", "treaty_clock", "visiting_pacts"]

__getattr__ = closed(__name__, __all__)
