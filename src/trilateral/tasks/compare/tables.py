"""Comparison of tables: columns, rows, order, kinds, values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api import types
from pandas.testing import assert_series_equal

from trilateral.tasks.answers import describe, plain
from trilateral.tasks.compare.comparison import SAME, Comparison, listed, verb

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(
    mine: object,
    right: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    ordered: bool = False,
    tolerance: float = 1e-9,
) -> Comparison:
    """Compare tables, whatever the order of their columns and the numbering of their rows.

    Parameters
    ----------
    mine
        The answer. Levels of its index that have a name count as columns.
    right
        What is expected. Of `mine`'s columns, exactly these are wanted.
    by
        Columns whose values tell the rows apart; they make the sentence say which row differs.
    ordered
        Whether the order of the rows counts.
    tolerance
        How far apart two numbers may be.
    """
    if not isinstance(mine, pd.DataFrame):
        return Comparison(f"A table (DataFrame) is wanted, and yours is {describe(plain(mine))}.")
    own = _with_index(mine)
    columns = [str(name) for name in right.columns]
    different = _columns(own, columns)
    if different is None:
        different = _rows(own, right, by)
    if different is None:
        different = _kinds(own, right)
    if different is not None:
        return different
    if ordered:
        return _values(own.reset_index(drop=True), right.reset_index(drop=True), by, tolerance)
    keys = list(by) or columns
    return _values(_sorted(own, keys), _sorted(right, keys), by, tolerance)


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    own = frame.reset_index(level=named) if named else frame
    return own.rename(columns=str)


def _columns(own: pd.DataFrame, wanted: list[str]) -> Comparison | None:
    missing = [name for name in wanted if name not in own.columns]
    extra = [name for name in own.columns if name not in wanted]
    parts = []
    if missing:
        word = verb(len(missing), "The column", "The columns")
        parts.append(f"{word} {listed(missing)} {verb(len(missing), 'is', 'are')} missing.")
    if extra:
        word = verb(len(extra), "The column", "The columns")
        parts.append(f"{word} {listed(extra)} {verb(len(extra), 'is', 'are')} not asked for.")
    return Comparison(" ".join(parts)) if parts else None


def _rows(own: pd.DataFrame, right: pd.DataFrame, by: Sequence[str]) -> Comparison | None:
    if by and not own.empty:
        mine, theirs = (set(map(tuple, f[list(by)].astype(str).to_numpy())) for f in (own, right))
        strange = sorted(" ".join(key) for key in mine - theirs)
        if strange:
            word = verb(len(strange), "The row", "The rows")
            does = verb(len(strange), "does", "do")
            return Comparison(f"{word} of {listed(strange)} {does} not belong.")
    if len(own) != len(right):
        much = "many" if len(own) > len(right) else "few"
        return Comparison(f"Your table has {len(own)} rows: too {much}.")
    return None


def _kinds(own: pd.DataFrame, right: pd.DataFrame) -> Comparison | None:
    for name in right.columns:
        mine, wanted = _kind(own[name]), _kind(right[name])
        if mine != wanted:
            return Comparison(f"The column `{name}` holds {mine}; {wanted} are wanted.")
    return None


def _kind(column: pd.Series) -> str:
    if types.is_bool_dtype(column):
        return "truth values"
    if types.is_numeric_dtype(column):
        return "numbers"
    if types.is_datetime64_any_dtype(column):
        return "dates"
    if types.is_timedelta64_dtype(column):
        return "durations"
    return "texts"


def _sorted(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    plain_index = frame.reset_index(drop=True)
    # As text, so that no two kinds in one column can refuse to be compared.
    texts = plain_index[keys].map(lambda v: f"{v:020.9f}" if _is_number(v) else str(v))
    return plain_index.loc[texts.sort_values(keys, kind="stable").index].reset_index(drop=True)


def _values(
    own: pd.DataFrame, right: pd.DataFrame, by: Sequence[str], tolerance: float
) -> Comparison:
    for name in right.columns:
        try:
            assert_series_equal(
                own[name],
                right[name],
                check_dtype=False,
                check_index=False,
                check_names=False,
                check_categorical=False,
                check_exact=False,
                rtol=1e-9,
                atol=tolerance,
            )
        except AssertionError:
            return Comparison(_where(own, right, str(name), by, tolerance))
    return SAME


def _where(
    own: pd.DataFrame, right: pd.DataFrame, name: str, by: Sequence[str], tolerance: float
) -> str:
    same = [_agree(a, b, tolerance) for a, b in zip(own[name], right[name], strict=True)]
    wrong = [place for place, agrees in enumerate(same) if not agrees] or [0]
    first = own.iloc[wrong[0]]
    row = ", ".join(str(first[key]) for key in by) if by else f"row {wrong[0] + 1}"
    count = f"{len(wrong)} of {len(own)} values {verb(len(wrong), 'differs', 'differ')}"
    return f"In the column `{name}`, {count}; the first is at {row}, where yours is {first[name]}."


def _agree(mine: Any, right: Any, tolerance: float) -> bool:  # noqa: ANN401 -- cells of any kind
    if pd.isna(mine) or pd.isna(right):
        return bool(pd.isna(mine) and pd.isna(right))
    if _is_number(mine) and _is_number(right):
        return abs(float(mine) - float(right)) <= tolerance + 1e-9 * abs(float(right))
    return bool(mine == right)


def _is_number(value: object) -> bool:
    return types.is_number(value) and not types.is_bool(value)
