"""The course as static pages: from a link, or from a folder without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.site.edition import SiteError, SiteExtraError, build, require_extra

__all__ = ["SiteError", "SiteExtraError", "build", "require_extra"]

__getattr__ = lazy(
    __name__,
    {
        "SiteError": "edition",
        "SiteExtraError": "edition",
        "build": "edition",
        "require_extra": "edition",
    },
)
