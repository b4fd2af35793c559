"""The tables with one row less, or with one that could be counted and is not."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import numpy as np
import pandas as pd

from trilateral.errors import EvidenceError
from trilateral.evidence.grounds import missed
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from trilateral.evidence.quantities import Load

    _Row = Mapping[str, Any]

_T = TypeVar("_T")

GAPS: Final = "known_gaps"
"""Table of what is known to be missing; a course may lack it."""
_LOW: Final = "its confidence is low"
_UNNUMBERED: Final = "the Philippine forces do not number this sail"
_GAP: Final = "known, and not in the table"


@dataclass(frozen=True)
class Change:
    """One row left out, or counted although it is not as things are set."""

    how: Literal["without", "with"]
    table: str
    key: str
    label: str
    """The row in a reader's words."""
    why: str = ""
    """Of a row that is not counted: why it is not."""
    source_ids: tuple[str, ...] = ()


def omissions(
    table: str, load: Load, columns: Sequence[str], read: Callable[[Load], _T]
) -> Iterator[tuple[Change, _T]]:
    """Yield each row that matters, left out, with what is read then.

    Rows are tried in halves: where the same is read without all of them, none matters.

    Parameters
    ----------
    table
        Name of the table.
    load
        Gives a table by name.
    columns
        Columns that `read` uses of the table; others are left out, which is faster.
    read
        What is read of tables.
    """
    whole = load(table)
    frame, everything = whole[list(columns)], np.arange(len(whole))
    now = read(load)
    readings: dict[tuple[int, ...], _T] = {}

    def differs(places: Sequence[int]) -> bool:
        short = frame.take(np.delete(everything, places))
        readings[tuple(places)] = read(_with_table(load, table, short))
        return readings[tuple(places)] != now

    matters = missed(range(len(frame)), differs)
    for place, row in zip(matters, _records(whole.iloc[matters]), strict=True):
        yield _change("without", table, row), readings[(place,)]


def additions(table: str, load: Load, columns: Sequence[str]) -> Iterator[tuple[Change, Load]]:
    """Yield each row that could be counted and is not, with the tables as they are then.

    A row of low confidence counts as one of medium confidence, an unnumbered sail as a numbered
    one, and a row of `GAPS` that names the table is appended: its columns of the same names are
    taken over, the others are unknown. The first three parameters are those of `omissions`.
    """
    whole = load(table)
    rows, frame = _records(whole), whole[list(columns)]
    for column, word, instead, why in _DOUBTS:
        if column not in columns:
            continue
        doubtful = (frame[column] == word).fillna(value=False)
        for label, row in zip(frame.index, rows, strict=True):
            if doubtful[label]:
                other = frame.copy()
                other.loc[label, column] = instead
                yield _change("with", table, row, why), _with_table(load, table, other)
    for row in _gaps(table, load):
        longer = pd.concat([frame, _shaped(row, frame)], ignore_index=True)
        yield _change("with", table, row, _GAP), _with_table(load, table, longer)


_DOUBTS: Final = (
    ("confidence", "low", "medium", _LOW),
    ("kind", "unnumbered_mca", "multilateral_mca", _UNNUMBERED),
)
"""Columns whose word keeps a row from being counted, the word, what would count, and why."""


def _records(frame: pd.DataFrame) -> list[_Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def lasting(load: Load) -> Load:
    """Return tables that are read once each; what reads them changes none."""
    frames: dict[str, pd.DataFrame] = {}

    def loaded(name: str) -> pd.DataFrame:
        if name not in frames:
            frames[name] = load(name)
        return frames[name]

    return loaded


def _with_table(load: Load, table: str, frame: pd.DataFrame) -> Load:
    return lambda name: frame if name == table else load(name)


def _gaps(table: str, load: Load) -> Iterator[_Row]:
    try:
        gaps = load(GAPS)
    except EvidenceError:
        return
    yield from _records(gaps[gaps["table"] == table])


def _shaped(row: _Row, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row as a frame with the columns and the kinds of column of another."""
    fields = {
        "confidence": "medium",
        **{name: value for name, value in row.items() if not _blank(value)},
    }
    columns = {
        name: pd.Series([fields.get(str(name), "" if str(kind) == "str" else None)], dtype=kind)
        for name, kind in frame.dtypes.items()
    }
    return pd.DataFrame(columns)


def _blank(value: object) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))  # type: ignore[call-overload]


def _change(how: Literal["without", "with"], table: str, row: _Row, why: str = "") -> Change:
    sources = row.get("source_ids", ())
    return Change(how, table, _key(table, row), _label(table, row), why, tuple(sources))


def _key(table: str, row: _Row) -> str:
    return _KEYS[table](row) if table in _KEYS else str(row["id"])


def _label(table: str, row: _Row) -> str:
    return _LABELS[table](row) if table in _LABELS else _key(table, row)


def _day(row: _Row, column: str = "date") -> str:
    return str(PartialDate(row[column].date(), "day"))


def _short(words: str) -> str:
    return shorten(words, 60, placeholder="…")


def _place(row: _Row) -> str:
    place = row.get("feature") or row["place"]  # a known gap has its place in words
    return str(place).replace("_", " ")


_KEYS: Final[dict[str, Callable[[_Row], str]]] = {
    "balikatan": lambda row: str(row["year"]),
    "defense_budgets": lambda row: f"{row['country']}:{row['fiscal_year']}:{row['basis']}",
}
"""The key of a row, as the ledger writes it; its ``id`` in all other tables."""
_LABELS: Final[dict[str, Callable[[_Row], str]]] = {
    "balikatan": lambda row: f"Balikatan {row['year']}",
    "ccg_presence": lambda row: f"{_place(row)}, {row['period_start'].year}",
    "defense_budgets": lambda row: f"fiscal {row['fiscal_year']}",
    "diplomatic_events": lambda row: f"{row['title']}, {row['date'].year}",
    "incidents": lambda row: f"{_day(row)}, {_place(row)}",
    "joint_activities": _day,
    "summit_commitments": lambda row: _short(f"{row['id']}: {row['commitment']}"),
}
