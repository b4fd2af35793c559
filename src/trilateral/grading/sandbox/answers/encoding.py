"""From a learner's value to JSON, in the learner's own process.

Nothing here protects the marks (`decoding` does): whatever happens to this code in a hostile
process, what comes out is only an answer.
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trilateral.grading.sandbox.answers.bounds import (
    BYTES,
    CELLS,
    DEPTH,
    DIGITS,
    DTYPES,
    TEXT,
    Reason,
    RefusedError,
)
from trilateral.tasks.answers import MISSING, UNCHOSEN, Opaque, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def encode(value: object, keep: Callable[[Any], int]) -> bytes:
    """Return `value` as JSON.

    Parameters
    ----------
    value
        Anything.
    keep
        Is given each function and returns the number under which it can be called.

    Raises
    ------
    RefusedError
        It is too large, or nested too deeply.
    """
    try:
        encoded = json.dumps(_Encoder(keep).node(value, 0), allow_nan=False).encode()
    except (RecursionError, MemoryError, OverflowError) as error:
        raise RefusedError(Reason.MEMORY) from error
    if len(encoded) > BYTES:
        raise RefusedError(Reason.SIZE)
    return encoded


class _Encoder:
    def __init__(self, keep: Callable[[Any], int]) -> None:
        self._keep = keep
        self._quota = CELLS

    def node(self, value: Any, depth: int) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 -- a line a kind
        """Return the JSON for one value."""
        if depth > DEPTH:
            raise RefusedError(Reason.NESTING)
        self._count(value)
        if not (value is ... or value is MISSING or isinstance(value, (*_TABLES, Opaque))):
            value = plain(value)
        if value is UNCHOSEN:
            return ["unchosen"]
        match value:
            case None | bool():
                return value
            case _ if value is ...:
                return ["placeholder"]
            case _ if value is MISSING:
                return ["missing"]
            case str():
                return str.__str__(value)[:TEXT]
            case int():
                return _whole(value)
            case float():
                return value if math.isfinite(value) else ["float", repr(float(value))]
            case datetime():
                return ["datetime", value.isoformat()]
            case date():
                return ["date", value.isoformat()]
            case timedelta():
                return ["timedelta", str(value)]
            case list():
                return ["list", [self.node(item, depth + 1) for item in value]]
            case set():
                return ["set", [self.node(item, depth + 1) for item in value]]
            case dict():
                return self._mapping(value, depth)
            case pd.DataFrame():
                columns = [self.column(value.iloc[:, at]) for at in range(value.shape[1])]
                return ["table", self.index(value.columns), self.index(value.index), columns]
            case pd.Series():
                name = self.node(value.name, depth + 1)
                return ["series", name, self.index(value.index), self.column(value)]
            case Opaque():
                return ["opaque", str(value.kind)]
            case _:  # what `plain` leaves as it is
                return ["function", self._keep(value), str(getattr(value, "__name__", ""))]

    def column(self, values: pd.Series | pd.Index) -> list[Any]:
        """Return a column: its type and its values."""
        kind = str(values.dtype)
        if isinstance(values.dtype, pd.CategoricalDtype):
            values, kind = values.astype(object), "object"
        items: Iterable[Any] = values.tolist()
        if not DTYPES.fullmatch(kind) or kind == "object":
            return ["object", [self._item(item) for item in items]]
        if kind.startswith(("datetime", "timedelta")):
            return [kind, [None if item is pd.NaT else str(item) for item in items]]
        return [kind, [_cell(item) for item in items]]

    def index(self, index: pd.Index) -> Any:  # noqa: ANN401 -- JSON
        """Return an index or the labels of columns: names, and levels as columns."""
        if isinstance(index, pd.RangeIndex):
            name = self._item(index.name)
            return ["range", name, [int(index.start), int(index.stop), int(index.step)]]
        names = [self._item(name) for name in index.names]
        levels = [self.column(index.get_level_values(at)) for at in range(index.nlevels)]
        return ["levels", names, levels]

    def _item(self, item: object) -> Any:  # noqa: ANN401 -- JSON
        return self.node(list(item) if isinstance(item, np.ndarray) else item, 1)

    def _mapping(self, value: dict[Any, Any], depth: int) -> list[Any]:
        if all(type(key) is str for key in value):
            return ["dict", {key: self.node(item, depth + 1) for key, item in value.items()}]
        pairs = value.items()
        return ["pairs", [[self.node(k, depth + 1), self.node(v, depth + 1)] for k, v in pairs]]

    def _count(self, value: object) -> None:
        """Refuse a value before it is copied, where it has too many parts."""
        size = 1
        if isinstance(value, _TABLES):
            size += int(np.prod(value.shape)) + len(value)
        elif isinstance(value, (list, tuple, set, frozenset, dict, range, np.ndarray)):
            size = 0 if len(value) < CELLS else len(value)
        self._quota -= size
        if self._quota < 0:
            raise RefusedError(Reason.VALUES)


_TABLES = (pd.DataFrame, pd.Series)


def _whole(value: int) -> int:
    if abs(value) >= 10**DIGITS:
        raise RefusedError(Reason.NUMBER)
    return int(value)


def _cell(item: Any) -> Any:  # noqa: ANN401 -- a cell of a table
    if item is None or item is pd.NA:
        return None
    if isinstance(item, float) and not math.isfinite(item):
        return None if math.isnan(item) else repr(item)
    return item
