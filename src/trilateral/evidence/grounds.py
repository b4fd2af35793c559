"""Which rows a figure rests on: those without which it would be another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from trilateral.evidence.quantities import computation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from trilateral.evidence.quantities import Figure, Load

_SHORT: Final = 16
"""So many neighbouring rows are tried one by one where together they do not matter."""
_MISSED = (LookupError, ValueError, TypeError, ArithmeticError)
"""What a computation raises that looks for a row which is not there."""


class Tables:
    """Tables, and the same without some neighbouring rows; each is made once, for all figures."""

    def __init__(self, load: Load) -> None:
        """Take the tables that `load` gives."""
        self._load = load
        self._made: dict[tuple[str, tuple[int, ...]], pd.DataFrame] = {}

    def __call__(self, table: str, out: Sequence[int] = ()) -> pd.DataFrame:
        """Return a table without the rows at some positions."""
        key = (table, tuple(out))
        if key not in self._made:
            whole = self(table) if out else self._load(table)
            rows = np.delete(np.arange(len(whole)), key[1])
            self._made[key] = whole.take(rows) if out else whole
        return self._made[key].copy(deep=False)  # pandas copies what a computation changes


def grounds(name: str, tables: Tables) -> dict[str, tuple[int, ...]]:
    """Return the rows that a figure rests on, by table.

    A row counts when the figure would be another without it, or could not be computed. So nothing
    is declared that could be forgotten: a date rests on its row, a count on the rows counted, a
    rate also on the rows that date its months. Of two rows that each suffice, neither counts; a
    count of nothing rests on no row, only on its table.

    Parameters
    ----------
    name
        The figure's name.
    tables
        The tables; figures that are asked for in turn share them.

    Returns
    -------
    dict
        For each table that the computation reads, positions of rows, from 0, in their order.

    Raises
    ------
    EvidenceError
        No figure is called that.
    """
    compute = computation(name, tables)
    read: dict[str, int] = {}

    def recording(table: str) -> pd.DataFrame:
        frame = tables(table)
        read[table] = len(frame)
        return frame

    value = compute(recording)
    return {
        table: tuple(missed(range(rows), _differs(compute, value, tables, table)))
        for table, rows in list(read.items())
    }


def _differs(
    compute: Callable[[Load], Figure], value: Figure, tables: Tables, table: str
) -> Callable[[Sequence[int]], bool]:
    """Return whether the figure is another without some neighbouring rows of a table."""

    def differs(out: Sequence[int]) -> bool:
        def load(name: str) -> pd.DataFrame:
            return tables(name, out if name == table else ())

        try:
            return compute(load) != value
        except _MISSED:
            return True

    return differs


def missed(positions: Sequence[int], differs: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return the positions that matter, in halves: a stretch that does not matter is skipped.

    A short stretch is still tried row by row, since rows may offset each other: without one early
    budget another year is a record, and without the year as well the number of records stays.
    """
    if len(positions) > 1 and differs(positions):
        half = len(positions) // 2
        return [*missed(positions[:half], differs), *missed(positions[half:], differs)]
    if len(positions) > _SHORT:
        return []
    return [position for position in positions if differs([position])]
