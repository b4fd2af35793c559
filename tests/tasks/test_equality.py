"""One meaning of "equal": by what values say, whatever type holds them."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from trilateral.tasks import compare, is_number, is_whole_number
from trilateral.tasks.answers import plain
from trilateral.tasks.compare.equality import same

DAY = dt.date(2024, 7, 8)
NOON = dt.datetime(2024, 7, 8, 12)  # noqa: DTZ001 -- the course's moments have no zone


@pytest.mark.parametrize(
    ("mine", "right"),
    [
        (2024.0, 2024),
        (np.int64(2024), 2024),
        (np.float32(0.5), 0.5),
        (np.uint8(7), np.float64(7)),
        (0.1 + 0.2, 0.3),
        (10**400, 10**400),
        (math.inf, math.inf),
        (np.bool_(True), True),  # noqa: FBT003 -- a value
        (np.str_("a"), "a"),
        *((blank, other) for blank in (None, math.nan, pd.NaT, pd.NA) for other in (None, pd.NA)),
        (np.datetime64("NaT"), None),
        (DAY, pd.Timestamp(DAY)),
        (np.datetime64("2024-07-08"), DAY),
        (np.datetime64("2024-07-08", "ns"), DAY),
        ("2024-07-08", DAY),
        ("2024-07-08T00:00:00", DAY),
        ("2024-07-08 00:00:00+08:00", DAY),
        (pd.Timestamp("2024-07-08", tz="UTC"), DAY),
        ("2024-07-08T12:00:00.000", NOON),
        (dt.timedelta(days=1), pd.Timedelta("1D")),
        (np.timedelta64(24, "h"), pd.Timedelta("1D")),
        ((1, 2), [1.0, 2.0]),
        (np.array([1, 2]), (1, 2)),
        ({(1, "a"), (2, "b")}, {(2.0, "b"), (1.0, "a")}),
        ({(1, "a"): 1}, {(1.0, "a"): 1.0}),
        ({frozenset({1, 2})}, {frozenset({2.0, 1.0})}),
        ({"a": [None, 1]}, {"a": (math.nan, 1.0)}),
    ],
)
def test_when_two_values_say_the_same_then_they_are_equal(mine: object, right: object) -> None:
    assert same(mine, right)
    assert same(right, mine)


@pytest.mark.parametrize(
    ("mine", "right"),
    [
        (True, 1),
        (False, 0),
        (True, 1.0),
        ("1", 1),
        ("True", True),
        ("", None),
        (0, None),
        ("nan", math.nan),
        ("None", None),
        (False, None),
        (math.inf, -math.inf),
        (math.inf, 10**400),
        (10**400, 10**401),
        (2024, 2025),
        (1.0, 1.00001),
        ("a", "A"),
        ("2024-07-08", "2024-07-09"),
        ("8 July 2024", DAY),
        ("2024-07", DAY),
        ("20240708", DAY),
        ("2024-02-30", dt.date(2024, 3, 1)),
        (NOON, DAY),
        (20240708, DAY),
        (pd.Timedelta("1D"), 1),
        ([1, 2], [2, 1]),
        ([1], 1),
        ([1, 2], [1, 2, 2]),
        ({1, 2}, [1, 2]),
        ({(1, 2)}, {(2, 1)}),
        ({1: "a"}, {"a": 1}),
        ({"a": True}, {"a": 1}),
        (object(), object()),
    ],
)
def test_when_two_values_say_different_things_then_they_are_not_equal(
    mine: object, right: object
) -> None:
    assert not same(mine, right)
    assert not same(right, mine)


@pytest.mark.parametrize("value", [np.int64(3), np.float64(3), np.uint8(3), 3, 3.0, 10**400])
def test_when_a_number_is_numpys_then_it_is_a_number(value: Any) -> None:  # noqa: ANN401 -- of any type
    assert is_number(value)
    assert is_whole_number(value)
    assert compare.number(value, value)
    assert compare.numbers([value, value], [value, value])


@pytest.mark.parametrize("value", [True, np.bool_(True), "3", None, math.nan, np.float64("inf")])  # noqa: FBT003 -- values
def test_when_a_value_is_not_a_number_then_it_is_not_taken_for_one(value: object) -> None:
    assert not is_number(value)
    assert not is_whole_number(value)


@pytest.mark.parametrize(
    ("compared", "says"),
    [
        (compare.members([1.0, 2.0], [1, 2]), ""),
        (compare.members(np.array([1, 2], dtype=object), {1, 2}), ""),
        (compare.members(pd.Series([1, 2], dtype="Int64"), [1, 2]), ""),
        (compare.members(pd.Series(["a", "b"], dtype="category"), ["a", "b"]), ""),
        (compare.members(pd.array(["a", "b"], dtype="string[python]"), ["a", "b"]), ""),
        (compare.members(pd.to_datetime(["2024-07-08"]), [DAY]), ""),
        (compare.members([1.04, 0.97], [1.0, 1.05], tolerance=0.05), ""),
        (compare.members({(1, "a")}, [(1, "a")]), ""),
        (compare.members([(1, "a"), (2, "b")], {(1, "a"), (2, "b")}), ""),
        (compare.members(frozenset({(1, 2)}), {(1, 2)}), ""),
        # As sets these were equal: what is in them is not.
        (
            compare.members(["a", "a", "b"], ["a", "b", "b"]),
            "1 is missing. `a` appears too often.",
        ),
        (compare.members(["a", "a", "b"], {"a", "b"}), "`a` appears too often."),
        (compare.members([True], [1]), "1 is missing. `True` does not belong."),
        (compare.members(["1"], [1]), "1 is missing. `1` does not belong."),
        (compare.members([1, None], [1, math.nan]), ""),
        (compare.mapping({2024.0: 1.0}, {2024: 1}), ""),
        (compare.mapping(pd.Series([1], index=[2024.0]), {2024: 1}), ""),
        (compare.mapping(pd.Series([1], index=pd.Index([2024], dtype=object)), {2024: 1}), ""),
        (compare.mapping(pd.Series([1], index=["a"], dtype="Int64"), {"a": 1}), ""),
        (compare.mapping({("JP", 2024): 1}, {("JP", 2024.0): 1}), ""),
        (compare.mapping(pd.Series({("JP", 2024): 1}), {("JP", 2024): 1}), ""),
        (
            compare.mapping({"2024": 1}, {2024: 1}),
            "In the index: 1 is missing. `2024` does not belong.",
        ),
        (
            compare.mapping({("JP", 2024): 2}, {("JP", 2024): 1}),
            "At JP 2024: Yours, 2, is too high.",
        ),
        # A key that is in it twice, of which a dict would have kept the last.
        (
            compare.mapping(pd.Series([9, 1], index=["a", "a"]), {"a": 1}),
            "In the index: `a` appears too often.",
        ),
        (compare.number(10**400, 1), "Yours, a number too large to show, is too high."),
        (compare.date(np.datetime64("2024-07-08"), DAY), ""),
        (compare.date(NOON.isoformat(), DAY), ""),
        (compare.date(pd.NaT, DAY), "A date is expected; yours is nothing (None)."),
        (compare.date(20240708, DAY), "A date is expected; yours is a whole number (20240708)."),
    ],
)
def test_when_collections_are_compared_then_values_count_and_not_types(
    compared: compare.Comparison, says: str
) -> None:
    assert compared.difference == says


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({(1, 2): "a"}, {(1, 2): "a"}),
        ({(1, (2, 3))}, {(1, (2, 3))}),
        ({frozenset({(1, 2)})}, {frozenset({(1, 2)})}),
        (np.datetime64("2024-07-08", "ns"), DAY),
        (np.array(["2024-07-08"], dtype="datetime64[ns]"), [DAY]),
        (dt.timedelta(days=2), pd.Timedelta(days=2)),
        (np.timedelta64(2, "D"), pd.Timedelta(days=2)),
    ],
)
def test_when_an_answer_is_made_plain_then_it_still_says_the_same(
    given: object, answer: object
) -> None:
    assert plain(given) == answer


YEARS = pd.DataFrame({"year": [2023, 2024, 2025], "n": [25, 31, 30]})
GAPS = pd.DataFrame(
    {"id": ["a", "b", None], "km": [1.0, math.nan, 3.0], "low": [True, False, True]}
)
DAYS = pd.DataFrame(
    {"day": pd.to_datetime(pd.Series(["2024-07-08", "2025-09-11", None])), "n": [1, 2, 3]}
)
ROWS = pd.DataFrame([row for _, row in YEARS.astype({"n": float}).iterrows()])


@pytest.mark.parametrize(
    ("mine", "right", "options"),
    [
        (ROWS, YEARS, {"by": ["year"]}),
        (YEARS.astype(object), YEARS, {"by": ["year"]}),
        (YEARS.astype("Int64"), YEARS, {"by": ["year"], "ordered": True}),
        (YEARS.astype({"year": float}).set_index("year"), YEARS, {"by": ["year"]}),
        (GAPS.astype({"km": "Int64"}), GAPS, {}),
        (GAPS.astype({"km": "Int64"}), GAPS, {"by": ["id"]}),
        (GAPS.astype(object), GAPS, {"ordered": True}),
        (GAPS.astype({"id": "string[python]"}), GAPS, {"by": ["id"]}),
        (GAPS.astype({"id": "category", "low": "boolean"}), GAPS, {"by": ["id"]}),
        (DAYS.assign(day=DAYS["day"].dt.date), DAYS, {"by": ["day"]}),
        (DAYS.assign(day=DAYS["day"].astype("datetime64[s]")), DAYS, {}),
        (DAYS.assign(day=DAYS["day"].dt.tz_localize("UTC")), DAYS, {}),
        (DAYS.assign(day=DAYS["day"].dt.strftime("%Y-%m-%d")), DAYS, {"by": ["day"]}),
        (DAYS, DAYS.assign(day=DAYS["day"].dt.strftime("%Y-%m-%d")), {"ordered": True}),
        (YEARS.rename(columns={"n": 2024.0}), YEARS.rename(columns={"n": 2024}), {}),
        (YEARS.rename(columns={"n": 2024}), YEARS.rename(columns={"n": "2024"}), {}),
        # Within the tolerance, whichever column comes first and however close the rows are.
        (
            pd.DataFrame({"rate": [1.04, 0.97], "name": ["b", "a"]}),
            pd.DataFrame({"rate": [1.0, 1.01], "name": ["a", "b"]}),
            {"tolerance": 0.05},
        ),
        (pd.DataFrame({"s": [{(1, 2)}, (3, 4)]}), pd.DataFrame({"s": [{(1.0, 2)}, [3, 4.0]]}), {}),
        (YEARS.iloc[:0], YEARS.iloc[:0], {"by": ["year"]}),
    ],
)
def test_when_a_right_table_is_in_other_types_then_it_is_right(
    mine: pd.DataFrame, right: pd.DataFrame, options: dict[str, Any]
) -> None:
    compared = compare.table(mine, right, **options)
    assert compared, compared.difference


@pytest.mark.parametrize(
    ("mine", "right", "options", "says"),
    [
        # Row 1 is right: a blank in ``Int64`` is one in ``float64``.
        (
            GAPS.assign(km=pd.Series([1, None, 4])).astype({"km": "Int64"}),
            GAPS,
            {},
            "In the column `km`, 1 of 3 values differs; the first is at row 3, where yours is 4.",
        ),
        # The surplus 25 is in row 2: row 1 is right.
        (YEARS.assign(n=[25, 25, 30]), YEARS, {}, "the first is at row 2, where yours is 25."),
        (YEARS.assign(n=[25, 30, 31]).iloc[::-1], YEARS, {}, "the first such row is row 1."),
        (
            YEARS.assign(n=[25, 30, 31]),
            YEARS,
            {},
            "Each column holds the right values, but some are not together",
        ),
        (ROWS.assign(n=[25, 36, 30]), YEARS, {"by": ["year"]}, "is at 2024, where yours is 36."),
        (YEARS.replace({2024: 2023}), YEARS, {"by": ["year"]}, "The row of `2023` appears twice."),
        (ROWS.replace({2024: 2022}), YEARS, {"by": ["year"]}, "The row of `2022` does not belong."),
        (YEARS.assign(n=["25", 31, 30]), YEARS, {}, "`n` holds texts; numbers are expected."),
        (
            YEARS.assign(n=[True, 31, 30]),
            YEARS,
            {},
            "`n` holds truth values; numbers are expected.",
        ),
        (GAPS.assign(low=[1, 0, 1]), GAPS, {}, "`low` holds numbers; truth values are expected."),
        (
            DAYS.assign(day=pd.Series(["8 July 2024", None, None])),
            DAYS,
            {},
            "holds texts; dates are expected.",
        ),
        (DAYS.assign(day=DAYS["day"] + pd.Timedelta("12h")), DAYS, {}, "2 of 3 values differ"),
        (pd.concat([YEARS, YEARS["n"]], axis=1), YEARS, {}, "The column `n` appears twice."),
        (GAPS.fillna({"km": 0}), GAPS, {}, "the first is at row 2, where yours is 0.0."),
    ],
)
def test_when_a_table_is_wrong_then_the_sentence_names_a_row_that_is(
    mine: pd.DataFrame, right: pd.DataFrame, options: dict[str, Any], says: str
) -> None:
    assert says in compare.table(mine, right, **options).difference


def test_when_a_chart_draws_dates_and_gaps_then_its_data_are_compared_by_value() -> None:
    drawn = alt.Chart(DAYS.astype({"n": float})).mark_bar().encode(x="day:T", y="n:Q").to_dict()
    wanted: dict[str, Any] = {"marks": ["bar"], "encodings": {}}
    compared = compare.chart(drawn, **wanted, data=DAYS)
    assert compared, compared.difference
    assert not compare.chart(drawn, **wanted, data=DAYS.assign(n=[1, 2, 4]))
