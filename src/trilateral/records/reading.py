"""One line of a journal, read within bounds."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from trilateral.records.statements import Statement

_EXACT: Final = 2**53
"""The largest number that a page reads as it is written."""
_DEPTH: Final = 30
"""Lists and objects in one another; a statement has five."""


def read_line(written: bytes) -> Statement | None:
    """Return a line's statement; None for one that a crash or a hand has damaged.

    So is one with a number that a page cannot read, or that is nested as no statement is.
    """
    try:
        plain: Any = json.loads(
            written, parse_int=_whole, parse_float=_finite, parse_constant=_finite
        )
    except (ValueError, RecursionError):
        return None
    sound = isinstance(plain, dict) and isinstance(plain.get("id"), str) and _is_flat(plain, _DEPTH)
    return plain if sound else None


def _whole(digits: str) -> int:
    number = int(digits) if len(digits) <= len(str(_EXACT)) + 1 else _EXACT + 1
    if abs(number) > _EXACT:
        raise ValueError(digits[:20])
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits[:20])
    return number


def _is_flat(plain: object, depth: int) -> bool:
    inner = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return depth > 0 and all(_is_flat(each, depth - 1) for each in inner)
