"""What earlier exports wrote: any other mark that is on the platform is somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pydantic

from trilateral.grading.errors import GradingError
from trilateral.journal import Journal, line, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE: Final = "graded/exports.jsonl"

Written = tuple[str, str, str]
"""Learner, assignment, and the mark or the words that were written."""


def read(folder: Path) -> frozenset[Written]:
    """Return all that exports of a class have written, in any file.

    Raises
    ------
    GradingError
        The record is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return frozenset()
    try:
        return frozenset(_LINE.validate_json(text) for text in whole_lines(path.read_bytes()))
    except (OSError, ValueError) as error:
        message = (
            f"{path} is damaged or cannot be read. Move it away; every mark already on the "
            "platform then counts as somebody else's and is kept."
        )
        raise GradingError(message) from error


def add(folder: Path, written: Iterable[Written]) -> None:
    """Record what an export is about to write.

    Raises
    ------
    OSError
        It cannot be written.
    """
    new = sorted(set(written) - read(folder))
    journal = Journal(folder / FILE)
    with journal.locked(10):
        journal.append(line(mark) for mark in new)


_LINE: pydantic.TypeAdapter[Written] = pydantic.TypeAdapter(Written)
