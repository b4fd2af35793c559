"""Answers as plain values: what a check sees, in the learner's process and at grading alike.

Grading asks a submission for its answers from another process, so that only JSON, tables and
Vega-Lite specifications come across. A check in the notebook gets the very same, and cannot come
to depend on more. A function stays one: at grading it is called across the process boundary.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd

from trilateral.evidence import PartialDate
from trilateral.tasks.chooser import Chooser

MISSING: Final = object()
"""Stands for a name that the notebook does not have."""
UNCHOSEN: Final = object()
"""Stands for a task's part in which nothing is chosen."""


@dataclass(frozen=True)
class Opaque:
    """A value of a kind that no check can read."""

    kind: str


def is_placeholder(value: object) -> bool:
    """Say whether an answer is still the ``...`` that the task starts with, or not yet chosen."""
    return any(value is none for none in (..., MISSING, UNCHOSEN)) or (
        isinstance(value, Chooser) and not value.value
    )


def plain(value: object) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 -- answers may be anything; one line a kind
    """Return `value` as a plain value, sharing nothing that a check could change."""
    if isinstance(value, np.generic):
        value = _unboxed(value)
    if isinstance(value, Chooser):
        return value.value or UNCHOSEN
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy()
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, bool | int | float | str | date):
        return value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, np.ndarray | pd.Index | pd.api.extensions.ExtensionArray):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {plain_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return {plain_key(item) for item in value}
    if isinstance(value, list | tuple | range):
        return [plain(item) for item in value]
    altair = sys.modules.get("altair")  # who made a chart has imported it
    if altair is not None and isinstance(value, altair.TopLevelMixin):
        return value.to_dict()
    return value if callable(value) or isinstance(value, Opaque) else Opaque(type(value).__name__)


def plain_key(value: object) -> Any:  # noqa: ANN401 -- as above
    """Return `value` as a plain value that can be a key or stand in a set.

    A tuple stays a tuple there, as lists have no hash.
    """
    key = plain(value)
    if isinstance(key, list):
        return tuple(map(plain_key, key))
    return frozenset(key) if isinstance(key, set) else key


def describe(value: object) -> str:  # noqa: C901, PLR0911, PLR0912 -- one line a kind
    """Return what a value is, in a learner's words."""
    match value:
        case bool():
            return f"a truth value ({value})"
        case int():
            return f"a whole number ({value})"
        case float():
            return f"a number ({value:g})"
        case str():
            return f"a text ({value[:40]!r})"
        case pd.DataFrame():
            return f"a table (DataFrame) with {len(value)} rows"
        case pd.Series():
            return f"a column (Series) with {len(value)} values"
        case date():
            return f"a date ({value})"
        case pd.Timedelta():
            return f"a duration ({value})"
        case None:
            return "nothing (None)"
        case dict() if "$schema" in value:
            return "a chart"
        case list() | set() | dict():
            entries = "entry" if len(value) == 1 else "entries"
            return f"a {type(value).__name__} with {len(value)} {entries}"
        case Opaque():
            return f"a {value.kind}, which the checks cannot read"
        case _:
            return "a function" if callable(value) else f"a {type(value).__name__}"


def _unboxed(value: np.generic) -> Any:  # noqa: ANN401 -- whatever is in it
    """Return what NumPy holds; its own word for a moment may be a bare number of nanoseconds."""
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value)
    return _duration(value) if isinstance(value, np.timedelta64) else value.item()


def _duration(value: timedelta | np.timedelta64) -> pd.Timedelta | Opaque | None:
    """Return a duration as pandas has it; it has none of months, nor of 300,000 years."""
    if pd.isna(value):
        return None
    try:
        return pd.Timedelta(value)
    except ValueError:
        return Opaque(type(value).__name__)


def _moment(value: datetime) -> date:
    """Return a moment as a date where it is midnight, as pandas has no dates without a time."""
    plain = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
    return plain.date() if plain.time() == time() and plain.tzinfo is None else plain
