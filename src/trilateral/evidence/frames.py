"""From checked rows to a typed pandas frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.evidence.reading import Rows
    from trilateral.evidence.schema import Column
    from trilateral.evidence.values import Value

PRECISIONS = ["year", "month", "day"]
_TIME = "datetime64[us]"


def frame(rows: Rows) -> pd.DataFrame:
    """Return the rows as a frame with one dtype per kind of column.

    ``str`` for text, ``Int64`` for whole numbers (blank is ``<NA>``), ``float64`` for numbers,
    ``bool`` for yes and no, ``datetime64[us]`` for dates, ``category`` for vocabularies, and
    ``object`` for lists alone, which are tuples. A date that may be known only to the month or
    year is its first possible day, and the column ``<name>_precision`` after it says which
    part is known.
    """
    data: dict[str, pd.Series] = {}
    for column in rows.table.columns:
        values = [row[column.name] for row in rows.rows]
        data |= _columns(column, values)
    return pd.DataFrame(data)


def _columns(column: Column, values: Sequence[Value]) -> dict[str, pd.Series]:
    if column.partial:
        dates = [v.first if isinstance(v, PartialDate) else None for v in values]
        precisions = [v.precision if isinstance(v, PartialDate) else None for v in values]
        kind = pd.CategoricalDtype(PRECISIONS, ordered=True)
        return {
            column.name: pd.Series(dates, dtype=_TIME),
            f"{column.name}_precision": pd.Series(precisions, dtype=kind),
        }
    if column.categories:
        kind = pd.CategoricalDtype(list(column.vocabulary), ordered=column.ordered)
        return {column.name: pd.Series(values, dtype=kind)}
    return {column.name: pd.Series(values, dtype=_DTYPES[column.type])}


_DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "bool",
    "date": _TIME,
    "list": "object",
}
