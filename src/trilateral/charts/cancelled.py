"""The exercise that was not held: what two charts of Balikatan must say of an empty year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def cancelled(balikatan: pd.DataFrame) -> str:
    """Return in a sentence the year in which nobody took part: the table's zeros are known zeros.

    Raises
    ------
    ValueError
        The table has no such year, or more than one.
    """
    (year,) = balikatan.loc[balikatan["total_personnel"] == 0, "year"]
    return f"In {year} the exercise was cancelled."
