"""The course elsewhere than on a learner's own machine: on a campus hub."""

from __future__ import annotations

from trilateral.faces import lazy

__all__ = ["hub"]

__getattr__ = lazy(__name__, {"hub": "hub"})
