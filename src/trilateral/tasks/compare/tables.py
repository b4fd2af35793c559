"""Comparison of tables: columns, rows, order, kinds, values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from trilateral.tasks.answers import describe, plain
from trilateral.tasks.compare.equality import (
    TOLERANCE,
    Value,
    kind_of,
    matched,
    name_of,
    row_of,
    strangers,
    value_of,
)
from trilateral.tasks.comparison import SAME, Comparison, listed, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_KINDS: Final = {
    "truth value": "truth values",
    "number": "numbers",
    "date": "dates",
    "duration": "durations",
    "text": "texts",
    "list": "lists",
    "set": "sets",
    "dictionary": "dictionaries",
    "other": "values that cannot be read",
}


def table(
    answer: object,
    right: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    ordered: bool = False,
    tolerance: float = TOLERANCE,
) -> Comparison:
    """Compare tables, whatever the order of their columns and the numbering of their rows.

    Cells are equal by the one rule of `compare.equality`: by what they say, and not by the type of
    the column. Labels of columns are names, so that 2024, 2024.0 and "2024" are one.

    Parameters
    ----------
    answer
        The answer. Levels of its index that have a name count as columns.
    right
        What is expected. Of `answer`'s columns, exactly these are expected.
    by
        Columns whose values tell the rows apart; they make the sentence say which row differs.
    ordered
        Whether the order of the rows counts.
    tolerance
        How far apart two numbers may be.
    """
    if not isinstance(answer, pd.DataFrame):
        return Comparison(f"A table (DataFrame) is expected; yours is {describe(plain(answer))}.")
    own = _with_index(answer)
    names = [name_of(label) for label in right.columns]
    if (different := _columns(list(own.columns), names)) is not None:
        return different
    both = _Tables(
        names, own, _cells(own), _cells(right.set_axis(names, axis="columns")), tolerance
    )
    for different in (_rows(both, by), _kinds(both)):
        if different is not None:
            return different
    return _in_order(both, by) if ordered else _in_any_order(both, by)


class _Tables(NamedTuple):
    """Two tables with the same columns, as values."""

    columns: list[str]
    frame: pd.DataFrame
    """The learner's own, to quote from."""
    own: dict[str, list[Value]]
    right: dict[str, list[Value]]
    tolerance: float

    def rows(self, columns: Sequence[str]) -> tuple[list[Value], list[Value]]:
        """Return the rows of both, as far as these columns go."""
        own, right = (
            [row_of(cells) for cells in zip(*(side[name] for name in columns), strict=True)]
            for side in (self.own, self.right)
        )
        return own, right

    def name(self, by: Sequence[str], place: int) -> str:
        """Return what tells a row of the learner's from the others."""
        return ", ".join(name_of(self.frame[name].iloc[place]) for name in by)

    def equal(self, column: str, own: int, right: int) -> bool:
        """Say whether two cells of a column are equal."""
        return self.own[column][own].equals(self.right[column][right], self.tolerance)


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    own = frame.reset_index(level=named) if named else frame
    return own.set_axis([name_of(label) for label in own.columns], axis="columns")


def _cells(frame: pd.DataFrame) -> dict[str, list[Value]]:
    return {
        name: [value_of(cell) for cell in frame.iloc[:, at]]
        for at, name in enumerate(frame.columns)
    }


def _columns(own: list[str], wanted: list[str]) -> Comparison | None:
    missing = [name for name in wanted if name not in own]
    extra = [name for name in own if name not in wanted]
    twice = [name for name, count in Counter(own).items() if name in wanted and count > 1]
    parts = []
    for names, singular, plural in (
        (missing, "is missing", "are missing"),
        (extra, "is not asked for", "are not asked for"),
        (twice, "appears twice", "appear twice"),
    ):
        if names:
            word = verb(len(names), "The column", "The columns")
            parts.append(f"{word} {listed(names)} {verb(len(names), singular, plural)}.")
    return Comparison(" ".join(parts)) if parts else None


def _rows(both: _Tables, by: Sequence[str]) -> Comparison | None:
    own, right = both.rows(both.columns)
    if by and own:
        keys, wanted = both.rows(by)
        strange = strangers(keys, wanted, TOLERANCE)
        if strange:
            names = sorted({both.name(by, place) for place in strange})
            word = verb(len(names), "The row", "The rows")
            does = verb(len(names), "does", "do")
            return Comparison(f"{word} of {listed(names)} {does} not belong.")
    if len(own) != len(right):
        much = "many" if len(own) > len(right) else "few"
        return Comparison(f"Your table has {len(own)} rows: too {much}.")
    return None


def _kinds(both: _Tables) -> Comparison | None:
    for name in both.columns:
        own, wanted = _kinds_of(both.own[name]), _kinds_of(both.right[name])
        strange = [kind for kind in own if kind not in wanted]
        if strange and wanted:
            own_kind, asked = (
                " and ".join(_KINDS[kind] for kind in kinds) for kinds in (strange, wanted)
            )
            return Comparison(f"The column `{name}` holds {own_kind}; {asked} are expected.")
    return None


def _kinds_of(column: Iterable[Value]) -> list[str]:
    kinds = {kind_of(value) for value in column}
    return [kind for kind in _KINDS if kind in kinds]


def _in_order(both: _Tables, by: Sequence[str]) -> Comparison:
    return _cell_by_cell(both, [(place, place) for place in range(len(both.frame))], by)


def _in_any_order(both: _Tables, by: Sequence[str]) -> Comparison:
    own, right = both.rows(both.columns)
    pairs = matched(own, right, both.tolerance)
    rest = sorted(set(range(len(own))) - set(pairs))
    if not rest:
        return SAME
    over = sorted(set(range(len(right))) - set(pairs.values()))
    if by:
        keys, wanted = both.rows(by)
        matches = matched([keys[m] for m in rest], [wanted[r] for r in over], TOLERANCE)
        twice = [place for at, place in enumerate(rest) if at not in matches]
        if twice:
            names = sorted({both.name(by, place) for place in twice})
            word = verb(len(names), "The row", "The rows")
            appears = verb(len(names), "appears", "appear")
            return Comparison(f"{word} of {listed(names)} {appears} twice.")
        return _cell_by_cell(both, [(rest[m], over[r]) for m, r in sorted(matches.items())], by)
    return _column_by_column(both, rest, over)


def _cell_by_cell(both: _Tables, pairs: list[tuple[int, int]], by: Sequence[str]) -> Comparison:
    """Compare rows that belong together, and name the first that differs."""
    for name in both.columns:
        wrong = [own for own, right in pairs if not both.equal(name, own, right)]
        if wrong:
            return _difference(both, name, wrong, by)
    return SAME


def _column_by_column(both: _Tables, rest: list[int], over: list[int]) -> Comparison:
    """Compare the rows left over, of which nothing says which belongs to which."""
    for name in both.columns:
        own, right = both.own[name], both.right[name]
        pairs = matched([own[m] for m in rest], [right[r] for r in over], both.tolerance)
        wrong = [place for at, place in enumerate(rest) if at not in pairs]
        if wrong:
            return _difference(both, name, wrong, ())
    return Comparison(
        "Each column holds the right values, but some are not together in the right row; the "
        f"first such row is row {rest[0] + 1}."
    )


def _difference(both: _Tables, name: str, wrong: list[int], by: Sequence[str]) -> Comparison:
    first = wrong[0]
    where = both.name(by, first) if by else f"row {first + 1}"
    count = f"{len(wrong)} of {len(both.frame)} values {verb(len(wrong), 'differs', 'differ')}"
    yours = f"{both.frame[name].iloc[first]!s:.60}"
    return Comparison(
        f"In the column `{name}`, {count}; the first is at {where}, where yours is {yours}."
    )
