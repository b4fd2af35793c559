"""The figures that prose quotes, by theme; importing this enters them in the registry."""

from trilateral.evidence.figures import (
    access,
    budget_items,
    coercion,
    completeness,
    contact,
    dispersion,
    exercises,
    livelihood,
    sailings,
    stories,
    summit,
    synthesis,
    treaty,
    weapons,
    whole,
)

__all__ = [
    "access",
    "budget_items",
    "coercion",
    "completeness",
    "contact",
    "dispersion",
    "exercises",
    "livelihood",
    "sailings",
    "stories",
    "summit",
    "synthesis",
    "treaty",
    "weapons",
    "whole",
]
