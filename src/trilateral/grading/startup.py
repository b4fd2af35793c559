"""Start quickly, and write for nobody else to read."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pathlib import Path


def keep_private(*places: Path) -> None:
    """Make what a verb writes readable by this account alone, whatever it is set to.

    Parameters
    ----------
    places
        Folders and files of the class that may be there already, from before or by another's
        hand. Where they are somebody else's, it is for their owner to say who reads them.
    """
    os.umask(0o077)
    for place in places:
        with suppress(OSError):
            place.chmod(0o700 if place.is_dir() else 0o600)


def leave_out_slow_imports() -> None:
    """Have jsonschema do without its check of international web addresses.

    It builds the grammars for it when imported, which takes most of a second (jsonschema issue
    1428), and neither a notebook's format nor a chart's has such addresses. jsonschema itself
    leaves the check out where the package is not installed.
    """
    cast("dict[str, Any]", sys.modules).setdefault("rfc3987_syntax", None)
