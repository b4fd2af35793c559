"""The numbers and dates that prose quotes, each computed from a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from trilateral.errors import EvidenceError
from trilateral.evidence.values import PartialDate, nearest

if TYPE_CHECKING:
    import pandas as pd

Figure = int | float | str | date | PartialDate
Load = Callable[[str], "pd.DataFrame"]
"""Give a table by name, as `trilateral.evidence.load` does."""


@dataclass(frozen=True)
class Quantity:
    """A figure with the text to print and the table it is computed from."""

    name: str
    value: Figure
    text: str
    table: str


@dataclass(frozen=True)
class _Entry:
    name: str
    table: str
    decimals: int
    compute: Callable[..., Figure]
    over: Callable[[Load], Iterable[int | str]] | None

    def names(self, load: Load) -> dict[str, tuple[int | str, ...]]:
        """Return the names this entry answers to, with the argument of each."""
        if self.over is None:
            return {self.name: ()}
        return {self.name.format(value): (value,) for value in self.over(load)}

    def fits(self, name: str) -> bool:
        """Return whether `name` may be one of this entry's names."""
        before, _, after = self.name.partition("{}")
        return re.fullmatch(f"{re.escape(before)}.*{re.escape(after)}", name) is not None


_REGISTRY: list[_Entry] = []


_F = TypeVar("_F", bound=Callable[..., Figure])


def register(
    name: str,
    *,
    table: str,
    decimals: int = 0,
    over: Callable[[Load], Iterable[int | str]] | None = None,
) -> Callable[[_F], _F]:
    """Enter a function in the registry of figures.

    Parameters
    ----------
    name
        What prose calls the figure; with `over`, a family's name with ``{}`` in it.
    table
        The table the figure is computed from, which a reader may open.
    decimals
        Digits after the point when a ``float`` is printed.
    over
        Gives the members of a family: the years in a table, say.
    """

    def enter(compute: _F) -> _F:
        _REGISTRY.append(_Entry(name, table, decimals, compute, over))
        return compute

    return enter


def quantity(name: str, load: Load) -> Quantity:
    """Return the figure called `name`, computed from the tables that `load` gives.

    Raises
    ------
    EvidenceError
        No figure is called that.
    """
    for entry in _REGISTRY:
        if entry.fits(name):
            arguments = entry.names(load).get(name)
            if arguments is not None:
                return _compute(entry, name, arguments, load)
    message = (
        f"No quantity is called {name!r}.{nearest(name, names(load))} "
        "See them all with evidence.quantities(), or add one in src/trilateral/evidence/figures."
    )
    raise EvidenceError(message)


def quantities(load: Load) -> tuple[Quantity, ...]:
    """Return every figure, in the order of the registry."""
    return tuple(
        _compute(entry, name, arguments, load)
        for entry in _REGISTRY
        for name, arguments in entry.names(load).items()
    )


def names(load: Load) -> tuple[str, ...]:
    """Return the names of all figures."""
    return tuple(name for entry in _REGISTRY for name in entry.names(load))


def _compute(entry: _Entry, name: str, arguments: tuple[int | str, ...], load: Load) -> Quantity:
    value = entry.compute(load, *arguments)
    return Quantity(name, value, printed(value, entry.decimals), entry.table)


def printed(value: Figure, decimals: int = 0) -> str:
    """Return a figure as prose has it: ``17,000``, ``2.1``, ``11 September 2025``."""
    if isinstance(value, float):
        return f"{value:,.{decimals}f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value if not isinstance(value, date) else PartialDate(value, "day"))
