"""What a process takes is counted from outside; what cannot be counted is too much."""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.grading.conftest import LIMITS
from trilateral.grading.sandbox import watch
from trilateral.grading.sandbox.channel import ClockError
from trilateral.grading.sandbox.watch import (
    DEEP,
    LOOK,
    StalledError,
    StuckError,
    Turn,
    Usage,
    Watch,
    withheld,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of Linux alone")


@contextmanager
def running(code: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run Python until the block is left; it has begun when it has put out a line."""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert child.stdout
        child.stdout.readline()
        yield child
    finally:
        child.kill()
        child.communicate()


def as_nobody(act: Callable[[], None]) -> None:
    """Act in a process of its own as an ordinary user, to whom folders can be closed."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            if os.getuid() == 0:
                os.setuid(NOBODY)
            act()
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def looked(folder: Path, pid: int | None = None) -> None:
    """Look once, as when it is time to."""
    watched = Watch(LIMITS, folder, 10)
    watched.follow(pid or os.getpid())
    time.sleep(LOOK)
    watched.glance(None, None)


def test_when_files_are_in_a_path_too_long_to_name_then_they_are_counted(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("x" * 250, dir_fd=folder)
        folder, above = os.open("x" * 250, os.O_RDONLY, dir_fd=folder), folder
        os.close(above)
    file = os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=folder)
    os.write(file, bytes(1234))
    os.close(file)
    sizes = list(watch.written(tmp_path))
    assert len(sizes) == DEEP + 1
    assert 1234 in sizes
    os.mkdir("x", dir_fd=folder)
    os.close(folder)
    with pytest.raises(StuckError):
        list(watch.written(tmp_path))


def test_when_a_link_leads_out_then_only_the_link_is_counted(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/usr")
    assert len(list(watch.written(tmp_path))) == 1


def test_when_a_folder_is_gone_then_nothing_is_counted(tmp_path: Path) -> None:
    assert list(watch.written(tmp_path / "none")) == []


def test_when_a_folder_is_closed_then_it_counts_as_too_much(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for path in tmp_path.parents:
        with suppress(OSError):
            path.chmod(path.stat().st_mode | 0o111)

    def act() -> None:
        (tmp_path / "closed").mkdir(0o300)
        with pytest.raises(StuckError, match="cannot be counted"):
            looked(tmp_path)

    as_nobody(act)


def test_when_a_process_is_closed_to_the_grader_then_it_counts_as_too_much() -> None:
    if os.getuid():
        pytest.skip("only root has processes that are closed to others at hand")

    def act() -> None:
        with pytest.raises(StuckError, match="cannot be counted"):
            looked(Path("/nowhere"), os.getppid())

    as_nobody(act)


def test_when_the_grader_has_too_many_files_open_then_it_is_not_the_submissions_fault() -> None:
    def act() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        with pytest.raises(OSError, match="Too many open files"):
            looked(Path("/nowhere"))

    as_nobody(act)


def test_when_a_process_has_ended_then_it_holds_nothing(tmp_path: Path) -> None:
    with running("print()") as child:
        while Path(f"/proc/{child.pid}/stat").read_text().split()[2] != "Z":
            time.sleep(0.01)
        as_nobody(lambda: looked(Path("/nowhere"), child.pid))
    assert watch.deleted_bytes(child.pid, tmp_path, 1) == 0
    assert watch.usage(child.pid) is None


THREADS = (
    "import threading, time\n"
    "for _ in range(9): threading.Thread(target=time.sleep, args=[60]).start()\n"
    "print(flush=True)"
)


@pytest.mark.parametrize("first", [True, False])
def test_when_any_of_the_processes_has_too_many_threads_then_it_is_seen(
    tmp_path: Path, *, first: bool
) -> None:
    with running(THREADS) as child, running(SLEEP) as idle:
        watched = Watch(replace(LIMITS, threads=9), tmp_path, 10)
        for pid in (child.pid, idle.pid) if first else (idle.pid, child.pid):
            watched.follow(pid)
        with pytest.raises(StuckError, match="threads"):
            watched.glance(None, None)
        watched.leave(child.pid)
        watched.glance(None, None)


SLEEP = "import time\nprint(flush=True)\ntime.sleep(60)"
SPIN = "print(flush=True)\nwhile True: pass"


def turn_for(
    child: subprocess.Popen[bytes],
    *,
    ring: float | None = None,
    whole: float = 60,
    wall: float = 1,
) -> Watch:
    """Wait for a message for so long, or 0.3 seconds of processor time."""
    watched = Watch(replace(LIMITS, whole=whole, patience=1), Path("/nowhere"), 600)
    watched.follow(child.pid)
    assert child.stdout
    Turn(watched, child.pid, 0.3, wall, ring)(child.stdout.fileno(), select.POLLIN)
    return watched


def test_when_a_process_only_waits_then_its_time_is_over_by_the_clock() -> None:
    began = time.monotonic()
    with running(SLEEP) as child, pytest.raises(ClockError):
        turn_for(child)
    assert time.monotonic() > began + 1


def test_when_a_process_is_busy_then_its_time_is_over_by_the_processors() -> None:
    with running(SPIN) as child, pytest.raises(ClockError):
        turn_for(child, wall=600)


def test_when_a_process_only_waits_then_it_is_rung_before_its_time_is_over() -> None:
    with running(SLEEP) as child:
        watched = turn_for(child, ring=0.5)
        assert child.wait() == -signal.SIGALRM
        assert 0.5 < watched.now < 1


def test_when_a_process_is_stopped_by_somebody_then_the_clock_stands_still() -> None:
    with running(SLEEP) as child:
        child.send_signal(signal.SIGSTOP)
        with pytest.raises(StalledError):
            turn_for(child, whole=0.4)


def used(state: str, ran: float = 0, waited: float = 0) -> Usage:
    return Usage(state, ran, 1, waited, ending=False)


LOST = {
    "it sleeps": (used("S"), used("S"), 0, 0),
    "it sleeps, and the grader is late": (used("S"), used("S"), 0.8, 0.8),
    "it runs": (used("R"), used("R", 1), 0, 0),
    "it is ready and not run": (used("R"), used("R"), 0, 1),
    "it is ready and run a quarter": (used("R"), used("R", 0.25), 0, 0.75),
    "it sleeps after it was kept waiting": (used("S"), used("S", 0.1, 0.3), 0, 0.3),
    "it runs while its other threads wait": (used("S"), used("S", 1, 7), 0, 0),
    "it waits for the disk": (used("D"), used("D"), 0, 0),
    "it is stopped": (used("S"), used("T"), 0, 1),
    "it is stopped from the start": (None, used("T"), 0, 1),
    "nothing is known of before": (None, used("R", 9, 9), 0, 0),
    "it is gone": (used("S"), None, 0, 0),
}


@pytest.mark.parametrize(("before", "now", "late", "lost"), LOST.values(), ids=LOST.keys())
def test_when_a_second_passes_then_what_a_process_could_not_use_of_it_is_lost(
    before: Usage | None, now: Usage | None, late: float, lost: float
) -> None:
    assert withheld(before, now, 1, late) == lost


def test_when_a_process_sends_bit_by_bit_then_its_time_is_over_all_the_same() -> None:
    code = "import os, time\nwhile True:\n    os.write(1, b'.\\n'); time.sleep(.01)"
    with running(code) as child:
        watched = Watch(LIMITS, Path("/nowhere"), 10)
        turn = Turn(watched, child.pid, 0.3, 0.3)
        assert child.stdout
        file = child.stdout.fileno()

        def read() -> None:
            for _ in range(1000):
                turn(file, select.POLLIN)
                os.read(file, 100)

        with pytest.raises(ClockError):
            read()


def test_when_a_folder_is_a_link_then_it_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/usr")
    with pytest.raises(OSError, match="link"):
        list(watch.written(tmp_path / "link"))


def test_when_a_process_shows_no_thread_then_it_counts_as_too_much(tmp_path: Path) -> None:
    """A thread of the kernel's stands for one whose threads are gone whenever they are asked."""
    kernels = Path("/proc/2/maps")
    if os.getuid() or not kernels.exists() or kernels.read_bytes():
        pytest.skip("no thread of the kernel's is to be seen here")
    with pytest.raises(OSError, match="No thread"):
        watch.deleted_bytes(2, tmp_path, 1)
