"""The course elsewhere: in a room without a network, as a class's git repository, on a hub."""

from __future__ import annotations

from trilateral.faces import lazy

__all__ = ["hub", "pack", "repository"]

__getattr__ = lazy(__name__, {"hub": "hub", "pack": "pack", "repository": "repository"})
