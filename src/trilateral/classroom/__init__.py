"""The class kit: what a class does in fifty minutes, on a projector, on phones and on paper.

``notebooks/plans`` says what is done, and when; `load_plan` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.classroom.errors import PlanError
    from trilateral.classroom.plan import Plan
    from trilateral.classroom.reading import load_plan, load_plans

__all__ = ["Plan", "PlanError", "load_plan", "load_plans"]

__getattr__ = lazy(
    __name__,
    {
        "Plan": "plan",
        "PlanError": "errors",
        "load_plan": "reading",
        "load_plans": "reading",
    },
)
