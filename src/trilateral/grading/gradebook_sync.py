"""A class's folder, and its gradebook brought up to what was graded."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from trilateral.grading import receipts
from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook import needed, opened
from trilateral.grading.gradebook_place import scratch, submissions
from trilateral.grading.journal import latest
from trilateral.grading.roster import FILE, Learner, Roster, read_roster
from trilateral.grading.roster_match import Match, match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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
    """The class's."""
    submitted: Path
    """Where its submissions are, with their receipts."""
    graded: dict[tuple[str, str], Graded]
    """By learner and assignment."""
    entries: tuple[Entry, ...]
    """What the gradebook holds of them."""
    roster: Roster
    """Who is in the class; whoever handed something in, where nobody said."""
    strangers: tuple[Learner, ...] = ()
    """Who is in a platform's export but not in the roster."""
    unknown: tuple[Learner, ...] = ()
    """Who is in the roster but not in a platform's export."""


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


def standings(  # noqa: PLR0913 -- one to tell of, one to try
    folder: Path,
    course: Path,
    verb: str,
    file: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
    *,
    trial: bool = False,
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
    trial
        Whether to leave the class's folder as it is.

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
    needed(verb)
    submitted = submissions(folder)
    known = roster(folder)
    people = known or Roster(_handed(submitted, graded))
    side = match(people, read_roster(file)) if file else Match(people)
    with (
        scratch(folder) if trial else nullcontext(folder) as place,
        opened(place, course, verb) as book,
    ):
        if book.lost:
            told(_LOST)
        book.record(graded.values(), journal.parent, side.roster)
        entries = [one for one in book.entries() if (one.learner, one.assignment) in graded]
    strangers = side.only_theirs if known else ()  # who handed in nothing is no stranger
    return Standings(
        folder, submitted, graded, tuple(entries), side.roster, strangers, side.only_ours
    )


def roster(folder: Path) -> Roster:
    """Return the roster that collecting left in a class's folder, or an empty one."""
    path = folder / FILE
    return read_roster(path) if path.is_file() else Roster()


def _handed(submitted: Path, graded: Iterable[tuple[str, str]]) -> Iterator[Learner]:
    """Return who handed something in; a number that is Moodle's is not taken for another."""
    moodle: dict[str, bool] = {}
    for learner, assignment in sorted(graded):
        receipt = receipts.read(submitted / learner / assignment)
        its = receipt is not None and "_assignsubmission_" in receipt.source
        moodle[learner] = its or moodle.get(learner, False)
    for learner, its in moodle.items():
        yield Learner(learner, participant=learner if its else "")
