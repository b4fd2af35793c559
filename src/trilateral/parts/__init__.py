"""Parts of a lesson that are alive in the page: what Python gives them, and their static twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.parts.mime import MIME
    from trilateral.parts.part import Part

__all__ = ["MIME", "Part"]

__getattr__ = lazy(__name__, {"MIME": "mime", "Part": "part"})
