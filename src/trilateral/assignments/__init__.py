"""Assignments: from solutions to exercises, and what became of an exercise in a learner's hands.

Nothing here needs nbgrader but `generate`, which only an instructor calls.
"""

from __future__ import annotations

from trilateral.assignments.cells import AssignmentTask, Role, assignment_tasks, read, role
from trilateral.assignments.damage import Damage, damage
from trilateral.assignments.errors import AssignmentError, GradingExtraError

__all__ = [
    "AssignmentError",
    "AssignmentTask",
    "Damage",
    "GradingExtraError",
    "Role",
    "assignment_tasks",
    "damage",
    "read",
    "role",
]
