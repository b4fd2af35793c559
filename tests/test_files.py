"""Files that are whole whenever they are read, and CSV that is well formed or named."""

from __future__ import annotations

import csv
import os
import stat
from typing import TYPE_CHECKING

import pytest

from trilateral.files import LONGEST_CELL, CSVError, csv_rows, replace

if TYPE_CHECKING:
    from pathlib import Path


def test_when_a_file_is_replaced_then_it_is_whole_and_nothing_is_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    for content in (b"first", b"second"):
        replace(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize(("before", "after"), [(0o600, 0o600), (0o444, 0o644)])
def test_when_a_file_is_replaced_then_it_keeps_its_permissions_and_can_be_written(
    tmp_path: Path, before: int, after: int
) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"first")
    path.chmod(before)
    replace(path, b"second")
    assert stat.S_IMODE(path.stat().st_mode) == after


def test_when_there_is_no_room_then_the_old_file_stays_alone(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    path = tmp_path / "a.ipynb"
    replace(path, b"first")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            replace(path, b"much longer than ten bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_when_csv_is_read_then_each_row_has_the_line_it_begins_on() -> None:
    rows = list(csv_rows('a;b\n"x\ny";1\nz;2\n', ";"))
    assert rows == [(1, ["a", "b"]), (2, ["x\ny", "1"]), (4, ["z", "2"])]


@pytest.mark.parametrize("text", ['a,b\n1,2\n"3,4\n5,6\n', 'a,b\n1,2\n"3"4,5\n'])
def test_when_a_quote_goes_wrong_then_its_line_is_named(text: str) -> None:
    with pytest.raises(CSVError, match="line 3: ") as caught:
        list(csv_rows(text))
    assert caught.value.line == 3


def test_when_a_library_has_lifted_the_limit_then_an_endless_cell_is_still_refused() -> None:
    before = csv.field_size_limit(10**9)
    try:
        with pytest.raises(CSVError, match="line 2: "):
            list(csv_rows("a,b\n1," + "x" * (LONGEST_CELL + 1) + "\n"))
    finally:
        csv.field_size_limit(before)
    assert len(list(csv_rows("a,b\n1," + "x" * LONGEST_CELL + "\n"))) == 2
