"""One cell of a table, for figures that are a single fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.quantities import Load


def cell(load: Load, table: str, key: str | int, column: str, *, by: str = "id") -> Any:  # noqa: ANN401 -- a cell's type depends on its column
    """Return the cell of the row whose column `by` holds `key`.

    Raises
    ------
    KeyError
        No row does.
    """
    frame = load(table)
    places = np.flatnonzero(frame[by] == key)  # asked thousands of times: an index costs more
    if not len(places):
        message = f"{table}: no row has {by} {key!r}"
        raise KeyError(message)
    return frame[column].iat[places[0]]


def partial_date(load: Load, table: str, key: str, column: str) -> PartialDate:
    """Return a date with the precision it is known at."""
    first = cell(load, table, key, column).date()
    return PartialDate(first, cell(load, table, key, f"{column}_precision"))


def title(table: str, column: str, key: str | None = None) -> Callable[..., str]:
    """Return how to name a row by one of its columns: the row `key`, or a family's member."""

    def words(load: Load, member: str | None = None) -> str:
        return str(cell(load, table, key or member or "", column))

    return words
