"""The grader's side of the warm process: start it, fork from it, end what it forked."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.sandbox.channel import Channel, ChannelError, until
from trilateral.grading.sandbox.forking import REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_STARTUP: Final = 120.0
"""Seconds for the warm process to start, and so for anything that it is asked."""
_ROOM: Final = 30.0
"""Seconds to wait for room for one more process."""
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
"""The grader's own environment may hold anything; this much is passed on."""
_SET: Final = {
    "PYTHONHASHSEED": "0",  # sets in the same order, so that a mark is the same in every run
    "OPENBLAS_NUM_THREADS": "1",  # its threads would not survive the fork
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}


class ForkError(GradingError):
    """The warm process is gone."""


@dataclass
class Forker:
    """A process that forks others on request; safe to use from several threads."""

    control: socket.socket
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Let no request wait for ever."""
        self.control.settimeout(_STARTUP)

    def fork(self, role: str, request: Mapping[str, Any]) -> Child:
        """Fork a process for `role` and return the connection to it.

        Raises
        ------
        ForkError
            The warm process is gone.
        """
        ours, theirs = socket.socketpair()
        os.set_blocking(ours.fileno(), False)
        message = json.dumps({"fork": role, **request}).encode()
        try:
            with theirs:
                answer = self._ask(message, [theirs.fileno()])
                until = time.monotonic() + _ROOM
                while "pid" not in answer and time.monotonic() < until:
                    time.sleep(0.2)  # another submission may have taken what there is
                    answer = self._ask(message, [theirs.fileno()])
        except ForkError:
            ours.close()
            raise
        if "pid" not in answer:
            ours.close()
            raise ForkError(_NO_ROOM)
        return Child(answer["pid"], Channel(ours.detach()), self)

    def end(self, pid: int) -> dict[str, Any]:
        """End a forked process, and return how it had ended and what it had used."""
        return self._ask(json.dumps({"end": pid}).encode(), [])

    def close(self) -> None:
        """Close the connection, on which the process ends itself and all it has forked."""
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)
        self.control.close()

    def _ask(self, message: bytes, files: list[int]) -> dict[str, Any]:
        with self._lock:
            try:
                socket.send_fds(self.control, [message], files)
                answer = self.control.recv(REQUEST)
            except OSError as error:
                raise ForkError(_GONE) from error
        if not answer:
            raise ForkError(_GONE)
        return dict(json.loads(answer))


_NO_ROOM = "The system cannot start another process. Close other programs and try again."
_GONE = "The warm process that runs submissions is gone."


@dataclass(frozen=True)
class Child:
    """A forked process."""

    pid: int
    channel: Channel
    forker: Forker

    def end(self) -> dict[str, Any]:
        """End it, and return how it had ended and what it had used."""
        self.channel.close()
        return self.forker.end(self.pid)


@dataclass(frozen=True)
class Names:
    """What an automatic task asks a notebook for."""

    answers: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    """Earlier answers that its own are built on."""


class Warm:
    """The warm process, and the marker that it forked first."""

    def __init__(self, solutions: Mapping[str, Path], releases: Iterable[Path] = ()) -> None:
        """Start both.

        Parameters
        ----------
        solutions
            By assignment; only the marker reads them.
        releases
            Exercises as handed out, to warm up with.

        Raises
        ------
        GradingError
            A solution cannot be loaded.
        """
        ours, theirs = socket.socketpair()
        paths = [str(path.resolve()) for path in releases]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- this very Python
                # -P and the folder: nothing that lies where grading was started is ever imported
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "trilateral.grading.sandbox",
                    str(theirs.fileno()),
                    *paths,
                ],
                pass_fds=[theirs.fileno()],
                env={**{key: os.environ[key] for key in _KEPT if key in os.environ}, **_SET},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.learners = Forker(ours)
        hidden = {name: str(path.resolve()) for name, path in solutions.items()}
        try:
            self._marker = self.learners.fork("marker", {"solutions": hidden})
            reply, _ = self._marker.channel.receive(until(time.monotonic() + _STARTUP))
        except (ForkError, ChannelError) as error:
            self.close()
            message = (
                "The warm process that runs submissions did not start. Try `trilateral doctor`."
            )
            raise GradingError(message) from error
        if "failed" in reply:
            self.close()
            message = f"A solution cannot be loaded: {reply['failed']}"
            raise GradingError(message)
        self.tasks = {
            assignment: {
                task: Names(tuple(names["answers"]), tuple(names["earlier"]))
                for task, names in tasks.items()
            }
            for assignment, tasks in reply["tasks"].items()
        }
        self.markers = Forker(socket.socket(fileno=os.dup(self._marker.channel.file)))

    @property
    def pid(self) -> int:
        """The warm process's number."""
        return self._process.pid

    @property
    def marker_pid(self) -> int:
        """The number of the process that holds the hidden tests."""
        return self._marker.pid

    def close(self) -> None:
        """End both processes and all they have forked."""
        for forker in (getattr(self, "markers", None), self.learners):
            if forker:
                forker.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
