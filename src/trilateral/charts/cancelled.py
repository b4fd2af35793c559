"""The exercise that was not held: what two charts of Balikatan must say about an empty year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence.figures.exercises import held

if TYPE_CHECKING:
    import pandas as pd

NOT_HELD: Final = "Not held"
"""The role, in words, that Japan had in a year without the exercise."""


def cancelled(balikatan: pd.DataFrame) -> str:
    """Return in a sentence the year in which nobody took part: the table's zeros are known zeros.

    Raises
    ------
    ValueError
        The table has no such year, or more than one.
    """
    (year,) = balikatan["year"].drop(held(balikatan).index)
    return f"In {year} the exercise was cancelled."


def roles(balikatan: pd.DataFrame, words: dict[str, str]) -> pd.Series:
    """Return Japan's role in each year in words; a year without the exercise gives nobody one.

    Parameters
    ----------
    balikatan
        Rows of the table of the exercise.
    words
        From a ``jp_role`` of the table to its words.
    """
    took_place = held(balikatan)["jp_role"].astype(str).map(words)
    return took_place.reindex(balikatan.index, fill_value=NOT_HELD)
