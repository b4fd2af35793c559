"""What a submission's processes use, and how they end, as seen from outside.

The grader looks after them while it waits for a message from one of them (`Turn`), so they are
watched for as long as they live, whatever they send or do not send.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.grading.sandbox.channel import ClockError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.grading.limits import Limits

GLANCE: Final = 0.05
"""Seconds between looks at clocks and threads, of which thousands are made in that time."""
LOOK: Final = 0.2
"""Seconds between looks at what a submission writes."""
DEEP: Final = 32
"""Folders in one another that are looked into: each holds a file of the grader's own open."""
_DELETED: Final = b" (deleted)"
_EXITING: Final = 4
"""PF_EXITING among the flags that `proc_pid_stat(5)` gives."""
_GONE: Final = (FileNotFoundError, ProcessLookupError)
_OURS: Final = (errno.EMFILE, errno.ENFILE)
"""Errors that are the grader's own, whatever a submission does: it has too many files open."""


@dataclass(frozen=True)
class Trouble:
    """What a cell did that stopped it or ended its process."""

    what: str
    timed_out: bool = False


class StuckError(Exception):
    """A submission's process cannot continue."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


class StalledError(Exception):
    """The system did not let a submission run; nothing follows for its marks."""

    def __init__(self) -> None:
        super().__init__(
            "Twice, this machine kept the submission waiting longer than a whole notebook "
            "may take. Grade it again when the machine is less busy."
        )


@dataclass(frozen=True)
class Usage:
    """What the system says about a process at one moment."""

    state: str
    ran: float
    """Seconds of processor time."""
    threads: int
    waited: float
    """Seconds for which its threads, all together, have been ready and not run."""
    ending: bool
    """Whether its first thread has ended or is about to."""


class Watch:
    """Looks after the processes of one run of a submission.

    Its clock tells their time and not the system's: it stands still while the process that is
    waited for is ready and not run, while somebody has stopped it, and while the grader itself is
    not run. So a busy or a paused machine changes no mark, and what a process sleeps is its own.
    """

    def __init__(self, limits: Limits, folder: Path, seconds: float) -> None:
        """Begin.

        Parameters
        ----------
        limits
            What the processes are held to.
        folder
            Where the first of them may write.
        seconds
            How long the run may take, by this clock.
        """
        self.now = 0.0
        """Seconds on this clock."""
        self.end = seconds
        self._limits, self._folder = limits, folder
        self._pids: list[int] = []
        self._lost = 0.0
        self._glanced, self._worked = time.monotonic(), time.thread_time()
        self._looked = self._glanced

    def follow(self, pid: int) -> None:
        """Look after a process from now on; the first one is the submission's own."""
        self._pids.append(pid)

    def leave(self, pid: int) -> None:
        """Look after a process no more: it was ended."""
        self._pids.remove(pid)

    @property
    def due(self) -> bool:
        """Whether it is time for another glance."""
        return time.monotonic() > self._glanced + 0.9 * GLANCE

    def glance(self, before: Usage | None, now: Usage | None) -> None:
        """Set the clock forward, and look after all processes.

        Parameters
        ----------
        before, now
            What the process that is waited for had used at the last glance and has used now; None
            where that is not known.

        Raises
        ------
        StuckError
            A process has more threads or files than it may.
        StalledError
            The system has kept them waiting for longer than a whole notebook may take.
        """
        at, worked = time.monotonic(), time.thread_time()
        passed = at - self._glanced
        late = passed - (worked - self._worked) - GLANCE
        lost = withheld(before, now, passed, late if late > GLANCE else 0.0)
        self._glanced, self._worked = at, worked
        self.now += passed - lost
        self._lost += lost
        if self._lost > self._limits.wall:
            raise StalledError
        try:
            self._look()
        except OSError as error:
            if error.errno in _OURS:
                raise
            raise StuckError(_UNCOUNTED) from error

    def _look(self) -> None:
        for pid in self._pids:
            used = usage(pid)
            if used and used.threads > self._limits.threads:
                raise StuckError(_THREADS)
        if not self._pids or time.monotonic() < self._looked + LOOK:
            return
        self._looked = time.monotonic()
        limits = self._limits
        sizes = list(islice(written(self._folder), limits.entries + 2))
        size = sum(sizes) + deleted_bytes(self._pids[0], self._folder, limits.file)
        if len(sizes) > limits.entries + 1 or size > limits.folder:
            raise StuckError(_FILES)


_THREADS: Final = Trouble("started more threads than there is room for")
_FILES: Final = Trouble("wrote more files than there is room for")
_UNCOUNTED: Final = Trouble("made files or folders that cannot be counted")


class Turn:
    """The wait for one message of one process, while all of them are looked after: a `Patience`."""

    def __init__(
        self, watch: Watch, pid: int, processor: float, wall: float, ring: float | None = None
    ) -> None:
        """Begin.

        Parameters
        ----------
        watch
            Looks after the processes.
        pid
            Who is waited for.
        processor, wall
            Seconds that it has for its message: of processor time, and by the watch's clock.
        ring
            Seconds by the watch's clock after which it is sent `SIGALRM`, again and again.
        """
        self._watch, self._pid = watch, pid
        self._processor, self._until = processor, min(watch.end, watch.now + wall)
        self._ring = None if ring is None else watch.now + ring
        self._first: Usage | None = None
        self._last: Usage | None = None

    def __call__(self, file: int, event: int) -> None:
        """Wait until a file is ready.

        Raises
        ------
        ClockError
            Its time is over; other errors are those of `Watch.glance`.
        """
        poll = select.poll()
        poll.register(file, event)
        ready = False
        while not ready:
            ready = bool(poll.poll(GLANCE * 1000))
            if self._watch.due:
                self._glance()

    def _glance(self) -> None:
        before, self._last = self._last, usage(self._pid)
        self._first = self._first or self._last
        self._watch.glance(before, self._last)
        ran = self._last.ran - self._first.ran if self._last and self._first else 0.0
        if self._watch.now > self._until or ran > self._processor:
            message = "The other process did not answer in time."
            raise ClockError(message)
        if self._ring is not None and self._watch.now > self._ring:
            with suppress(OSError):
                os.kill(self._pid, signal.SIGALRM)


def withheld(before: Usage | None, now: Usage | None, passed: float, late: float) -> float:
    """Return for how long a process could not run, of the seconds that have passed.

    Parameters
    ----------
    before, now
        What it had used before these seconds and has used now, where known.
    passed
        Seconds.
    late
        Of them, those by which the grader itself was run too late.
    """
    if now is None:
        return late
    if now.state in "Tt":  # from outside: it may send no signals
        return passed
    if before is None:
        return late
    waited = passed if now.state == "R" else now.waited - before.waited
    return max(0.0, min(max(waited, late), passed - (now.ran - before.ran)))


def usage(pid: int) -> Usage | None:
    """Return what a process has used, or None where it is gone."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except _GONE:
        return None
    state, *numbers = line.rpartition(")")[2].split()
    ran = (int(numbers[10]) + int(numbers[11])) / os.sysconf("SC_CLK_TCK")
    ending = state in "ZX" or bool(int(numbers[5]) & _EXITING)
    return Usage(state, ran, int(numbers[16]), _waited(pid), ending)


def _waited(pid: int) -> float:
    """Return the seconds for which a process's threads have been ready and not run, where known."""
    waited = 0
    with suppress(OSError, ValueError, IndexError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 -- 20 times a second
            waited += int(
                Path(f"/proc/{pid}/task/{thread}/schedstat").read_text("ascii").split()[1]
            )
    return waited / 1e9


def written(folder: Path) -> Iterator[int]:
    """Yield the size of each file and folder in `folder`, however long its path is.

    Raises
    ------
    StuckError
        Folders are in one another more than `DEEP` times.
    OSError
        Something cannot be looked at; what has just gone is skipped.
    """
    with suppress(FileNotFoundError):
        yield from _below(_opened(folder), 0)


def _opened(folder: Path | str, within: int | None = None) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)


def _below(folder: int, depth: int) -> Iterator[int]:
    try:
        if depth > DEEP:
            raise StuckError(_FILES)
        inner = []
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    yield entry.stat(follow_symlinks=False).st_size
                if entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
        for name in inner:
            with suppress(FileNotFoundError):
                yield from _below(_opened(name, folder), depth + 1)
    finally:
        os.close(folder)


def deleted_bytes(pid: int, folder: Path, most: int) -> int:
    """Return the bytes of deleted files that a process still keeps on disk.

    Parameters
    ----------
    pid
        The process.
    folder
        Where it may write.
    most
        What a file that is only mapped counts as: its size cannot be seen without rights.

    Raises
    ------
    OSError
        They cannot be counted, and the process is not gone.
    """
    place = f"{folder.resolve()}/".encode()
    failed = OSError("No thread of the process lasts long enough to be inspected.")
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():  # share files and memory: one will do
            with suppress(*_GONE):
                maps = (thread / "maps").read_bytes()
                if maps:  # it has not ended, as even the first may before the others
                    sizes = dict.fromkeys(_mapped(maps, place), most)
                    return sum({**sizes, **dict(_open(thread / "fd"))}.values())
    except OSError as error:
        failed = error
    if _ends(pid):
        return 0
    raise failed


def _ends(pid: int) -> bool:
    """Say whether a process is gone or about to be, and not only the first of its threads."""
    used = usage(pid)
    return used is None or (used.ending and used.threads < 2)  # noqa: PLR2004 -- itself


def ending(status: int) -> Trouble:
    """Return how a process ended, in words."""
    if not os.WIFSIGNALED(status):
        return Trouble("ended Python itself")
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return Trouble("was running when the notebook had used up its time", timed_out=True)
    name = {
        signal.SIGSEGV: "segmentation fault",
        signal.SIGKILL: "it was killed",
        signal.SIGABRT: "abort",
    }.get(signal.Signals(number), signal.Signals(number).name)
    return Trouble(f"ended Python itself ({name})")


def _mapped(maps: bytes, place: bytes) -> Iterator[int]:
    """Yield the number of each deleted file that is mapped."""
    if _DELETED in maps:
        for line in maps.splitlines():
            if line.endswith(_DELETED) and place in line:
                yield int(line.split()[4])


def _open(files: Path) -> Iterator[tuple[int, int]]:
    """Yield the number and the size of each deleted file that is open."""
    for file in files.iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            status = file.stat()
            if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                yield status.st_ino, status.st_size
