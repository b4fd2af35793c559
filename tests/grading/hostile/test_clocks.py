"""A machine that stops, or does not run what is graded, changes no mark."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.grading.conftest import LIMITS
from tests.grading.small_course import POSSIBLE, RIGHT, submission
from trilateral.grading.results import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.grading.conftest import Classroom

PAUSE = 2.5
"""Seconds: longer than a cell may take, by any clock."""
NAP = f"import time\ntime.sleep(.4)\n{RIGHT['total']}"
"""An answer that takes a while, and less than it may."""
NAPPING = "import time\ndef rate(count, months):\n    time.sleep(.4)\n    return count / months"


def below(pid: int) -> set[int]:
    with suppress(OSError):
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return set(map(int, words))
    return set()


@contextmanager
def stopping(pid: int, spared: set[int], times: int, pause: float) -> Iterator[list[int]]:
    """Stop the first few processes that `pid` forks, each for a while, soon after it began."""
    stopped: list[int] = []
    over = threading.Event()

    def stop() -> None:
        while not over.wait(0.02) and len(stopped) < times:
            for child in below(pid) - spared - set(stopped):
                over.wait(0.15)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGSTOP)
                    stopped.append(child)
                    until = time.monotonic() + pause
                    while child in below(pid) and time.monotonic() < until:
                        over.wait(0.02)
                    os.kill(child, signal.SIGCONT)

    thread = threading.Thread(target=stop)
    thread.start()
    try:
        yield stopped
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("who", ["learner", "marker"])
def test_when_a_process_is_stopped_for_a_while_then_no_mark_changes(
    classroom: Classroom, who: str
) -> None:
    warm = classroom.bench.warm
    pid = warm.pid if who == "learner" else warm.marker_pid
    with stopping(pid, below(pid), 1, PAUSE) as stopped:
        graded = classroom.grade(submission({"total": NAP, "rate": NAPPING}))
    assert stopped
    assert graded.points == POSSIBLE
    assert not graded.incidents


SHORT = replace(LIMITS, whole=1.0)
"""After 2.5 seconds that are lost, a run is given up."""


def test_when_a_run_is_stopped_for_too_long_then_it_is_run_once_more(classroom: Classroom) -> None:
    short = replace(classroom, bench=replace(classroom.bench, limits=SHORT))
    warm = classroom.bench.warm
    with stopping(warm.pid, below(warm.pid), 1, 60) as stopped:
        graded = short.grade(submission({"total": NAP}))
    assert len(stopped) == 1
    assert graded.points == POSSIBLE
    assert not graded.incidents


def test_when_each_run_is_stopped_for_too_long_then_it_is_an_error_in_grading_and_no_zero(
    classroom: Classroom,
) -> None:
    short = replace(classroom, bench=replace(classroom.bench, limits=SHORT))
    warm = classroom.bench.warm
    with stopping(warm.pid, below(warm.pid), 2, 60) as stopped:
        graded = short.grade(submission({"total": NAP}))
    assert len(stopped) == 2
    assert {(one.standing, one.points) for one in graded.marks} == {(Standing.UNGRADED, None)}
    assert all("when the machine is less busy" in one.note for one in graded.marks)
    assert classroom.bench.work
    assert not list(classroom.bench.work.iterdir())


def test_when_the_grader_is_paused_then_no_mark_changes(classroom: Classroom) -> None:
    me = os.getpid()
    pause = f"sleep .5; kill -STOP {me}; sleep {PAUSE}; kill -CONT {me}"
    nap = f"import time\ntime.sleep(1)\n{RIGHT['total']}"
    began = time.monotonic()
    with subprocess.Popen(["/bin/sh", "-c", pause]):
        graded = classroom.grade(submission({"total": nap}))
    assert time.monotonic() > began + PAUSE
    assert graded.points == POSSIBLE
    assert not graded.incidents


def test_when_a_cell_only_sleeps_then_that_is_its_own_fault(classroom: Classroom) -> None:
    graded = classroom.grade(submission({"total": "import time\ntime.sleep(60)\ntotal = 42"}))
    assert graded.points == POSSIBLE - 2
    assert graded.incidents == (
        "total-answer: this cell was stopped: it took longer than 0.5 seconds.",
    )
