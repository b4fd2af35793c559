"""An append-only file: all of what is added or nothing, and nothing after a torn line is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.full_disk import no_more_than
from trilateral.journal import Journal, line, whole_lines

if TYPE_CHECKING:
    from pathlib import Path


def test_when_a_line_was_cut_short_then_the_next_begins_on_its_own(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.path.write_bytes(b'1\n{"half')
    journal.append([line(2), line(3)])
    assert whole_lines(journal.path.read_bytes()) == [b"1", b'{"half', b"2", b"3"]


def test_when_a_cut_line_is_dropped_then_the_others_stay(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.drop_cut_line()
    assert journal.path.read_bytes() == b""
    journal.path.write_bytes(b'1\n2\n{"half')
    journal.drop_cut_line()
    assert journal.path.read_bytes() == b"1\n2\n"


def test_when_there_is_no_room_then_all_of_what_was_added_is_taken_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    journal.append([line("first")])
    with no_more_than(20), pytest.raises(OSError, match="large"):
        journal.append([line("second"), line("third")])
    assert journal.path.read_bytes() == line("first")


def test_when_somebody_writes_then_another_is_told_so(tmp_path: Path) -> None:
    one, other = (Journal(tmp_path / "a.jsonl") for _ in range(2))
    with one.locked(0) as held, other.locked(0) as also:
        assert held
        assert not also
    with other.locked(0) as now:
        assert now


@pytest.mark.parametrize(
    ("value", "written"),
    [("so \ud83d", b'"so \\ud83d"\n'), ({"a": [1, "ä"]}, '{"a":[1,"ä"]}\n'.encode())],
)
def test_when_a_value_is_written_then_it_is_one_line(value: object, written: bytes) -> None:
    assert line(value) == written


def test_when_json_cannot_say_it_then_it_is_not_a_line() -> None:
    with pytest.raises(ValueError, match="JSON"):
        line(float("nan"))
