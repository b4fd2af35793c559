"""Names that a learner may have meant."""

from __future__ import annotations

import builtins
import difflib
import traceback
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST: Final = 500
"""Names that are compared; a table of more columns than that is none of the course's."""
_ALIKE: Final = 0.6
_MUCH_ALIKE: Final = 0.8
"""For Python's own names, of which only a few are ever meant."""


def near(word: object, words: Iterable[object], alike: float = _ALIKE) -> str:
    """Return the known name that is most like a word, or an empty text.

    Examples
    --------
    >>> near("sorces", ["claims", "sources"]), near("x", ["claims"])
    ('sources', '')
    """
    written = str(word)
    others = [str(name) for name, _ in zip(words, range(_MOST), strict=False)]
    names = {name.casefold(): name for name in others if name != written}
    close = difflib.get_close_matches(written.casefold(), names, n=1, cutoff=alike)
    return names[close[0]] if close else ""


def name_like(word: str, namespace: Mapping[str, object]) -> str:
    """Return what a notebook's code may have meant by a name: its own, or one of Python's."""
    own = [name for name in namespace if not name.startswith("_")]
    pythons = [name for name in dir(builtins) if name.islower()]
    return near(word, own) or near(word, pythons, _MUCH_ALIKE)


def tables_with(column: str, namespace: Mapping[str, object]) -> list[str]:
    """Return the names of the tables that have a column."""
    return [
        name
        for name, value in namespace.items()
        if not name.startswith("_") and isinstance(value, pd.DataFrame) and column in value.columns
    ]


def labels(error: BaseException, key: object, used: Iterable[object] = ()) -> list[object]:
    """Return the keys that there are, of what a missing key was asked of; empty if not known.

    Parameters
    ----------
    error
        What was raised: the library's own frames know whom they were asking.
    key
        What is missing.
    used
        Values that the line uses, such as a dictionary, which has no frames.
    """
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    asked = [frame.f_locals.get("self") for frame in reversed(frames)]
    for value in (*asked, *used):
        names = _labels(value)
        if names and key not in names:
            return names
    return []


def _labels(value: object) -> list[object]:
    match value:
        case pd.DataFrame():
            return list(value.columns)
        case pd.Index():
            return list(value[:_MOST])
        case pd.Series():
            return list(value.index[:_MOST])
        case dict() if len(value) <= _MOST and not {"__name__", "__builtins__"} & set(value):
            return list(value)
    return []


def attributes(thing: object) -> list[str]:
    """Return what can be written after a thing's dot, and its columns."""
    try:
        names = [name for name in dir(thing) if not name.startswith("_")]
        return [*names, *map(str, _labels(thing) if isinstance(thing, pd.DataFrame) else ())]
    except Exception:  # noqa: BLE001 -- a learner's own class may raise anything
        return []
