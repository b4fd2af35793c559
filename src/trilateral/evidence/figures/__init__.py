"""The figures that prose quotes, by theme; importing this enters them in the registry."""

from trilateral.evidence.figures import (
    access,
    coercion,
    exercises,
    summit,
    synthesis,
    treaty,
    weapons,
    whole,
)

__all__ = ["access", "coercion", "exercises", "summit", "synthesis", "treaty", "weapons", "whole"]
