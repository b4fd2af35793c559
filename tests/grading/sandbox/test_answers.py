"""Answers cross as plain values, or are refused by name."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from trilateral.evidence import load
from trilateral.grading.sandbox.answers import Reason, RefusedError, decode, encode
from trilateral.grading.sandbox.answers.bounds import BYTES, DEPTH, TEXT
from trilateral.tasks.answers import MISSING, Opaque

TABLE = pd.DataFrame(
    {
        "whole": [1, 2, 3],
        "part": [0.5, None, math.inf],
        "text": ["a", None, "ü"],
        "truth": [True, False, True],
        "day": [pd.Timestamp("2025-01-01"), pd.NaT, pd.Timestamp("2025-03-01")],
        "zone": pd.to_datetime(["2025-01-01T05:00Z"] * 3),
        "lists": [["x"], [], ["y", "z"]],
    }
)
PLAIN = {
    "nothing": None,
    "truth": True,
    "number": 3,
    "fraction": 0.1,
    "infinity": -math.inf,
    "large": 10**200,
    "text": "Ayungin \u4ec1\u611b \ud800",
    "date": date(2025, 6, 17),
    "moment": datetime(2025, 6, 17, 12, 30),  # noqa: DTZ001 -- as learners write it
    "list": [1, [2, "x"], None],
    "set": {1, 2},
    "dict": {"a": 1, "b": [2]},
    "keys that are numbers": {2024: 1, 2025: {"a": None}},
    "keys that are tuples": {(2024, "Sabina"): 1, ((1, 2), 3): 2},
    "set of tuples": {("China", "ship"), ("Japan", "ship")},
    "set of sets": {frozenset({1, 2}), frozenset({3})},
    "duration": pd.Timedelta(days=3, hours=2),
    "placeholder": ...,
    "missing": MISSING,
    "unreadable": Opaque("Thing"),
}
TABLES = {
    "mixed": TABLE,
    "indexed": TABLE.set_index("text"),
    "two levels": TABLE.set_index(["whole", "text"]),
    "two levels of columns": pd.DataFrame([[1, 2]], columns=[["a", "a"], ["b", "c"]]),
    "empty": TABLE.iloc[:0],
    "twice the same label": pd.DataFrame([[1, "x"]], columns=["a", "a"]),
    "nullable": pd.DataFrame({"n": pd.array([1, None], dtype="Int64")}),
}


def carried(value: object) -> Any:  # noqa: ANN401 -- a plain value
    """Return what arrives of a value."""
    return decode(encode(value, lambda _: 7), lambda number, name: (number, name))


@pytest.mark.parametrize("value", PLAIN.values(), ids=PLAIN.keys())
def test_when_a_plain_value_crosses_then_it_arrives_as_it_was(value: object) -> None:
    arrived = carried(value)
    assert arrived == value
    assert type(arrived) is type(value)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_when_a_table_crosses_then_it_arrives_with_its_types(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(carried(table), table, check_freq=False)
    for at in range(table.shape[1]):
        pd.testing.assert_series_equal(carried(table.iloc[:, at]), table.iloc[:, at])


def test_when_a_table_of_the_evidence_crosses_then_the_checks_see_the_same() -> None:
    incidents = load("incidents")
    arrived = carried(incidents)
    assert list(arrived.columns) == list(incidents.columns)
    assert arrived["date"].tolist() == incidents["date"].tolist()


def test_when_a_number_is_numpys_then_pythons_arrives() -> None:
    assert type(carried(np.int64(3))) is int
    assert math.isnan(carried(np.float32("nan")))


def test_when_a_chart_crosses_then_its_specification_arrives() -> None:
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    assert carried(chart)["mark"] == {"type": "bar"}


def test_when_a_function_crosses_then_only_its_number_does() -> None:
    assert carried({"f": len}) == {"f": (7, "len")}


class Text(str):
    """Text that claims to be equal to everything."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Anything:
    """Equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]  # so that it cannot be a key


class LyingFloat(float):
    """Shows another number than it is."""

    def __repr__(self) -> str:
        return "42.0"


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


def test_when_an_answer_is_of_a_kind_of_the_learners_own_then_only_its_value_arrives() -> None:
    assert type(carried(Text("x"))) is str
    assert carried(Text("x")) != "y"
    assert carried(Anything()) == Opaque("Anything")
    assert carried(LyingFloat(1.0)) == 1.0


TOO_MUCH = {
    "ten million rows": pd.DataFrame({"x": np.zeros(10_000_000, dtype="int8")}),
    "ten million numbers": np.zeros(10_000_000, dtype="int8"),
    "a long range": range(10**9),
    "nested deeply": deep(100),
    "nested very deeply": deep(100_000),
    "a long number": 10**5000,
    "many long texts": ["x" * 100_000] * 200,
}


@pytest.mark.parametrize("value", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_when_an_answer_is_too_large_then_it_is_refused_with_the_reason(value: object) -> None:
    with pytest.raises(RefusedError, match=r"too large|deep|digits"):
        carried(value)


FORGED: dict[str, object] = {
    "an unknown kind": ["pickle", "gASV"],
    "no kind": [],
    "a bare object": {"a": 1},
    "columns of two lengths": [
        "table",
        ["range", None, [0, 2, 1]],
        ["range", None, [0, 1, 1]],
        [["int64", [1]], ["int64", [1, 2]]],
    ],
    "a type that is none": ["series", None, ["range", None, [0, 1, 1]], ["os.system", [1]]],
    "a long index": ["table", ["range", None, [0, 0, 1]], ["range", None, [0, 10**12, 1]], []],
    "a key that cannot be one": ["pairs", [[["dict", {}], 1]]],
    "values that are none": ["series", None, ["range", None, [0, 1, 1]], ["int64", [{}]]],
    "a function of no number": ["function", "x", "y"],
}


def nested(levels: int) -> list[object]:
    node: list[object] = ["list", []]
    for _ in range(levels):
        node = ["list", [node]]
    return node


FORGED_LARGE = {
    "more bytes than are sent": (json.dumps("x" * BYTES).encode(), Reason.SIZE),
    "more levels than are sent": (json.dumps(nested(DEPTH + 4)).encode(), Reason.NESTING),
    "a text in a column's place": (
        b'["series", null, ["range", null, [0, 2, 1]], ["str", "ab"]]',
        Reason.COLUMN,
    ),
    "a number in a special one's place": (b'["float", "1e5"]', Reason.KIND),
    "a long list in a special one's place": (b'["float", [1]]', Reason.KIND),
}


@pytest.mark.parametrize(("sent", "why"), FORGED_LARGE.values(), ids=FORGED_LARGE.keys())
def test_when_a_process_sends_what_no_answer_becomes_then_it_is_refused_for_it(
    sent: bytes, why: Reason
) -> None:
    with pytest.raises(RefusedError, match=re.escape(why)):
        decode(sent, lambda *_: None)


def test_when_an_answer_has_more_bytes_than_are_read_then_it_is_not_sent() -> None:
    with pytest.raises(RefusedError, match=Reason.SIZE):
        encode(["x" * TEXT] * 100, lambda _: 0)


def test_when_an_answer_is_nested_deeper_than_is_read_then_it_is_not_sent() -> None:
    assert carried(deep(DEPTH)) == deep(DEPTH)
    with pytest.raises(RefusedError, match=Reason.NESTING):
        encode(deep(DEPTH + 1), lambda _: 0)


def test_when_numbers_are_of_another_type_than_their_column_says_then_they_stay_what_they_are() -> (
    None
):
    lie = ["series", None, ["range", None, [0, 2, 1]], ["int64", [True, 1.0]]]
    arrived = decode(json.dumps(lie).encode(), lambda *_: None)
    assert [type(item) for item in arrived] == [bool, float]


def test_when_texts_and_names_are_long_then_they_are_clipped() -> None:
    assert carried("x" * (TEXT + 1)) == "x" * TEXT
    long = type("K" * 1000, (), {})
    assert carried(long()) == Opaque("K" * 80)
    assert carried(long) == (7, "K" * 80)


@pytest.mark.parametrize("node", FORGED.values(), ids=FORGED.keys())
def test_when_something_else_is_sent_in_an_answers_place_then_it_is_refused(node: object) -> None:
    with pytest.raises(RefusedError):
        decode(json.dumps(node).encode(), lambda *_: None)


@pytest.mark.parametrize("sent", [b"", b"\xff\xfe", b"NaN", b"[" * 100_000, b"9" * 5000, b'{"'])
def test_when_no_json_is_sent_then_it_is_refused(sent: bytes) -> None:
    with pytest.raises(RefusedError):
        decode(sent, lambda *_: None)


def test_when_a_column_lies_about_its_type_then_its_values_are_what_they_are() -> None:
    lie = ["series", None, ["range", None, [0, 2, 1]], ["int64", ["x", 1.5]]]
    arrived = decode(json.dumps(lie).encode(), lambda *_: None)
    assert arrived.dtype == object
    assert arrived.tolist() == ["x", 1.5]
