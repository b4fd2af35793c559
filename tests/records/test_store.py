from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.full_disk import no_more_than
from tests.quiz.statements import answered
from trilateral.records import RecordStore

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from tests.quiz.statements import answered
from trilateral.records import RecordStore
journal = RecordStore(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    journal.add(answered(f"{sys.argv[2]}-{number}", "a"))
    print(number, flush=True)
"""


def event(item: str) -> dict[str, Any]:
    return answered(item, "a")


def items(journal: RecordStore) -> list[str]:
    return [each["object"]["id"].split("/")[-2] for each in journal.statements()]


def write(folder: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_when_two_notebooks_write_at_once_then_none_of_1000_statements_is_lost(
    tmp_path: Path,
) -> None:
    for process in [write(tmp_path, name, 500) for name in ("a", "b")]:
        process.communicate(timeout=600)
        assert process.returncode == 0
    kept = items(RecordStore(tmp_path))
    assert sorted(kept) == sorted(f"{name}-{n}" for name in "ab" for n in range(500))
    lines = (tmp_path / "responses.jsonl").read_text().splitlines()
    assert all(json.loads(line) for line in lines)


def test_when_the_kernel_is_killed_between_answers_then_none_given_is_lost(tmp_path: Path) -> None:
    process = write(tmp_path, "a", 10_000)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    kept = items(RecordStore(tmp_path))
    assert kept[: len(said)] == [f"a-{n}" for n in range(20)]
    journal = RecordStore(tmp_path)
    journal.add(event("after"))
    assert journal.unsaved is None
    assert items(RecordStore(tmp_path)) == [*kept, "after"]


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_when_the_last_line_is_cut_short_then_the_next_answer_starts_a_new_line(
    tmp_path: Path, cut: int
) -> None:
    journal = RecordStore(tmp_path)
    for name in ("first", "second"):
        journal.add(event(name))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-cut])
    RecordStore(tmp_path).add(event("third"))
    kept = items(RecordStore(tmp_path))
    assert [kept[0], kept[-1]] == ["first", "third"]


@pytest.mark.parametrize(
    "damage",
    [
        b"\n",
        b"not json\n",
        b'{"id": 1}\n',
        b"[" * 100_000 + b"\n",
        b"\xff\xfe\n",
        b'{"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}}\n',
        b"null\n",
    ],
)
def test_when_a_line_is_damaged_then_the_others_still_count(tmp_path: Path, damage: bytes) -> None:
    journal = RecordStore(tmp_path)
    journal.add(event("first"))
    with journal.path.open("ab") as file:
        file.write(damage)
    journal.add(event("second"))
    assert items(RecordStore(tmp_path)) == ["first", "second"]


@pytest.mark.parametrize("room", [0, 50])
def test_when_the_disk_is_full_then_that_is_known_and_nothing_is_lost(
    tmp_path: Path, room: int
) -> None:
    journal = RecordStore(tmp_path)
    journal.add(event("first"))
    before = journal.path.read_bytes()
    with no_more_than(len(before) + room):
        journal.add(event("second"))
        journal.add(event("third"))
    assert journal.path.read_bytes() == before
    assert journal.unsaved is not None
    assert items(journal) == ["first", "second", "third"]
    journal.add(event("fourth"))
    assert journal.unsaved is None
    assert items(RecordStore(tmp_path)) == ["first", "second", "third", "fourth"]


def test_when_the_folder_cannot_be_written_then_that_is_known_and_continues(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    journal = RecordStore(blocked / "state")
    journal.add(event("first"))
    assert journal.unsaved is not None
    assert items(journal) == ["first"]
    assert journal.learner


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_when_the_folder_is_read_only_then_earlier_answers_are_read(tmp_path: Path) -> None:
    RecordStore(tmp_path).add(event("first"))
    tmp_path.chmod(0o500)
    journal = RecordStore(tmp_path)
    journal.add(event("second"))
    tmp_path.chmod(0o700)
    assert items(journal) == ["first", "second"]


def test_when_a_second_notebook_answers_then_the_first_sees_it(tmp_path: Path) -> None:
    one, other = RecordStore(tmp_path), RecordStore(tmp_path)
    one.add(event("x"))
    other.add(event("y"))
    assert set(items(one)) == {"x", "y"}
    assert one.learner == other.learner


def test_when_an_answer_is_recorded_then_it_takes_little_time(tmp_path: Path) -> None:
    journal = RecordStore(tmp_path)
    times = []
    for number in range(20):
        start = time.process_time()
        journal.add(event(str(number)))
        times.append(time.process_time() - start)
    assert min(times) < 0.1
