"""A class's folder, and its gradebook updated with what was graded."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from trilateral.grading.book.extensions import extensions, grant
from trilateral.grading.book.gradebook import Book, opened
from trilateral.grading.book.place import needed, scratch, submissions
from trilateral.grading.errors import GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.journal import latest
from trilateral.grading.people.matching import Match, match
from trilateral.grading.people.roster import (
    FILE,
    Learner,
    Roster,
    read_people,
    read_roster,
    unnamed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from trilateral.grading.book.entries import Entry
    from trilateral.grading.results import Grading

JOURNAL: Final = "graded/journal.jsonl"
_LOST: Final = (
    "The gradebook is missing and is rebuilt from the journal of marks. Marks and comments "
    "given in formgrader were only in the old one."
)


@dataclass(frozen=True)
class ClassWork:
    """Everything that is known about a class's work."""

    folder: Path
    """The class's folder."""
    submitted: Path
    """Where its submissions are, with their receipts."""
    graded: dict[tuple[str, str], Grading]
    """By learner and assignment."""
    entries: tuple[Entry, ...]
    """What the gradebook holds of them."""
    roster: Roster
    """Who is in the class; where nobody said, those who handed something in."""
    strangers: tuple[Learner, ...] = ()
    """Who is in a platform's export but not in the roster."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """The row of each learner in a platform's export, counted from 0, the titles' row."""


def keep(  # noqa: PLR0913 -- two report progress
    folder: Path,
    course: Path,
    graded: Iterable[Grading],
    notebooks: Path,
    done: Callable[[Grading], None] = lambda _: None,
    *,
    notify: Callable[[str], None] = lambda _: None,
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
    notebooks
        Where grading keeps the notebooks as they were run.
    done
        Called with each submission that is written.
    notify
        Called with a line where the gradebook was gone, and all of the journal is put into another.
    """
    with opened(folder, course) as book:
        if book.lost:
            notify(_LOST)
            every = latest(notebooks / PurePath(JOURNAL).name)
            graded = {
                **every,
                **{(grading.learner, grading.assignment): grading for grading in graded},
            }.values()
        graded = list(graded)
        changed = book.record(graded, notebooks, roster(folder), done)
        _extend(book, folder, roster(folder), graded)
        return changed


def class_work(  # noqa: PLR0913 -- one reports progress, one is for a trial
    folder: Path,
    course: Path,
    verb: str,
    file: Path | None = None,
    notify: Callable[[str], None] = lambda _: None,
    *,
    columns: Mapping[str, str] | None = None,
    trial: bool = False,
) -> ClassWork:
    """Return how a class stands, what people did in formgrader included.

    Parameters
    ----------
    folder
        The class's folder.
    course
        The folder with ``solutions/`` and ``exercises/``.
    verb
        Who asks, for a message.
    file
        A platform's export that knows more of the learners than the roster.
    notify
        Called with a line where the gradebook was gone and is made again.
    columns
        What the export's columns hold, where it does not say so itself.
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
        message = (
            f"Nothing is graded in {folder} yet (looked for {JOURNAL}). Run `trilateral grade` "
            "first."
        )
        raise GradingError(message)
    needed(verb)
    submitted = submissions(folder)
    class_list = roster(folder)
    people = _people(class_list, submitted, graded)
    theirs = {person.id: row for row, person in read_people(file, columns)} if file else {}
    side = match(people, read_roster(file, columns)) if file else Match(people)
    with (
        scratch(folder) if trial else nullcontext(folder) as place,
        opened(place, course, verb) as book,
    ):
        if book.lost:
            notify(_LOST)
        book.record(graded.values(), journal.parent, side.roster)
        _extend(book, folder, people, graded.values())
        entries = [entry for entry in book.entries() if (entry.learner, entry.assignment) in graded]
    named = tuple(learner for learner in side.only_theirs if not learner.is_hidden)
    strangers = named if class_list else ()  # who handed in nothing is not a stranger
    rows = {person.id: theirs[other.id] for person, other in side.pairs}
    return ClassWork(folder, submitted, graded, tuple(entries), side.roster, strangers, rows)


def _extend(book: Book, folder: Path, people: Roster, graded: Iterable[Grading]) -> None:
    """Give more time to whom the class's folder says."""
    graded = list(graded)
    everybody = people or Roster(Learner(name) for name in {each.learner for each in graded})
    grant(book.nbgrader, extensions(folder, everybody, {grading.assignment for grading in graded}))


def roster(folder: Path) -> Roster:
    """Return the roster that collecting left in a class's folder, or an empty one."""
    path = folder / FILE
    return read_roster(path) if path.is_file() else Roster()


def _people(class_list: Roster, submitted: Path, graded: Iterable[tuple[str, str]]) -> Roster:
    """Return the class, and whose names the platform hides; without a class, all with work."""
    places = sorted(graded)
    if not class_list:
        return Roster(_handed(submitted, places))
    blind = {learner for learner, _ in places if learner not in class_list.by_id}
    return Roster(
        [*class_list.learners, *(person for name in sorted(blind) if (person := unnamed(name)))]
    )


def _handed(submitted: Path, graded: Iterable[tuple[str, str]]) -> Iterator[Learner]:
    """Return who handed something in, with the number that Moodle had beside the name."""
    sources: dict[str, str] = {}
    for learner, assignment in graded:
        receipt = receipts.read(submitted / learner / assignment)
        sources[learner] = (receipt.source if receipt else "") or sources.get(learner, "")
    for learner, source in sources.items():
        name, _, number = learner.rpartition("_")
        if "_assignsubmission_" in source and name and number.isdecimal():
            yield unnamed(learner) or Learner(
                learner, participant=number, name=name.replace("_", " ")
            )
        else:
            yield unnamed(learner) or Learner(learner)
