"""What can be wrong where the course is put onto a hub."""

from __future__ import annotations

from trilateral.errors import TrilateralError


class DeployError(TrilateralError):
    """A folder for a hub cannot be written, or would give to a class what it must not get."""

    has_lines = True
