"""The same answer in other types: what a column, a key or a list becomes on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import numpy as np
import pandas as pd
from pandas.api import types

if TYPE_CHECKING:
    from collections.abc import Callable

    Column = pd.Series | pd.Index


def floats(column: Column) -> Any:  # noqa: ANN401 -- a column or an index, as it came
    """Widen whole numbers, as `iterrows` and a join that leaves gaps do."""
    return column.astype("float64") if types.is_integer_dtype(column) else column


def objects(column: Column) -> Any:  # noqa: ANN401 -- as above
    """Hold the values one by one, as a table built from a list of lists of mixed kinds does."""
    return column.astype(object)


_EXACT: Final = 2**53
"""Below it, a float is the whole number that it seems to be."""


def nullable(column: Column) -> Any:  # noqa: ANN401 -- as above
    """Hold whole numbers in ``Int64``, blanks as ``<NA>``."""
    if types.is_integer_dtype(column):
        return column.astype("Int64")
    known = column.dropna()
    whole = types.is_float_dtype(column) and len(column) and (known % 1 == 0).all()
    return column.astype("Int64") if whole and (np.abs(known) < _EXACT).all() else column


def strings(column: Column) -> Any:  # noqa: ANN401 -- as above
    """Hold texts in ``string[python]``, blanks as ``<NA>``."""
    known = column.dropna()
    texts = len(known) and all(isinstance(value, str) for value in known)
    return column.astype("string[python]") if texts else column


def kept(column: Column) -> Any:  # noqa: ANN401 -- as above
    """Leave a column as it is."""
    return column


WAYS: Final[dict[str, Callable[[Column], Any]]] = {
    "float keys": floats,
    "object": objects,
    "Int64": nullable,
    "string[python]": strings,
    "index reset": kept,
}
"""Five ways to say the same in other types: what becomes of each column and index."""


def retyped(value: Any, way: str) -> Any:  # noqa: ANN401, PLR0911 -- any answer, one line a kind
    """Return an answer in other types, which say the same."""
    change = WAYS[way]
    match value:
        case pd.DataFrame():
            return frame(value, way)
        case pd.Series():
            if way == "index reset":
                numbered = types.is_integer_dtype(value.index) and value.index.name is None
                return value.reset_index(drop=True) if numbered else value
            return change(value).set_axis(change(value.index))
        case alt.TopLevelMixin() if isinstance(getattr(value, "data", None), pd.DataFrame):
            drawn = value.copy()
            drawn.data = frame(value.data, way)
            return drawn
        case dict():
            return {scalar(key, way): retyped(item, way) for key, item in value.items()}
        case set():
            return {scalar(item, way) for item in value}
        case list() if value and way == "object":
            array = np.empty(len(value), dtype=object)
            array[:] = value
            return array
        case list() if value and all(type(item) in {int, str} for item in value):
            return change(pd.Series(value)).array
        case _:
            return scalar(value, way)


def frame(table: pd.DataFrame, way: str) -> pd.DataFrame:
    """Return a table in other types."""
    change = WAYS[way]
    if way == "index reset":
        return table.reset_index(drop=table.index.name is None)
    made = pd.DataFrame({at: change(table.iloc[:, at]) for at in range(table.shape[1])})
    made.columns = table.columns
    return made.set_axis(change(table.index)) if table.index.name else made


def scalar(value: Any, way: str) -> Any:  # noqa: ANN401 -- any answer
    """Return a single value, or a key, in another type."""
    if type(value) is int and way in {"float keys", "Int64"}:
        return float(value) if way == "float keys" else np.int64(value)
    return value
