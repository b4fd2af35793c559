"""Which rows a figure rests on: those without which it would be another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.quantities import computation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from trilateral.evidence.quantities import Figure, Load

_MISSED = (LookupError, ValueError, TypeError, ArithmeticError)
"""What a computation raises that looks for a row which is not there."""


def grounds(name: str, load: Load) -> dict[str, tuple[int, ...]]:
    """Return the rows that a figure rests on, by table.

    A row counts when the figure would be another without it, or could not be computed. So nothing
    is declared that could be forgotten: a date rests on its row, a count on the rows counted, a
    rate also on the rows that date its months. Of two rows that each suffice, neither counts; a
    count of nothing rests on no row, only on its table.

    Parameters
    ----------
    name
        The figure's name.
    load
        Gives a table by name.

    Returns
    -------
    dict
        For each table that the computation reads, positions of rows, from 0, in their order.

    Raises
    ------
    EvidenceError
        No figure is called that.
    """
    compute = computation(name, load)
    frames: dict[str, pd.DataFrame] = {}

    def recording(table: str) -> pd.DataFrame:
        frames.setdefault(table, load(table))
        return frames[table].copy(deep=False)  # pandas copies what a computation changes

    value = compute(recording)
    return {
        table: tuple(missed(list(range(len(frame))), _differs(compute, value, frames, table)))
        for table, frame in list(frames.items())
    }


def _differs(
    compute: Callable[[Load], Figure], value: Figure, frames: dict[str, pd.DataFrame], table: str
) -> Callable[[Sequence[int]], bool]:
    """Return whether the figure is another without some rows of a table."""

    def differs(positions: Sequence[int]) -> bool:
        out = set(positions)
        short = frames[table].take([n for n in range(len(frames[table])) if n not in out])
        try:
            others = frames | {table: short}
            return compute(lambda name: others[name].copy(deep=False)) != value
        except _MISSED:
            return True

    return differs


def missed(positions: Sequence[int], differs: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return the positions that matter, in halves: half a table that does not matter is skipped."""
    if not positions or not differs(positions):
        return []
    if len(positions) == 1:
        return list(positions)
    half = len(positions) // 2
    return [*missed(positions[:half], differs), *missed(positions[half:], differs)]
