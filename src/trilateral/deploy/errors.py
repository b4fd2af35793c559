"""What can go wrong on the way to another machine."""

from __future__ import annotations

from trilateral.errors import TrilateralError


class DeployError(TrilateralError):
    """The course cannot be packed, or its repository cannot be written."""

    has_lines = True
