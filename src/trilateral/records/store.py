"""The learner's own record store: statements in a journal that loses none to a crash.

A killed kernel or a second notebook loses none. Where the disk is full or read-only the statements
are kept in memory and written when there is room again.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from trilateral.journal import Journal, line, whole_lines
from trilateral.paths import state_dir
from trilateral.records.reading import read_line
from trilateral.records.weaving import woven

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from trilateral.records.statements import Statement

_HEAD = 200
"""Bytes at the file's start that tell it from another: the first statement's id is among them."""
_WAIT = 2.0
"""Seconds to wait for another notebook's lock; a write takes some milliseconds."""


class RecordStore:
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
    edition
        Changes when the statements read so far are none any more: their file was deleted or
        replaced.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_dir()
        self.path = self.folder / "responses.jsonl"
        self._file = Journal(self.path)
        self.unsaved: OSError | None = None
        self.unread: OSError | None = None
        self.edition = uuid4().hex
        self._offset = 0
        self._head = b""
        self._inode = 0
        self._statements: dict[str, Statement] = {}
        self._unwritten: list[Statement] = []
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
        self._unwritten.append(statement)
        try:
            with self._locked():
                self._file.append(map(line, self._unwritten))
        except OSError as error:
            self.unsaved = error
        else:
            self.unsaved = None
            self._unwritten.clear()

    def append(self, statements: Iterable[Statement]) -> None:
        """Write statements, each once and in order, before they count: all of them or none.

        Raises
        ------
        OSError
            They cannot be written, or somebody else has been writing for too long.
        """
        with self._locked(always=True):
            self._catch_up()  # under the lock: another process may just have written the same
            new: dict[str, Statement] = {}
            for statement in statements:
                if statement["id"] not in self._statements:
                    new.setdefault(statement["id"], statement)
            if new:
                self._file.append(map(line, new.values()))
                self._take(new.values())

    def insert(self, statements: Iterable[Statement]) -> None:
        """Write statements from elsewhere, each once and where its time belongs: all or none.

        Raises
        ------
        OSError
            They cannot be written, or somebody else has been writing for too long.
        """
        with self._locked(always=True):
            self._catch_up()
            new = {each["id"]: each for each in statements if each["id"] not in self._statements}
            if new:
                self._rewrite(woven(self._content(), list(new.values())))
                self._catch_up()

    def clear(self) -> None:
        """Delete every statement; the pseudonym stays, because exercises draw a variant by it.

        Raises
        ------
        OSError
            The file cannot be deleted, or somebody else has been writing for too long.
        """
        with self._locked(always=True):
            self.path.unlink(missing_ok=True)
            self._unwritten.clear()
            self.unsaved = None
            self._forget()

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def _rewrite(self, lines: Iterable[bytes]) -> None:
        """Put a file with these lines in the journal's place, once it is on the disk."""
        part = Journal(self.path.with_name(f".responses.{uuid4().hex}.part"))
        try:
            part.append(lines)
            part.path.replace(self.path)
        except BaseException:
            part.path.unlink(missing_ok=True)
            raise

    def _take(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self._statements.setdefault(str(statement.get("id")), statement)

    def _catch_up(self) -> None:
        """Read what was added; whole lines only, as the last may be still in the making."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            self._forget()
            return
        with file:
            head = file.read(_HEAD)
            inode = os.fstat(file.fileno()).st_ino
            is_shorter = file.seek(0, os.SEEK_END) < self._offset
            is_other = self._offset > 0 and inode != self._inode
            if is_shorter or is_other or not head.startswith(self._head):
                self._forget()
            self._inode = inode
            file.seek(self._offset)
            new = file.read()
            lines = whole_lines(new)
            self._offset += sum(len(each) + 1 for each in lines)
            self._head = head[: self._offset]
            self._take(plain for plain in map(read_line, lines) if plain)

    def _forget(self) -> None:
        """Start again: the file was deleted, or another was put in its place."""
        self._offset = 0
        self._head = b""
        if len(self._statements) == len(self._unwritten):
            return
        self.edition = uuid4().hex
        self._statements.clear()
        self._take(self._unwritten)

    @contextmanager
    def _locked(self, *, always: bool = False) -> Iterator[None]:
        """Hold the lock while writing.

        A statement of this kernel's own is written without the lock, too, where another process
        holds it for too long; with `always` that is an error.
        """
        with self._file.locked(_WAIT) as held:
            if always and not held:
                raise OSError(errno.EAGAIN, "another program is writing")
            yield

    def _pseudonym(self) -> str:
        path = self.folder / "learner"
        pseudonym = _first_line(path)
        if pseudonym:
            return pseudonym
        try:
            with self._locked():
                name = _first_line(path) or str(uuid4())
                path.write_text(f"{name}\n", encoding="utf-8")
                return name
        except OSError as error:
            self.unsaved = error
            return str(uuid4())


def shared() -> RecordStore:
    """Return this learner's records, one store a process: what is unsaved counts too."""
    return _shared(state_dir())


@cache
def _shared(folder: Path) -> RecordStore:
    return RecordStore(folder)


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip().partition("\n")[0][:100]
    except (OSError, UnicodeDecodeError):
        return ""
