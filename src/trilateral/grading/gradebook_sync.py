"""A class's folder, and its gradebook brought up to what was graded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook import opened
from trilateral.grading.journal import latest
from trilateral.grading.roster import FILE, Learner, Roster, read_roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from trilateral.grading.gradebook_entries import Entry
    from trilateral.grading.results import Graded

JOURNAL: Final = "graded/journal.jsonl"
_LOST: Final = (
    "The gradebook is gone. It is made anew from the journal of marks; what people gave in "
    "formgrader, marks and comments, was in the old one only."
)


@dataclass(frozen=True)
class Standings:
    """All that is known of a class's work."""

    folder: Path
    """The class's, with the receipts in ``submitted/``."""
    graded: dict[tuple[str, str], Graded]
    """By learner and assignment."""
    entries: tuple[Entry, ...]
    """What the gradebook holds of them."""
    roster: Roster
    """Who is in the class; empty where nobody said."""


def keep(  # noqa: PLR0913 -- two to tell of
    folder: Path,
    course: Path,
    graded: Iterable[Graded],
    kept: Path,
    done: Callable[[Graded], None] = lambda _: None,
    *,
    told: Callable[[str], None] = lambda _: None,
) -> int:
    """Put marks into the gradebook of a class's folder; return how many submissions changed.

    Parameters
    ----------
    folder
        The class's: it holds, or gets, ``gradebook.db`` and ``autograded/``.
    course
        The folder with ``solutions/`` and ``exercises/``.
    graded
        What grading found.
    kept
        Where grading keeps the notebooks as they were run.
    done
        Called with each submission that is written.
    told
        Called with a line where the gradebook was gone, and all of the journal is put into another.
    """
    with opened(folder, course) as book:
        if book.lost:
            told(_LOST)
            every = latest(kept / PurePath(JOURNAL).name)
            graded = {**every, **{(one.learner, one.assignment): one for one in graded}}.values()
        return book.record(graded, kept, roster(folder), done)


def standings(
    folder: Path,
    course: Path,
    verb: str,
    file: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Standings:
    """Return how a class stands, what people did in formgrader included.

    Parameters
    ----------
    folder
        The class's.
    course
        The folder with ``solutions/`` and ``exercises/``.
    verb
        Who asks, for a message.
    file
        A platform's export that knows more of the learners than the roster.
    told
        Called with a line where the gradebook was gone and is made anew.

    Raises
    ------
    GradingError
        Nothing was graded.
    """
    journal = folder / JOURNAL
    graded = latest(journal)
    if not graded:
        message = f"Nothing is graded in {folder} (looked for {JOURNAL}). First: trilateral grade"
        raise GradingError(message)
    handed = sorted({learner for learner, _ in graded})
    people = roster(folder) or Roster(Learner(learner) for learner in handed)
    if file:
        people = people.filled_from(read_roster(file))
    with opened(folder, course, verb) as book:
        if book.lost:
            told(_LOST)
        book.record(graded.values(), journal.parent, people)
        entries = [one for one in book.entries() if (one.learner, one.assignment) in graded]
    return Standings(folder, graded, tuple(entries), people)


def roster(folder: Path) -> Roster:
    """Return the roster that collecting left in a class's folder, or an empty one."""
    path = folder / FILE
    return read_roster(path) if path.is_file() else Roster()
