"""The journal of grading: what was graded stays graded, whatever happens next.

A line that a crash cut off is dropped when the journal is opened again.
"""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.results import Grading, from_plain
from trilateral.journal import Journal, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half of a character, which no file in UTF-8 can hold."""


class GradingJournal:
    """The journal of a class's gradings, for one run of grading at a time."""

    def __init__(self, path: Path) -> None:
        """Prepare to use the file at `path`, which need not exist."""
        self.path = path
        self._file = Journal(path)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Open it, and drop a line that was cut off.

        Raises
        ------
        GradingError
            Another run is using it, or it cannot be written.
        """
        try:
            if not self._open.enter_context(self._file.locked(0)):
                self._open.close()
                message = f"Another run of grading is using {self.path}. Wait for it, or end it."
                raise GradingError(message)
            self._file.drop_cut_line()
        except OSError as error:
            self._open.close()
            message = f"The journal {self.path} cannot be written: {error.strerror}."
            raise GradingError(message) from error
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._open.close()

    def add(self, graded: Grading) -> Grading:
        """Write down one graded submission, and return it as it will be read again.

        Raises
        ------
        GradingError
            The disk is full or broken. Everything that was written before is safe.
        """
        text = json.dumps(graded.plain(), ensure_ascii=False, allow_nan=False)
        written = _HALF.sub(_escaped, text).encode() + b"\n"
        try:
            self._file.append([written])
        except OSError as error:
            message = (
                f"The journal {self.path} cannot be written: {error.strerror}. What was "
                "graded so far is safe. Free some space, then rerun the command to resume."
            )
            raise GradingError(message) from error
        return from_plain(json.loads(written))


def _escaped(half: re.Match[str]) -> str:
    r"""Return half of a character as words, ``\ud83d``, which everything after can write."""
    return f"\\\\u{ord(half[0]):04x}"


def latest(path: Path) -> dict[tuple[str, str], Grading]:
    """Return the last grading of each submission, by learner and assignment.

    Raises
    ------
    GradingError
        A line is not what grading wrote.
    """
    return {(grading.learner, grading.assignment): grading for grading in _gradings(path)}


def first_attempts(path: Path) -> dict[tuple[str, str], Grading]:
    """Return the last grading of the first file that each learner handed in for an assignment.

    The same file graded again, by repaired tests, is not another attempt.

    Raises
    ------
    GradingError
        A line is not what grading wrote.
    """
    gradings: dict[tuple[str, str], Grading] = {}
    for grading in _gradings(path):
        place = (grading.learner, grading.assignment)
        if gradings.get(place, grading).sha256 == grading.sha256:
            gradings[place] = grading
    return gradings


def _gradings(path: Path) -> Iterator[Grading]:
    if not path.is_file():
        return
    for number, written in enumerate(whole_lines(path.read_bytes()), 1):
        try:
            yield from_plain(json.loads(written))
        except ValueError as error:
            message = (
                f"{path}, line {number}, is damaged. Move the file away to grade from scratch."
            )
            raise GradingError(message) from error
