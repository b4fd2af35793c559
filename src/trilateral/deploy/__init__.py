"""The course elsewhere: in a room without a network, and as a git repository for a class."""

from __future__ import annotations

from trilateral.faces import lazy

__all__ = ["pack", "repository"]

__getattr__ = lazy(__name__, {"pack": "pack", "repository": "repository"})
