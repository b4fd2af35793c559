"""Comparisons of single values and of plain collections."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from trilateral.tasks.answers import describe, plain
from trilateral.tasks.compare.equality import (
    TOLERANCE,
    Value,
    kind_of,
    matched,
    name_of,
    same,
    strangers,
    value_of,
)
from trilateral.tasks.comparison import SAME, Comparison, listed, verb
from trilateral.tasks.kinds import is_number

if TYPE_CHECKING:
    import datetime as dt


def number(answer: object, right: float, tolerance: float = TOLERANCE) -> Comparison:
    """Compare numbers.

    Parameters
    ----------
    answer
        The answer.
    right
        What is expected.
    tolerance
        How far apart the two may be, in the answer's own unit.

    Examples
    --------
    >>> number(4, 3.5).difference
    'Yours, 4, is too high.'
    """
    if same(answer, right, tolerance):
        return SAME
    value = plain(answer)
    if not is_number(value):
        return Comparison(f"A number is expected; yours is {describe(value)}.")
    return Comparison(f"Yours, {_short(value)}, is too {'high' if value > right else 'low'}.")


def numbers(answer: object, right: Iterable[float], tolerance: float = TOLERANCE) -> Comparison:
    """Compare numbers in their order, such as the two ends of an interval."""
    values, wanted = _items(answer), list(right)
    if not isinstance(values, list) or len(values) != len(wanted):
        return Comparison(f"{len(wanted)} numbers are expected; yours is {describe(values)}.")
    for place, (value, target) in enumerate(zip(values, wanted, strict=True), start=1):
        compared = number(value, target, tolerance)
        if not compared:
            return Comparison(f"Number {place} of {len(wanted)}: {compared.difference}")
    return SAME


def date(answer: object, right: dt.date | str) -> Comparison:
    """Compare days, given as dates, moments of that day or text like ``2024-07-08``.

    Examples
    --------
    >>> date("2024-07-09", "2024-07-08").difference
    'Yours, 2024-07-09, is too late.'
    """
    value, wanted = _day(answer), _day(right)
    if value is None or wanted is None:
        return Comparison(f"A date is expected; yours is {describe(plain(answer))}.")
    if value == wanted:
        return SAME
    return Comparison(f"Yours, {value}, is too {'late' if value > wanted else 'early'}.")


def text(answer: object, right: str) -> Comparison:
    """Compare texts, whatever their case, spaces and the shape of their apostrophes."""
    if not isinstance(answer, str):
        return Comparison(f"Text is expected; yours is {describe(plain(answer))}.")
    if _folded(answer) == _folded(right):
        return SAME
    return Comparison(f"Yours is `{answer[:60]}`.")


def members(answer: object, right: Iterable[Hashable], tolerance: float = TOLERANCE) -> Comparison:
    """Compare collections by what is in them and how often, whatever the order.

    Examples
    --------
    >>> members(["a", "b", "x"], {"a", "b", "c"}).difference
    '1 is missing. `x` does not belong.'
    """
    values = _items(answer)
    if not isinstance(values, list | set):
        return Comparison(f"A list or set is expected; yours is {describe(values)}.")
    return _members(list(values), list(right), tolerance)


def mapping(answer: object, right: Mapping[Any, float], tolerance: float = TOLERANCE) -> Comparison:
    """Compare numbers by their key, given as a Series with an index or as a dict."""
    if not isinstance(answer, pd.Series | Mapping):
        return Comparison(
            f"A Series with an index is expected; yours is {describe(plain(answer))}."
        )
    entries = list(answer.items())  # a dict would hide a key that is in it twice
    own, wanted = [key for key, _ in entries], list(right)
    keys = _members(own, wanted, TOLERANCE)
    if not keys:
        return Comparison(f"In the index: {keys.difference}")
    place_of = {r: m for m, r in matched(_values(own), _values(wanted), TOLERANCE).items()}
    for place, (key, value) in enumerate(right.items()):
        compared = number(entries[place_of[place]][1], value, tolerance)
        if not compared:
            return Comparison(f"At {name_of(key)}: {compared.difference}")
    return SAME


def _members(own: Sequence[object], wanted: Sequence[object], tolerance: float) -> Comparison:
    members, right = _values(own), _values(wanted)
    pairs = matched(members, right, tolerance)
    unknown = set(strangers(members, right, tolerance))
    strange = {name_of(own[place]) for place in unknown}
    often = {
        name_of(own[place])
        for place in range(len(members))
        if place not in unknown and place not in pairs
    }
    missing = len(right) - len(pairs)
    parts = []
    if missing:
        parts.append(f"{missing} {verb(missing, 'is', 'are')} missing.")
    if strange:
        does = verb(len(strange), "does", "do")
        parts.append(f"{listed(sorted(strange))} {does} not belong.")
    if often:
        parts.append(f"{listed(sorted(often))} {verb(len(often), 'appears', 'appear')} too often.")
    return Comparison(" ".join(parts))


def _values(things: Iterable[object]) -> list[Value]:
    return [value_of(thing) for thing in things]


def _items(answer: object) -> Any:  # noqa: ANN401 -- whatever the learner gave
    """Return a column, an array or a list as a list, and any other value as it is."""
    return plain(answer.array if isinstance(answer, pd.Series) else answer)


def _day(value: object) -> dt.date | None:
    read = value_of(value.strip() if isinstance(value, str) else value)
    if kind_of(read) != "date" or not isinstance(read.form, tuple):
        return None
    moment: dt.datetime = read.form[1]
    return moment.date()


def _short(value: float) -> str:
    try:
        return f"{value:g}"
    except OverflowError:  # a whole number beyond every float
        return "a number too large to show"


def _folded(value: str) -> str:
    return " ".join(value.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
