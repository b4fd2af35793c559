"""The journal of grading: what was graded stays graded, whatever happens next.

One JSON object per line, written in one piece and forced to disk before the next submission
counts as done. A line that a crash cut off is dropped when the journal is opened again.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from trilateral.grading.errors import GradingError
from trilateral.grading.results import Graded, from_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self


class Journal:
    """A file of graded submissions, for one run of grading at a time."""

    def __init__(self, path: Path) -> None:
        """Prepare to use the file at `path`, which need not exist."""
        self.path = path
        self._lock = FileLock(f"{path}.lock")
        self._file = -1

    def __enter__(self) -> Self:
        """Open it, and drop a line that was cut off.

        Raises
        ------
        GradingError
            Another run is using it, or it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            content = self.path.read_bytes()
            os.truncate(self.path, content.rfind(b"\n") + 1)
        except Timeout as error:
            message = f"Another run of grading is using {self.path}. Wait for it, or end it."
            raise GradingError(message) from error
        except OSError as error:
            message = f"The journal {self.path} cannot be written: {error.strerror}."
            raise GradingError(message) from error
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        os.close(self._file)
        self._lock.release()

    def add(self, graded: Graded) -> Graded:
        """Write down one graded submission, and return it as it will be read again.

        Raises
        ------
        GradingError
            The disk is full or broken. Everything that was written before is safe.
        """
        line = json.dumps(graded.plain(), ensure_ascii=False, separators=(",", ":")) + "\n"
        end = os.lseek(self._file, 0, os.SEEK_END)
        written = line.encode("utf-8", "replace")
        rest = memoryview(written)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, end)
            message = (
                f"The journal {self.path} cannot be written: {error.strerror}. What was graded so "
                "far is safe; make room and give the same command again."
            )
            raise GradingError(message) from error
        return from_plain(json.loads(written))


def latest(path: Path) -> dict[tuple[str, str], Graded]:
    """Return the last grading of each submission, by learner and assignment.

    Raises
    ------
    GradingError
        A line is not what grading wrote.
    """
    return {(one.learner, one.assignment): one for one in _gradings(path)}


def first_attempts(path: Path) -> dict[tuple[str, str], Graded]:
    """Return the last grading of the first file that each learner handed in for an assignment.

    The same file graded again, by mended tests, is no other attempt.

    Raises
    ------
    GradingError
        A line is not what grading wrote.
    """
    found: dict[tuple[str, str], Graded] = {}
    for one in _gradings(path):
        place = (one.learner, one.assignment)
        if found.get(place, one).sha256 == one.sha256:
            found[place] = one
    return found


def _gradings(path: Path) -> Iterator[Graded]:
    if not path.is_file():
        return
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            yield from_plain(json.loads(line))
        except ValueError as error:
            message = (
                f"{path}, line {number}, is damaged. Move the file away to grade from scratch."
            )
            raise GradingError(message) from error
