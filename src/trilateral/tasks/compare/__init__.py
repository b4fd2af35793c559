"""Compare an answer with what was expected, and say what differs in a learner's words.

Each function returns a `Comparison`: true or false for a check, with a sentence on the
difference. The sentence mentions the learner's own value and never gives the expected one away.
`sorted_rows` and `ordered_rows` give a task's expectations, one for each row.
"""

from __future__ import annotations

from trilateral.tasks.compare.charts import chart
from trilateral.tasks.compare.rows import Best, best, ordered_rows, sorted_rows
from trilateral.tasks.compare.tables import table
from trilateral.tasks.compare.values import date, mapping, members, number, numbers, text
from trilateral.tasks.comparison import Comparison

__all__ = [
    "Best",
    "Comparison",
    "best",
    "chart",
    "date",
    "mapping",
    "members",
    "number",
    "numbers",
    "ordered_rows",
    "sorted_rows",
    "table",
    "text",
]
