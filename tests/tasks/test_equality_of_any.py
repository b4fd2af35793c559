"""One meaning of "equal", for values of any kind that chance makes."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.tasks.retyped import WAYS, frame
from trilateral.tasks import compare
from trilateral.tasks.answers import plain
from trilateral.tasks.compare.equality import matched, same, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

CELLS = {
    "whole": st.integers(-(2**31), 2**31),
    "gaps": st.one_of(st.none(), st.integers(-1000, 1000)).map(
        lambda n: math.nan if n is None else float(n)
    ),
    "share": st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    "word": st.one_of(st.none(), st.text("abc1-", max_size=3)),
    "truth": st.booleans(),
    "day": st.dates(dt.date(1951, 1, 1), dt.date(2030, 1, 1)),
}
TABLES = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=6).map(
    lambda rows: pd.DataFrame(rows).assign(day=lambda t: pd.to_datetime(t["day"]))
)
KINDS: dict[str, Sequence[str]] = {
    "whole": ("int64", "float64", "object", "Int64", "Float64", "category"),
    "gaps": ("float64", "object", "Int64", "Float64"),
    "share": ("float64", "object", "Float64", "category"),
    "word": ("object", "string[python]", "category"),
    "truth": ("bool", "object", "boolean", "category"),
    "day": ("datetime64[ns]", "datetime64[s]", "object", "category", "string[python]"),
}
RETYPES = st.fixed_dictionaries({name: st.sampled_from(kinds) for name, kinds in KINDS.items()})


def changed(value: Any) -> Any:  # noqa: ANN401 -- a cell of any kind
    """Return another value of the same kind."""
    if pd.isna(value):
        return 1
    match plain(value):
        case bool() as truth:
            return not truth
        case str() as word:
            return f"{word}x"
        case dt.date():
            return value + pd.Timedelta(days=1)
        case int() as whole:  # stays whole, for a column of Int64
            return whole + max(1, math.ceil(abs(whole) * 1e-6))
        case number:
            return number + max(1.0, abs(number) * 1e-6)


@settings(max_examples=50)
@given(TABLES, RETYPES, st.randoms(use_true_random=False), st.booleans())
def test_when_any_table_is_retyped_and_shuffled_then_it_is_right(
    right: pd.DataFrame,
    kinds: dict[str, str],
    random: Random,
    ordered: bool,  # noqa: FBT001 -- drawn
) -> None:
    places = list(range(len(right)))
    names = list(right)
    if not ordered:
        random.shuffle(places)
    random.shuffle(names)
    mine = right.astype(kinds)[names].iloc[places]
    compared = compare.table(mine, right, ordered=ordered)
    assert compared, compared.difference
    for way in WAYS:
        assert compare.table(frame(mine, way), right, ordered=ordered), way


@given(TABLES, RETYPES, st.data())
def test_when_one_cell_of_any_table_is_changed_then_it_is_wrong(
    right: pd.DataFrame, kinds: dict[str, str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(list(right)))
    place = data.draw(st.integers(0, len(right) - 1))
    cells = right[name].tolist()
    cells[place] = changed(cells[place])
    mine = right.assign(**{str(name): cells}).astype(kinds if name != "word" else {})
    compared = compare.table(mine, right)
    assert not compared
    if "first is at" in compared.difference:
        row = int(compared.difference.split("row ")[1].split(",")[0]) - 1
        assert row == place or not same(mine[name].iloc[row], right[name].iloc[row])
    assert not compare.table(mine, right, ordered=True)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.dates(),
    st.datetimes(),
    st.timedeltas(dt.timedelta(-1000), dt.timedelta(1000)),
)
THINGS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


@given(THINGS, THINGS)
def test_when_any_two_values_are_compared_then_either_way_round_it_is_the_same(
    one: object, other: object
) -> None:
    assert same(one, one)
    assert same(one, other) == same(other, one)


@given(st.lists(st.floats(0, 1), max_size=7), st.lists(st.floats(0, 1), max_size=7))
def test_when_numbers_are_matched_within_a_tolerance_then_none_is_left_over_that_could_be(
    mine: list[float], right: list[float]
) -> None:
    tolerance = 0.1
    pairs = matched([value_of(x) for x in mine], [value_of(y) for y in right], tolerance)
    assert len(set(pairs.values())) == len(pairs)
    assert all(same(mine[m], right[r], tolerance) for m, r in pairs.items())
    most, at = 0, 0  # on a line, to take the lowest partner first is best
    for x in sorted(mine):
        while (
            at < len(right) and sorted(right)[at] < x and not same(x, sorted(right)[at], tolerance)
        ):
            at += 1
        if at < len(right) and same(x, sorted(right)[at], tolerance):
            most, at = most + 1, at + 1
    assert len(pairs) == most


@given(st.lists(SCALARS, max_size=6), st.randoms(use_true_random=False))
def test_when_members_are_shuffled_then_they_are_right_and_one_more_or_less_is_wrong(
    right: list[Any],
    random: Random,
) -> None:
    assume(all(type(item) is not float or math.isfinite(item) for item in right))
    mine = random.sample(right, len(right))
    assert compare.members(mine, right)
    assert not compare.members([*mine, "one more"], right)
    assert not right or not compare.members(mine[1:], right)
