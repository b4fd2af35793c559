"""From JSON to plain values: exact types of Python's and pandas' own, checked one by one."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

from trilateral.grading.sandbox.answers.bounds import (
    BYTES,
    CELLS,
    DEPTH,
    DIGITS,
    DTYPES,
    Reason,
    RefusedError,
)
from trilateral.tasks.answers import MISSING, UNCHOSEN, Opaque, plain_key

if TYPE_CHECKING:
    from collections.abc import Callable

_WRONG: Final = Exception
"""What reading an answer may raise: whatever pandas does with values that somebody made up."""


def decode(encoded: bytes, function: Callable[[int, str], Any]) -> Any:  # noqa: ANN401 -- a plain value
    """Return the value that `encoded` holds.

    Parameters
    ----------
    encoded
        What `encode` wrote, or anything else that a submission sent in its place.
    function
        Makes a stand-in for the function of a number and a name.

    Raises
    ------
    RefusedError
        It is not an answer.
    """
    if len(encoded) > BYTES:
        raise RefusedError(Reason.SIZE)
    try:
        return _Decoder(function).value(
            json.loads(encoded, parse_int=_whole, parse_constant=_no_constant), 0
        )
    except RefusedError:
        raise
    except _WRONG as error:
        raise RefusedError(Reason.UNREADABLE) from error


def _whole(digits: str) -> int:
    if len(digits) > DIGITS + 1:
        raise ValueError(digits[:20])
    return int(digits)


def _no_constant(name: str) -> Any:  # noqa: ANN401 -- never returns
    raise ValueError(name)


class _Decoder:
    def __init__(self, function: Callable[[int, str], Any]) -> None:
        self._function = function

    def value(self, node: Any, depth: int) -> Any:  # noqa: ANN401, PLR0911 -- one line a kind
        """Return the value of one node."""
        if depth > DEPTH + 2:
            raise RefusedError(Reason.NESTING)
        if node is None or isinstance(node, bool | int | float | str):
            return node
        tag, *rest = node
        match tag:
            case "list":
                return [self.value(item, depth + 1) for item in rest[0]]
            case "set":
                return {plain_key(self.value(item, depth + 1)) for item in rest[0]}
            case "dict":
                return {str(key): self.value(item, depth + 1) for key, item in rest[0].items()}
            case "pairs":
                return {
                    plain_key(self.value(key, depth + 1)): self.value(item, depth + 1)
                    for key, item in rest[0]
                }
            case "table":
                return self._table(*rest)
            case "series":
                name, index, column = rest
                labels = self._index(index)
                made = pd.Series(self._column(column).array, index=labels)
                made.name = self._label(name)
                return made
            case "function":
                return self._function(int(rest[0]), str(rest[1])[:80])
            case _:
                return _special(str(tag), rest)

    def _table(self, labels: Any, index: Any, columns: Any) -> pd.DataFrame:  # noqa: ANN401 -- JSON
        made = [self._column(column) for column in columns]
        rows = self._index(index)
        table = pd.DataFrame({at: column.array for at, column in enumerate(made)}, index=rows)
        table.columns = self._index(labels)
        return table

    def _column(self, node: Any) -> pd.Series:  # noqa: ANN401 -- JSON
        """Return a column; where its values are not of the type it claims, as objects."""
        kind, values = node
        if not isinstance(values, list) or not DTYPES.fullmatch(kind):
            raise RefusedError(Reason.COLUMN)
        if kind == "object":
            return pd.Series([self.value(item, 1) for item in values], dtype="object")
        if not all(item is None or isinstance(item, bool | int | float | str) for item in values):
            raise RefusedError(Reason.CELL)
        try:
            return _typed(values, kind)
        except _WRONG:
            return pd.Series(values, dtype="object")

    def _label(self, node: Any) -> Any:  # noqa: ANN401 -- JSON
        label = self.value(node, 1)
        return tuple(label) if isinstance(label, list) else label

    def _index(self, node: Any) -> pd.Index:  # noqa: ANN401 -- JSON
        tag, names, content = node
        if tag == "range":
            start, stop, step = content
            if len(range(start, stop, step)) > CELLS:
                raise RefusedError(Reason.ROWS)
            return pd.RangeIndex(start, stop, step, name=self._label(names))
        levels = [self._column(level) for level in content]
        labels = [self._label(name) for name in names]
        if len(levels) == 1:
            single: pd.Index = pd.Index(levels[0], name=labels[0])
            return single
        return pd.MultiIndex.from_arrays(levels, names=labels)


def _typed(values: list[Any], kind: str) -> pd.Series:
    if kind.startswith("float"):
        return pd.Series([None if item is None else float(item) for item in values], dtype=kind)
    wanted = {"bool": bool, "boolean": bool, "str": str, "string": str}.get(kind)
    number = int if kind.lower().startswith(("int", "uint")) else wanted
    if number and not all(item is None or type(item) is number for item in values):
        raise TypeError(kind)
    if kind.startswith("datetime64") and "," in kind:
        moments = pd.to_datetime(pd.Series(values, dtype="object"), utc=True, format="ISO8601")
        return moments.astype(cast("Any", kind))
    made: pd.Series = pd.Series(values, dtype=cast("Any", kind))  # its name was checked
    return made


def _special(tag: str, rest: list[Any]) -> Any:  # noqa: ANN401, PLR0911 -- one line a kind
    match tag:
        case "placeholder":
            return ...
        case "missing":
            return MISSING
        case "unchosen":
            return UNCHOSEN
        case "float" if rest[0] in ("nan", "inf", "-inf"):
            return float(rest[0])
        case "date":
            return date.fromisoformat(rest[0])
        case "datetime":
            return datetime.fromisoformat(rest[0])
        case "timedelta":
            return pd.Timedelta(rest[0])
        case "opaque":
            return Opaque(str(rest[0])[:80])
        case _:
            raise RefusedError(Reason.KIND)
