"""Which of a learner's files is the work, what lies beside it, and what is neither."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trilateral.grading.intake.unpack import Refusal
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

    from trilateral.grading.intake.content import Content
    from trilateral.grading.intake.names import Clue


@dataclass(frozen=True)
class Piece:
    """One file of one learner."""

    name: str
    """Its path where it came from."""
    learner: str
    sha256: str
    bytes: int
    clue: Clue
    content: Content
    time: datetime | None = None
    """When it was handed in."""
    stamped: bool = False
    """Whether the time is beside it, as each hand-in has one: the last counts."""
    lateness: str = ""
    """By how much it is late, in the platform's words."""


@dataclass
class Selection:
    """What is taken of a learner's files for one assignment, and what of it nobody may guess."""

    work: Piece | None = None
    beside: list[Piece] = field(default_factory=list)
    """Files that go along with it."""
    refused: list[Refusal] = field(default_factory=list)
    """Files that a person has to look at."""


def choose(
    pieces: Sequence[Piece], assignment: str, release: NotebookNode, prefer: Sequence[str] = ()
) -> Selection:
    """Return which of a learner's notebooks counts for an assignment.

    Parameters
    ----------
    pieces
        The notebooks, readable or not.
    assignment
        Its name.
    release
        As it was handed out.
    prefer
        Names or patterns of the files to take where two could be meant.
    """
    wanted = [piece for piece in pieces if _fits(piece, prefer)]
    works = wanted or [piece for piece in pieces if piece.content.is_work(release)]
    works = works or [piece for piece in pieces if piece.content.kind == "damaged"]
    if not works:
        return Selection(
            refused=[Refusal(piece.name, _no_work(piece, assignment)) for piece in pieces]
        )
    last = _last(works)
    if last is None:
        return Selection(refused=[Refusal(piece.name, _which(works)) for piece in pieces])
    same = [piece for piece in works if piece.sha256 == last.sha256]
    times = [piece.time for piece in same if piece.time]
    work = replace(same[0], time=min(times, default=None))
    others = [
        piece for piece in pieces if piece.sha256 != work.sha256 and not _replaced(piece, work)
    ]
    return Selection(work, [piece for piece in others if piece.name != work.name])


def _fits(piece: Piece, prefer: Sequence[str]) -> bool:
    names = (piece.name, PurePosixPath(piece.name).name)
    return any(fnmatch.fnmatchcase(name, text) for name in names for text in prefer)


def _last(works: Sequence[Piece]) -> Piece | None:
    """Return the piece that counts, or None where that is not known."""
    if len({piece.sha256 for piece in works}) == 1:
        return works[0]
    if not all(piece.stamped and piece.time for piece in works):
        return None
    return max(works, key=lambda piece: piece.time or datetime.min.replace(tzinfo=UTC))


def _replaced(piece: Piece, work: Piece) -> bool:
    """Whether a piece was handed in before the one that counts, and by that taken back."""
    return piece.stamped and work.stamped


def _which(works: Sequence[Piece]) -> str:
    name = one_line(PurePosixPath(works[-1].name).name)
    count = len({piece.sha256 for piece in works})
    return (
        f"is one of {count} different files with answers from {works[0].learner}. Say which "
        f"one counts, for example `--prefer '{name}'`"
    )


def _no_work(piece: Piece, assignment: str) -> str:
    what = "is a lesson, not the exercise" if piece.content.is_lesson else "is another notebook"
    return (
        f"{what}: it has none of the tasks of {assignment}. Ask for {assignment}.ipynb from "
        "the folder exercises, with the answers"
    )
