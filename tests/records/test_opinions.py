from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trilateral.quiz.statements import from_statement
from trilateral.records import Opinions, RecordStore

if TYPE_CHECKING:
    from pathlib import Path

READER = """
import sys
from pathlib import Path
from trilateral.records import RecordStore, Opinions
print(Opinions("confidence", "before", RecordStore(Path(sys.argv[1]))).all())
"""


def opinions(folder: Path, occasion: str = "before") -> Opinions:
    return Opinions("confidence", occasion, RecordStore(folder))


def test_when_the_kernel_is_restarted_then_opinions_are_still_there(tmp_path: Path) -> None:
    opinions(tmp_path).keep({"first-summit": "75", "link/mandate": "25"})

    command = [sys.executable, "-c", READER, str(tmp_path)]
    other = subprocess.run(command, capture_output=True, text=True, check=True)

    assert other.stdout.strip() == "{'first-summit': '75', 'link/mandate': '25'}"


def test_when_a_mind_is_changed_then_the_last_word_counts_and_the_first_stays_on_file(
    tmp_path: Path,
) -> None:
    kept = opinions(tmp_path)
    for value in ("25", "75", "75", ""):
        kept.keep({"catalyst": value})

    assert kept.all() == {}
    lines = [json.loads(line) for line in kept.store.path.read_text().splitlines()]
    assert [line["result"]["response"] for line in lines] == ["25", "75", ""]


def test_when_occasions_or_kinds_differ_then_they_are_kept_apart(tmp_path: Path) -> None:
    opinions(tmp_path).keep({"catalyst": "25"})
    opinions(tmp_path, "after").keep({"catalyst": "50"})
    Opinions("verdict", "before", RecordStore(tmp_path)).keep({"catalyst": "contested"})

    assert opinions(tmp_path).all() == {"catalyst": "25"}
    assert opinions(tmp_path, "after").all() == {"catalyst": "50"}


def test_when_two_notebooks_are_open_then_each_sees_what_the_other_keeps(tmp_path: Path) -> None:
    one, other = opinions(tmp_path), opinions(tmp_path)
    one.keep({"a": "1"})
    other.keep({"b": "2"})

    assert one.all() == other.all() == {"a": "1", "b": "2"}


def test_when_quizzes_share_the_file_then_neither_reads_the_other(tmp_path: Path) -> None:
    opinions(tmp_path).keep({"a": "1"})

    assert [from_statement(each) for each in RecordStore(tmp_path).statements()] == [None]


@pytest.mark.parametrize("damage", ["null", "{", '{"id": "x"}', '{"id": "y", "verb": {"id": 1}}'])
def test_when_a_line_is_damaged_then_the_others_still_count(tmp_path: Path, damage: str) -> None:
    kept = opinions(tmp_path)
    kept.keep({"a": "1"})
    with kept.store.path.open("a") as file:
        file.write(f"{damage}\n")
    kept.keep({"b": "2"})

    assert opinions(tmp_path).all() == {"a": "1", "b": "2"}


def test_when_the_folder_cannot_be_written_then_the_learner_is_told_and_continues(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = opinions(tmp_path / "file" / "state")
    kept.keep({"a": "1"})

    assert "cannot be saved now" in kept.notice
    assert kept.all() == {"a": "1"}


def test_when_a_record_says_what_nobody_may_say_then_it_is_skipped(tmp_path: Path) -> None:
    opinions(tmp_path).keep({"a": "50", "b": "<b>51</b>"})

    assert Opinions("confidence", "before", RecordStore(tmp_path), only=("50",)).all() == {
        "a": "50"
    }
