"""An append-only file of JSON Lines that loses nothing to a crash.

Each statement is one line, written with one system call in append mode under a lock and synced
to the disk, so that a killed kernel or a second notebook loses none. Where the disk is full or
read-only the statements are kept in memory and written when there is room again.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import filelock

from trilateral.paths import state_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HOME = "https://promises-to-power.invalid"
"""Names things and leads nowhere: `.invalid` is reserved, so no record can cause a request."""
Statement = dict[str, Any]
_WAIT = 2.0
"""Seconds to wait for another notebook's lock; a write takes some milliseconds."""


class Journal:
    """The learner's statements: those in the file, and those that could not be written.

    Parameters
    ----------
    folder
        Where the records are; `trilateral.paths.state_dir` by default.

    Attributes
    ----------
    learner
        The learner's pseudonym: random, made on first use.
    unsaved
        Why the last write failed, or None.
    unread
        Why the last reading failed, or None.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_dir()
        self.path = self.folder / "responses.jsonl"
        self.unsaved: OSError | None = None
        self.unread: OSError | None = None
        self._offset = 0
        self._statements: dict[str, Statement] = {}
        self._unwritten: list[bytes] = []
        self.learner = self._pseudonym()

    def statements(self) -> list[Statement]:
        """Return every statement so far, oldest first, also those of other open notebooks."""
        self.unread = None
        try:
            self._catch_up()
        except OSError as error:
            self.unread = error
        return list(self._statements.values())

    def add(self, statement: Statement) -> None:
        """Remember a statement, which has an ``id`` of its own; `unsaved` says if it failed."""
        self._take([statement])
        line = json.dumps(statement, ensure_ascii=False, allow_nan=False)
        self._unwritten.append(line.encode() + b"\n")
        try:
            with self._locked():
                while self._unwritten:
                    self._append(self._unwritten[0])
                    self._unwritten.pop(0)
        except OSError as error:
            self.unsaved = error
        else:
            self.unsaved = None

    def _take(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self._statements.setdefault(str(statement.get("id")), statement)

    def _catch_up(self) -> None:
        """Read what was added; whole lines only, as the last may be still in the making."""
        with suppress(FileNotFoundError), self.path.open("rb") as file:
            if file.seek(0, os.SEEK_END) < self._offset:  # somebody put an older file in its place
                self._offset = 0
            file.seek(self._offset)
            new = file.read()
            whole = new[: new.rfind(b"\n") + 1]
            self._offset += len(whole)
            self._take(plain for plain in map(_statement, whole.split(b"\n")) if plain)

    def _append(self, line: bytes) -> None:
        """Write one line in one call; begin on a new line after one that was cut short."""
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        file = os.open(self.path, flags, 0o600)
        try:
            size = os.lseek(file, 0, os.SEEK_END)
            if size:
                os.lseek(file, size - 1, os.SEEK_SET)
                line = line if os.read(file, 1) == b"\n" else b"\n" + line
            if os.write(file, line) < len(line):
                os.ftruncate(file, size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file)
        finally:
            os.close(file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock while writing; where there is none to be had, appending must do."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.path.with_suffix(".lock"), timeout=_WAIT)
        with suppress(NotImplementedError, filelock.Timeout):
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _pseudonym(self) -> str:
        path = self.folder / "learner"
        known = _first_line(path)
        if known:
            return known
        try:
            with self._locked():
                name = _first_line(path) or str(uuid4())
                path.write_text(f"{name}\n", encoding="utf-8")
                return name
        except OSError as error:
            self.unsaved = error
            return str(uuid4())


def shared() -> Journal:
    """Return this learner's journal, one a process: what could not be saved counts everywhere."""
    return _shared(state_dir())


@cache
def _shared(folder: Path) -> Journal:
    return Journal(folder)


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip().partition("\n")[0][:100]
    except (OSError, UnicodeDecodeError):
        return ""


def _statement(line: bytes) -> Statement | None:
    """Return a line's statement; None for one that a crash or a hand has damaged."""
    try:
        plain: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) and isinstance(plain.get("id"), str) else None
