"""JSON is counted before it is parsed, and what is within texts does not count."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.grading.room import Room

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def parts(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(parts, value.values()))
    return 1 + sum(map(parts, value)) if isinstance(value, list) else 0


def leaves(value: object) -> int:
    """Return how many values there are but lists and dictionaries, names included."""
    if isinstance(value, dict):
        return len(value) + sum(map(leaves, value.values()))
    return sum(map(leaves, value)) if isinstance(value, list) else 1


@given(value=VALUES, plain=st.booleans())
def test_when_json_is_taken_then_no_part_and_no_value_is_missed(
    value: object, *, plain: bool
) -> None:
    written = json.dumps(value, ensure_ascii=plain).encode("utf-8", "replace")
    room = Room(10**6, parts(value), 10**6)
    assert room.take(written)
    assert room.size == 10**6 - len(written)
    assert 10**6 - room.values >= parts(value) + leaves(value) - 1
    assert not Room(10**6, parts(value) - 1, 10**6).take(written)
    assert not Room(len(written) - 1, 10**6, 10**6).take(written)


TEXTS = {
    "structure within a text": b'["' + b"{}[],:" * 1000 + b'"]',
    "quotes within a text": json.dumps(['"{' * 1000]).encode(),
    "backslashes at the end of a text": json.dumps(["\\" * 1001, "{" * 99]).encode(),
}


@pytest.mark.parametrize("written", TEXTS.values(), ids=TEXTS.keys())
def test_when_a_text_looks_like_structure_then_it_counts_as_one_value(written: bytes) -> None:
    assert Room(10**6, 1, 9).take(written)


MANY = {
    "dictionaries": b"[" + b"{}," * 1000 + b"{}]",
    "numbers": b"[" + b"1," * 1000 + b"1]",
    "names": b"{" + b",".join(b'"%d":1' % n for n in range(1000)) + b"}",
    "texts": b"[" + b'"",' * 1000 + b'""]',
    "brackets": b"[" * 1000,
    "texts that are no JSON": b'""' * 1000,
}


@pytest.mark.parametrize("written", MANY.values(), ids=MANY.keys())
def test_when_there_are_too_many_values_then_nothing_is_taken(written: bytes) -> None:
    room = Room(10**6, 10**6, 999)
    assert not room.take(written)
    assert room == Room(10**6, 10**6, 999)


@pytest.mark.parametrize("written", [b'"' + b'\\"' * 10**6, b'"' * 10**6, b"\\" * 10**6])
def test_when_texts_do_not_end_then_they_are_counted_all_the_same(written: bytes) -> None:
    assert Room(10**7, 0, 10**6).take(written)


def test_when_several_share_a_room_then_they_are_added_up() -> None:
    room = Room(100, 3, 100)
    assert [room.take(b"[{}]") for _ in range(2)] == [True, False]
    assert room.take(b"[]")
