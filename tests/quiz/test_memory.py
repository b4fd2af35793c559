from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.quiz.samples import bank
from trilateral.quiz.memory import Memory
from trilateral.quiz.statements import Event, decode, encode, from_statement, to_statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from tests.quiz.test_memory import event
from trilateral.quiz.memory import Memory
memory = Memory(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    memory.add(event(f"{sys.argv[2]}-{number}"))
    print(number, flush=True)
"""


def event(item: str = "one", response: str = "a", score: float = 1.0) -> Event:
    return Event(
        verb="answered",
        learner="p",
        quiz="99_sample",
        lesson="99_sample",
        item=item,
        version=1,
        kind="choice",
        attempt=1,
        hints=1,
        response=response,
        score=score,
        confidence="sure",
        seconds=3.5,
    )


def write(folder: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def items(folder: Path) -> list[str]:
    return [each.item for each in Memory(folder).events()]


def test_when_two_notebooks_write_at_once_then_none_of_1000_statements_is_lost(
    tmp_path: Path,
) -> None:
    for process in [write(tmp_path, name, 500) for name in ("a", "b")]:
        process.communicate(timeout=120)
        assert process.returncode == 0
    kept = items(tmp_path)
    assert sorted(kept) == sorted(f"{name}-{n}" for name in "ab" for n in range(500))
    lines = (tmp_path / "responses.jsonl").read_text().splitlines()
    assert all(json.loads(line) for line in lines)


def test_when_the_kernel_is_killed_between_answers_then_none_given_is_lost(tmp_path: Path) -> None:
    process = write(tmp_path, "a", 10_000)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    kept = items(tmp_path)
    assert kept[: len(said)] == [f"a-{n}" for n in range(20)]
    memory = Memory(tmp_path)
    memory.add(event("after"))
    assert memory.notice == ""
    assert items(tmp_path) == [*kept, "after"]


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_when_the_last_line_is_cut_short_then_the_next_answer_starts_a_new_line(
    tmp_path: Path, cut: int
) -> None:
    memory = Memory(tmp_path)
    for name in ("first", "second"):
        memory.add(event(name))
    whole = memory.path.read_bytes()
    memory.path.write_bytes(whole[:-cut])
    Memory(tmp_path).add(event("third"))
    kept = items(tmp_path)
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
    memory = Memory(tmp_path)
    memory.add(event("first"))
    with memory.path.open("ab") as file:
        file.write(damage)
    memory.add(event("second"))
    assert items(tmp_path) == ["first", "second"]


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """Let no file grow over `size` bytes: a write then stops half-way, as on a full disk."""
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 50])
def test_when_the_disk_is_full_then_the_learner_is_told_and_nothing_is_lost(
    tmp_path: Path, room: int
) -> None:
    memory = Memory(tmp_path)
    memory.add(event("first"))
    before = memory.path.read_bytes()
    with no_more_than(len(before) + room):
        memory.add(event("second"))
        memory.add(event("third"))
    assert memory.path.read_bytes() == before
    assert "Your answers can't be saved just now (" in memory.notice
    assert "\n" not in memory.notice
    assert [each.item for each in memory.events()] == ["first", "second", "third"]
    memory.add(event("fourth"))
    assert memory.notice == ""
    assert items(tmp_path) == ["first", "second", "third", "fourth"]


def test_when_the_folder_cannot_be_written_then_the_learner_is_told_and_goes_on(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    memory = Memory(blocked / "state")
    memory.add(event("first"))
    assert "can't be saved just now" in memory.notice
    assert [each.item for each in memory.events()] == ["first"]
    assert memory.learner


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_when_the_folder_is_read_only_then_earlier_answers_are_read(tmp_path: Path) -> None:
    Memory(tmp_path).add(event("first"))
    tmp_path.chmod(0o500)
    memory = Memory(tmp_path)
    memory.add(event("second"))
    tmp_path.chmod(0o700)
    assert [each.item for each in memory.events()] == ["first", "second"]


def test_when_a_second_notebook_answers_then_the_first_sees_it(tmp_path: Path) -> None:
    one, other = Memory(tmp_path), Memory(tmp_path)
    one.add(event("x"))
    other.add(event("y"))
    assert {each.item for each in one.events()} == {"x", "y"}
    assert one.learner == other.learner


def test_when_an_answer_is_recorded_then_it_takes_little_time(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    start = time.perf_counter()
    for number in range(20):
        memory.add(event(str(number)))
    assert (time.perf_counter() - start) / 20 < 0.1


def test_when_an_event_becomes_a_statement_then_nothing_is_lost_and_xapi_fields_are_there() -> None:
    answered = event()
    statement = to_statement(answered)
    back = from_statement(json.loads(json.dumps(statement)))
    assert back is not None
    assert back == answered.__class__(**{**answered.__dict__, "kind": "", "seconds": 0.0})
    assert statement["result"]["success"] is True
    assert statement["result"]["completion"] is True
    assert statement["result"]["duration"] == "PT3.5S"
    assert statement["context"]["extensions"]["https://promises-to-power.invalid/x/confidence"] == 3


def test_when_an_item_is_answered_then_its_statement_never_holds_the_key() -> None:
    for item in bank().items:
        wrong = to_statement(event(item.id, response="b", score=0))
        assert "correctResponsesPattern" not in json.dumps(wrong)


@pytest.mark.parametrize(
    ("item", "response", "text"),
    [
        (0, "a", "a"),
        (1, ("a", "c"), "a[,]c"),
        (2, "1,180", "1,180"),
        (3, ("w", "y", "x", "z"), "w[,]y[,]x[,]z"),
        (4, {"r1": "m2", "r2": "m1"}, "r1[.]m2[,]r2[.]m1"),
        (5, "R[,]A", "R[,]A"),
    ],
)
def test_when_a_response_is_encoded_then_it_decodes_to_itself(
    item: int, response: str | tuple[str, ...] | dict[str, str], text: str
) -> None:
    assert encode(response) == text
    back = decode(bank().items[item], text)
    assert back == (list(response) if isinstance(response, tuple) else response)
