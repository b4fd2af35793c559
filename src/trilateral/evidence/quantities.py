"""The numbers and dates that prose quotes, each computed from a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from trilateral.errors import EvidenceError, nearest
from trilateral.evidence.values import PartialDate

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
    words: str
    """What the figure is, as a reader would say it: ``incidents in 2025``."""


@dataclass(frozen=True)
class _Entry:
    name: str
    table: str
    decimals: int
    compute: Callable[..., Figure]
    over: Callable[[Load], Iterable[int | str]] | None
    words: str
    label: Callable[..., str] | None

    def names(self, load: Load) -> dict[str, tuple[int | str, ...]]:
        """Return the names this entry answers to, with the argument of each."""
        if self.over is None:
            return {self.name: ()}
        return {self.name.format(value): (value,) for value in self.over(load)}

    def fits(self, name: str) -> bool:
        """Return whether `name` may be one of this entry's names."""
        before, _, after = self.name.partition("{}")
        return re.fullmatch(f"{re.escape(before)}.*{re.escape(after)}", name) is not None

    def words_for(self, name: str, arguments: tuple[int | str, ...], load: Load) -> str:
        """Return what one of this entry's figures is, in words."""
        if self.label:
            return self.words.format(self.label(load, *arguments))
        plain = [str(argument).replace("-", " ").replace("_", " ") for argument in arguments]
        return self.words.format(*plain) if self.words else name.replace("-", " ")


_REGISTRY: list[_Entry] = []


_F = TypeVar("_F", bound=Callable[..., Figure])


def register(  # noqa: PLR0913 -- what a figure is, in one place
    name: str,
    *,
    table: str,
    decimals: int = 0,
    over: Callable[[Load], Iterable[int | str]] | None = None,
    words: str = "",
    label: Callable[..., str] | None = None,
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
    words
        What the figure is, as a reader would say it; ``{}`` stands for the member of a family.
    label
        Gives what stands for ``{}``, from the tables and the member, where that is not a plain
        word:
        the title of an event, say.
    """

    def enter(compute: _F) -> _F:
        _REGISTRY.append(_Entry(name, table, decimals, compute, over, words, label))
        return compute

    return enter


def quantity(name: str, load: Load) -> Quantity:
    """Return the figure called `name`, computed from the tables that `load` gives.

    Raises
    ------
    EvidenceError
        No figure is called that.
    """
    entry, arguments = _find(name, load)
    return _compute(entry, name, arguments, load)


def computation(name: str, load: Load) -> Callable[[Load], Figure]:
    """Return how the figure called `name` is computed, to be tried on other tables.

    Raises
    ------
    EvidenceError
        No figure is called that.
    """
    entry, arguments = _find(name, load)
    return lambda tables: entry.compute(tables, *arguments)


def _find(name: str, load: Load) -> tuple[_Entry, tuple[int | str, ...]]:
    for entry in _REGISTRY:
        if entry.fits(name):
            arguments = entry.names(load).get(name)
            if arguments is not None:
                return entry, arguments
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
    text = printed(value, entry.decimals)
    return Quantity(name, value, text, entry.table, entry.words_for(name, arguments, load))


def printed(value: Figure, decimals: int = 0) -> str:
    """Return a figure as prose has it: ``17,000``, ``2.1``, ``11 September 2025``."""
    if isinstance(value, float):
        return f"{value:,.{decimals}f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value if not isinstance(value, date) else PartialDate(value, "day"))
