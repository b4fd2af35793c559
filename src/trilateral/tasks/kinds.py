"""What kind of value an answer is, as a task's first condition asks.

Each of these is true or false, and says which kind the answer is and which is expected.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from trilateral.tasks.answers import describe, plain
from trilateral.tasks.comparison import SAME, Comparison

_NAMES: Final[dict[object, str]] = {
    pd.DataFrame: "a table (DataFrame)",
    pd.Series: "a column (Series)",
    str: "a text",
    bool: "True or False",
    list: "a list",
    set: "a set",
    dict: "a dictionary",
    Callable: "a function",
}


def is_a(value: object, *kinds: type) -> Comparison:
    """Say whether an answer is of one of these kinds.

    Examples
    --------
    >>> is_a(3, pd.Series).difference
    'Yours is a whole number (3); a column (Series) is expected.'
    """
    return _kind(value, isinstance(value, kinds), " or ".join(_NAMES[kind] for kind in kinds))


def is_function(value: object) -> Comparison:
    """Say whether `value` can be called."""
    return _kind(value, callable(value), "a function")


def is_number(value: object) -> Comparison:
    """Say whether `value` is a finite number, NumPy's included; a truth value is none."""
    return _kind(value, _number(value), "a number")


def is_whole_number(value: object) -> Comparison:
    """Say whether `value` is a number without a fraction."""
    whole = _number(value) and value == int(value)  # type: ignore[call-overload]  # a number, then
    return _kind(value, bool(whole), "a whole number")


def is_table(value: object) -> Comparison:
    """Say whether `value` is a table (DataFrame)."""
    return is_a(value, pd.DataFrame)


def is_chart(value: object) -> Comparison:
    """Say whether `value` is a chart: a Vega-Lite specification, once answers are plain."""
    chart = isinstance(value, dict) and "vega-lite" in str(value.get("$schema", ""))
    return _kind(value, chart, "a chart")


def _number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    return isinstance(value, int | np.integer) or math.isfinite(value)


def _kind(value: object, fits: bool, wanted: str) -> Comparison:  # noqa: FBT001 -- what was found
    return SAME if fits else Comparison(f"Yours is {describe(plain(value))}; {wanted} is expected.")
