"""Names that a lesson or a learner types: known, or an error that lists what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.errors import TrilateralError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 40
"""Names that fit into a message; of a longer list the first ones are shown."""


class UnknownNameError(TrilateralError):
    """Something was asked for by a name that nothing has."""

    def __init__(self, what: str, name: object, names: Iterable[str]) -> None:
        """Say what was asked for, what comes near, and what there is."""
        there = list(names)
        close = nearest(name, there) if isinstance(name, str) else ""
        more = f" and {len(there) - _MOST} more" if len(there) > _MOST else ""
        super().__init__(
            f"There is no {what} {name!r}.{close} There are: {', '.join(there[:_MOST])}{more}."
        )


def name_among(what: str, name: str, names: Iterable[str]) -> str:
    """Return `name` if it is one of `names`, or if it is empty: the default is meant then.

    Parameters
    ----------
    what
        What it names, for the error: ``incident``.

    Raises
    ------
    UnknownNameError
        It is none of them.
    """
    there = list(names)
    if name and name not in there:
        raise UnknownNameError(what, name, there)
    return name
