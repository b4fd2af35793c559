"""Grading that is stopped, killed or runs out of room: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.grading.small_class import graded, hand_in
from tests.grading.small_course import POSSIBLE, WRONG, submission
from trilateral.grading.book.gradebook import opened
from trilateral.grading.errors import GradingError
from trilateral.grading.journal import GradingJournal, latest
from trilateral.grading.results import Grading
from trilateral.grading.run.pool import WORK

if TYPE_CHECKING:
    from tests.grading.conftest import Classroom
    from trilateral.grading.run.course import Course

PATIENCE = 600.0
"""Seconds that a test waits for what is sure to come, on a busy machine too."""


@pytest.mark.parametrize(
    ("how", "many", "at"),
    [
        pytest.param(signal.SIGKILL, 80, 30, id="kill", marks=pytest.mark.matrix),
        pytest.param(signal.SIGINT, 24, 5, id="int"),
    ],
)
def test_when_grading_is_interrupted_then_the_same_command_resumes(
    course: Course, classroom: Classroom, how: signal.Signals, many: int, at: int
) -> None:
    names = [f"learner-{number:03}" for number in range(many)]
    hand_in(course, {name: submission() for name in names[::2]})
    hand_in(course, {name: submission(WRONG) for name in names[1::2]})
    journal = course.folder / "graded" / "journal.jsonl"
    done = interrupted(course, how, at)
    assert at <= done < many

    again = subprocess.run(command(course), capture_output=True, timeout=PATIENCE, check=False)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["graded_before"] == done
    assert not (journal.parent / WORK).exists()
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    assert sorted(line["learner"] for line in lines) == names  # each once
    right, wrong = (classroom.grade(one).marks for one in (submission(), submission(WRONG)))
    marks = {learner: graded.marks for (learner, _), graded in latest(journal).items()}
    assert marks == {name: (right, wrong)[number % 2] for number, name in enumerate(names)}
    with opened(course.folder, course.folder) as book:
        held = {entry.learner: entry.points for entry in book.entries()}
    points = [sum(mark.points or 0 for mark in kind) for kind in (right, wrong)]
    assert held == {name: points[number % 2] for number, name in enumerate(names)}


def command(course: Course) -> list[str]:
    program = str(Path(sys.executable).parent / "trilateral")
    return [program, "grade", str(course.folder / "submitted"), "--workers", "2", "--json"]


def interrupted(course: Course, how: signal.Signals, at: int) -> int:
    """Send a signal when so many are in the journal, and return how many are when all ended."""
    journal = course.folder / "graded" / "journal.jsonl"
    until = time.monotonic() + PATIENCE
    with subprocess.Popen(
        command(course), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        while not journal.is_file() or journal.read_bytes().count(b"\n") < at:
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.01)
        warm = warm_processes(running.pid)
        running.send_signal(how)
        running.communicate(timeout=PATIENCE)
    while any(called(pid) for pid in warm):
        assert time.monotonic() < until
        time.sleep(0.01)
    return journal.read_bytes().count(b"\n")


def test_when_the_warm_process_dies_then_another_takes_over(course: Course) -> None:
    hand_in(course, {f"learner-{n}": submission() for n in range(6)})
    killed: list[int] = []
    spared = set(warm_processes(os.getpid()))  # other tests' own

    def kill(_: Grading) -> None:
        if not killed:
            killed.extend(set(warm_processes(os.getpid())) - spared)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    report = graded(course, done=kill)
    assert killed
    assert [each.points for each in report.graded] == [POSSIBLE] * 6


def warm_processes(parent: int) -> list[int]:
    """Return the warm processes that a process started."""
    found = []
    for thread in Path(f"/proc/{parent}/task").iterdir():
        found += [int(pid) for pid in (thread / "children").read_text().split()]
    return [pid for pid in found if b"trilateral.grading.sandbox" in called(pid)]


def called(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_when_a_line_was_cut_off_then_it_alone_is_graded_again(course: Course) -> None:
    hand_in(course, {"ann": submission(), "bea": submission()})
    graded(course)
    journal = course.folder / "graded" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    assert graded(course).before == 1
    assert len(latest(journal)) == 2


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from trilateral.grading.journal import GradingJournal
from trilateral.grading.results import Grading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
with GradingJournal(Path(sys.argv[1])) as journal:
    for number in range(100):
        journal.add(Grading(str(number), "ps", "0", "t", ()))
"""


def test_when_the_disk_is_full_then_what_was_graded_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=False
    )
    assert "Free some space, then rerun the command to resume" in ended.stderr
    kept = latest(path)
    assert len(kept) >= 1
    assert path.read_bytes().endswith(b"\n")


def test_when_a_line_is_being_written_then_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with GradingJournal(path) as journal:
        journal.add(Grading("ann", "ps", "0", "t", ()))
    path.write_bytes(path.read_bytes() + b'{"learner":"be')
    assert list(latest(path)) == [("ann", "ps")]


def test_when_another_run_uses_the_journal_then_this_one_does_not_start(tmp_path: Path) -> None:
    with (
        GradingJournal(tmp_path / "journal.jsonl"),
        pytest.raises(GradingError, match="Another run"),
        GradingJournal(tmp_path / "journal.jsonl"),
    ):
        pass
