"""The figures that prose quotes, by theme; importing this enters them in the registry."""

from trilateral.evidence.figures import coercion, exercises, summit, treaty, weapons, whole

__all__ = ["coercion", "exercises", "summit", "treaty", "weapons", "whole"]
