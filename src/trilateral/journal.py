"""An append-only file of JSON Lines that loses nothing to a crash.

Each value is one line, written at the end of the file and synced to the disk before it counts. A
writer holds a lock. A line that a crash cut short is recognised by its missing line break.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import filelock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FLAGS: Final = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Journal:
    """A file of JSON Lines at `path`, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self, wait: float) -> Iterator[bool]:
        """Hold the lock while writing; say whether it could be had within `wait` seconds.

        Where a system has no locks, appending must do.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.path.with_suffix(".lock"), timeout=wait)
        held = True
        try:
            lock.acquire()
        except NotImplementedError:  # a disk without locks; one process writes there
            pass
        except filelock.Timeout:
            held = False
        try:
            yield held
        finally:
            lock.release()

    def append(self, lines: Iterable[bytes]) -> None:
        """Write lines, as `line` makes them, and sync once; all of them or none.

        They begin on a new line after one that was cut short.

        Raises
        ------
        OSError
            They cannot be written. What was written before is safe.
        """
        content = b"".join(lines)
        file = os.open(self.path, _FLAGS, 0o600)
        try:
            size = os.lseek(file, 0, os.SEEK_END)
            if size:
                os.lseek(file, size - 1, os.SEEK_SET)
                content = content if os.read(file, 1) == b"\n" else b"\n" + content
            rest = memoryview(content)
            try:
                while rest:
                    rest = rest[os.write(file, rest) :]
                os.fsync(file)
            except OSError:
                os.ftruncate(file, size)
                raise
        finally:
            os.close(file)

    def drop_cut_line(self) -> None:
        """Remove a last line that was cut short; make the file where there is none.

        Raises
        ------
        OSError
            The file cannot be written.
        """
        file = os.open(self.path, _FLAGS, 0o600)
        try:
            os.ftruncate(file, self.path.read_bytes().rfind(b"\n") + 1)
        finally:
            os.close(file)


def line(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON can say
    """Return a value as a line of the file.

    Half of an emoji, as a browser may leave it at the end of a field, stays as an escape.

    Raises
    ------
    ValueError
        JSON has no way to say it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace") + b"\n"


def whole_lines(content: bytes) -> list[bytes]:
    """Return the lines of a file's content, all but one that is still in the making."""
    return content[: content.rfind(b"\n") + 1].split(b"\n")[:-1]
