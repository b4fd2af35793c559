"""Compare an answer with what was expected, and say what differs in a learner's words.

Each function returns a `Comparison`: true or false for a check, with a sentence on the
difference. The sentence speaks of the learner's own value and never gives the expected one away.
"""

from __future__ import annotations

from trilateral.tasks.compare.charts import chart
from trilateral.tasks.compare.tables import table
from trilateral.tasks.compare.values import date, mapping, members, number, numbers, text
from trilateral.tasks.comparison import Comparison

__all__ = [
    "Comparison",
    "chart",
    "date",
    "mapping",
    "members",
    "number",
    "numbers",
    "table",
    "text",
]
