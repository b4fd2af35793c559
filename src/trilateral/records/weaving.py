"""Statements from elsewhere, put among a journal's lines where their time belongs."""

from __future__ import annotations

import heapq
from datetime import UTC, datetime
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from trilateral.journal import line
from trilateral.records.reading import read_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trilateral.records.statements import Statement

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def woven(content: bytes, statements: Sequence[Statement]) -> Iterable[bytes]:
    """Return a file's lines with `statements` among them, by time.

    The lines keep their own order, and so do the statements, also where a clock was wrong: what was
    said last counts. A line that is not a statement stays as it is, after the one that it followed.

    Parameters
    ----------
    content
        The file; a last line that was cut short gets its line break.
    statements
        None of them is in the file.
    """
    lines = content.split(b"\n")[: None if content[-1:] not in (b"", b"\n") else -1]
    timed = zip(_times(map(read_line, lines)), (each + b"\n" for each in lines), strict=True)
    new = zip(_times(statements), map(line, statements), strict=True)
    return (written for _, written in heapq.merge(timed, new, key=itemgetter(0)))


def _times(statements: Iterable[Statement | None]) -> Iterable[datetime]:
    """Return when each was made, never before the one in front of it."""
    return accumulate(map(_time, statements), max)


def _time(statement: Statement | None) -> datetime:
    try:
        time = datetime.fromisoformat(str((statement or {}).get("timestamp")))
    except ValueError:
        return _LONG_AGO
    return time if time.tzinfo else time.replace(tzinfo=UTC)
