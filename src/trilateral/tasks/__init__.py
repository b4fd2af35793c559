"""Tasks: functions from a learner's answers to expectations.

In a notebook's check cell::

    @task("incidents-of-2025", points=2, checks=2, hints=["Which rows are of 2025?"])
    def check(incidents_2025):
        yield is_whole_number(incidents_2025), "Give a whole number.", STOP
        yield incidents_2025 > 0, "There are some."
        ### BEGIN HIDDEN TESTS
        yield compare.number(incidents_2025, 35), "Count the rows of 2025, of any confidence."
        ### END HIDDEN TESTS

    check()

Importing this room also sets the words in a notebook's tables left (`frames`) and keeps what
cells that raise have left unset (`raised`).
"""

from __future__ import annotations

from trilateral.tasks import compare, frames, raised
from trilateral.tasks.chooser import order, sort
from trilateral.tasks.compare import best
from trilateral.tasks.definition import define
from trilateral.tasks.expectation import STOP, Check, TaskError, because, carried, partly, when
from trilateral.tasks.hints import hint
from trilateral.tasks.kinds import (
    is_a,
    is_chart,
    is_function,
    is_number,
    is_table,
    is_whole_number,
)
from trilateral.tasks.outcome import Outcome, Result
from trilateral.tasks.task import Task, registry, stretch, task
from trilateral.tasks.variants import draw
from trilateral.tasks.worked import solution

__all__ = [
    "STOP",
    "Check",
    "Outcome",
    "Result",
    "Task",
    "TaskError",
    "because",
    "best",
    "carried",
    "compare",
    "define",
    "draw",
    "hint",
    "is_a",
    "is_chart",
    "is_function",
    "is_number",
    "is_table",
    "is_whole_number",
    "order",
    "partly",
    "registry",
    "solution",
    "sort",
    "stretch",
    "task",
    "when",
]

frames.enable()
raised.enable()
