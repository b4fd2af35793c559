"""Start quickly."""

from __future__ import annotations

import sys
from typing import Any, cast


def leave_out_slow_imports() -> None:
    """Have jsonschema do without its check of international web addresses.

    It builds the grammars for it when imported, which takes most of a second (jsonschema issue
    1428), and neither a notebook's format nor a chart's has such addresses. jsonschema itself
    leaves the check out where the package is not installed.
    """
    cast("dict[str, Any]", sys.modules).setdefault("rfc3987_syntax", None)
