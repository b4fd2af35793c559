"""Comparisons of single values and of plain collections."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from trilateral.tasks.answers import describe, plain
from trilateral.tasks.compare.comparison import SAME, Comparison, listed, verb
from trilateral.tasks.kinds import is_number


def number(mine: object, right: float, tolerance: float = 1e-9) -> Comparison:
    """Compare numbers.

    Parameters
    ----------
    mine
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
    if not isinstance(mine, int | float) or not is_number(mine):
        return Comparison(f"A number is wanted, and yours is {describe(mine)}.")
    value = float(mine)
    if math.isclose(value, right, rel_tol=1e-9, abs_tol=tolerance):
        return SAME
    return Comparison(f"Yours, {value:g}, is too {'high' if value > right else 'low'}.")


def numbers(mine: object, right: Iterable[float], tolerance: float = 1e-9) -> Comparison:
    """Compare numbers in their order, such as the two ends of an interval."""
    values, wanted = plain(mine), list(right)
    if isinstance(values, pd.Series):
        values = plain(values.to_numpy())
    if not isinstance(values, list) or len(values) != len(wanted):
        return Comparison(f"{len(wanted)} numbers are wanted, and yours is {describe(values)}.")
    for place, (value, one) in enumerate(zip(values, wanted, strict=True), start=1):
        compared = number(value, one, tolerance)
        if not compared:
            return Comparison(f"Number {place} of {len(wanted)}: {compared.difference}")
    return SAME


def date(mine: object, right: dt.date | str) -> Comparison:
    """Compare dates, given as dates, pandas timestamps or text like ``2024-07-08``.

    Examples
    --------
    >>> date("2024-07-09", "2024-07-08").difference
    'Yours, 2024-07-09, is too late.'
    """
    value, wanted = _as_date(mine), _as_date(right)
    if value is None or wanted is None:
        return Comparison(f"A date is wanted, and yours is {describe(plain(mine))}.")
    if value == wanted:
        return SAME
    return Comparison(f"Yours, {value}, is too {'late' if value > wanted else 'early'}.")


def text(mine: object, right: str) -> Comparison:
    """Compare texts, whatever their case, spaces and the shape of their apostrophes."""
    if not isinstance(mine, str):
        return Comparison(f"Text is wanted, and yours is {describe(plain(mine))}.")
    if _folded(mine) == _folded(right):
        return SAME
    return Comparison(f"Yours is `{mine[:60]}`.")


def members(mine: object, right: Iterable[Hashable]) -> Comparison:
    """Compare collections by what is in them, whatever the order.

    Examples
    --------
    >>> members(["a", "b", "x"], {"a", "b", "c"}).difference
    '1 is missing. `x` does not belong.'
    """
    values, wanted = plain(mine), list(right)
    if isinstance(values, pd.Series):
        values = plain(values.to_numpy())
    if not isinstance(values, list | set):
        return Comparison(f"A list or set is wanted, and yours is {describe(values)}.")
    own = list(values)
    extra = sorted({str(value) for value in own if value not in wanted})
    missing = sum(one not in own for one in set(wanted))
    parts = []
    if missing:
        parts.append(f"{missing} {verb(missing, 'is', 'are')} missing.")
    if extra:
        parts.append(f"{listed(extra)} {verb(len(extra), 'does', 'do')} not belong.")
    if not parts and len(own) != len(wanted):
        parts.append(f"Yours has {len(own)} entries, some of them twice.")
    return Comparison(" ".join(parts))


def mapping(mine: object, right: Mapping[Any, float], tolerance: float = 1e-9) -> Comparison:
    """Compare numbers by their key, given as a Series with an index or as a dict."""
    series = mine.to_dict() if isinstance(mine, pd.Series) else mine
    if not isinstance(series, Mapping):
        return Comparison(
            f"A Series with an index is wanted, and yours is {describe(plain(mine))}."
        )
    own = {_key(key): plain(value) for key, value in series.items()}
    keys = members(list(own), [_key(key) for key in right])
    if not keys:
        return Comparison(f"In the index: {keys.difference}")
    for key, wanted in right.items():
        compared = number(own[_key(key)], float(wanted), tolerance)
        if not compared:
            return Comparison(f"At {_key(key)}: {compared.difference}")
    return SAME


def _key(key: object) -> Hashable:
    value = plain(key)
    return value if isinstance(value, Hashable) else str(value)


def _as_date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def _folded(value: str) -> str:
    return " ".join(value.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
