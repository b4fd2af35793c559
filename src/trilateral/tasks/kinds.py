"""What kind of value an answer is, as a task's first condition asks."""

from __future__ import annotations

import math

import pandas as pd


def is_number(value: object) -> bool:
    """Say whether `value` is a finite number; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def is_whole_number(value: object) -> bool:
    """Say whether `value` is a number without a fraction."""
    return isinstance(value, int | float) and is_number(value) and value == int(value)


def is_table(value: object) -> bool:
    """Say whether `value` is a table (DataFrame)."""
    return isinstance(value, pd.DataFrame)


def is_chart(value: object) -> bool:
    """Say whether `value` is a chart: a Vega-Lite specification, once answers are plain."""
    return isinstance(value, dict) and "vega-lite" in str(value.get("$schema", ""))
