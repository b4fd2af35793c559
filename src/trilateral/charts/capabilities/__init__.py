"""Charts of lesson 04: budgets, published ranges, and the straits within them."""

from __future__ import annotations

from trilateral.charts.capabilities.budgets import budget_lens
from trilateral.charts.capabilities.denial import whose_denial
from trilateral.charts.capabilities.gates import range_and_gate
from trilateral.charts.capabilities.ground import straits
from trilateral.charts.capabilities.ranges import published_ranges
from trilateral.faces import closed

__all__ = ["budget_lens", "published_ranges", "range_and_gate", "straits", "whose_denial"]

__getattr__ = closed(__name__, __all__)
