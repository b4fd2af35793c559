"""Marks as files that a learning platform imports: Canvas, Moodle, or a plain table.

What each platform reads, and where it goes wrong, is from its own source: Canvas's
``gradebook_importer.rb`` and Moodle's ``grade/import/csv/classes/load_data.php``. A cell without a
mark is empty in all of them: a zero would be a mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, assert_never

from trilateral.grading.roster import Learner
from trilateral.grading.told import Told, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trilateral.grading.gradebook_entries import Entry
    from trilateral.grading.roster import Roster

Platform = Literal["canvas", "moodle", "csv"]
_DANGER: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""
_DROPPED: Final = re.compile(
    r"(current|final) (score|points|grade)|override (score|grade|status)", re.IGNORECASE
)
"""Canvas drops a column so called without a word."""


@dataclass(frozen=True)
class Sheet:
    """A file to import, and what is not in it."""

    text: str
    marks: int
    waiting: int
    """Cells left empty because a task is not marked yet."""
    absent: int
    """Cells left empty because nothing was handed in, or nothing graded."""
    told: tuple[Told, ...]
    """What to look at."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what to look at, each case on its own."""
        return tuple(one.text for one in self.told)


@dataclass(frozen=True)
class Marks:
    """The marks of a class, ready to be laid out.

    Attributes
    ----------
    roster
        Who is in the class.
    entries
        What the gradebook holds.
    titles
        For each assignment, what the platform calls it.
    partial
        Whether to give the points so far where a task is not marked yet.
    unread
        For each file that could not be read, by learner and assignment, why.
    """

    roster: Roster
    entries: Sequence[Entry]
    titles: Mapping[str, str]
    partial: bool = False
    unread: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Entry]:
        return {(entry.learner, entry.assignment): entry for entry in self.entries}

    @cached_property
    def _possible(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for entry in self.entries:
            found[entry.assignment] = max(entry.possible, found.get(entry.assignment, 0.0))
        return found

    @property
    def assignments(self) -> list[str]:
        """Return the assignments in their order."""
        return sorted(self._possible)

    def title(self, assignment: str) -> str:
        """Return what the platform calls an assignment."""
        return self.titles.get(assignment, assignment)

    def possible(self, assignment: str) -> float:
        """Return an assignment's points."""
        return self._possible[assignment]

    def entry(self, learner: str, assignment: str) -> Entry | None:
        """Return what a learner has in an assignment."""
        return self._by_place.get((learner, assignment))

    def score(self, learner: str, assignment: str) -> str:
        """Return a learner's mark, empty where there is none or not yet."""
        entry = self.entry(learner, assignment)
        if entry is None or (entry.waiting and not self.partial):
            return ""
        return f"{entry.points:.2f}"


def sheet(platform: Platform, marks: Marks) -> Sheet:
    """Return the file for a platform."""
    match platform:
        case "canvas":
            rows, people, told = _canvas(marks)
        case "moodle":
            rows, people, told = _moodle(marks)
        case "csv":
            rows, people, told = _plain(marks)
        case _ as never:
            assert_never(never)
    places = [(learner.id, name) for learner in people for name in marks.assignments]
    handed = [place for place in places if marks.entry(*place)]
    given = sum(bool(marks.score(*place)) for place in handed)
    told = [*told, *_unread(marks), *_waiting(marks)]
    absent = len(places) - len(handed)
    return Sheet(_written(rows), given, len(handed) - given, absent, tuple(told))


def safe(text: str) -> str:
    """Return a name or a comment that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGER) else text


_Layout = tuple[list[list[str]], list[Learner], list[Told]]
"""Rows, whose they are, and what to look at."""


def _canvas(marks: Marks) -> _Layout:
    names = marks.assignments
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    most = [f"{marks.possible(name):.2f}" for name in names]
    rows = [
        [*head, *(marks.title(name) for name in names)],
        ["    Points Possible", *[""] * 4, *most],
    ]
    told = [Told(text) for name in names for text in _canvas_title(marks.title(name))]
    keys = [(one.canvas_id, one.sis_user_id, one.sis_login_id) for one in marks.roster.learners]
    keep, left_out = _identified(marks, keys, "a Canvas ID, SIS user ID or SIS login ID")
    for learner in keep:
        scores = [marks.score(learner.id, name) for name in names]
        ids = [learner.canvas_id, learner.sis_user_id, learner.sis_login_id]
        rows.append([safe(learner.sortable_name), *ids, safe(learner.section), *scores])
    return rows, keep, [*told, *left_out]


def _canvas_title(title: str) -> Iterator[str]:
    if not re.search(r" \(\d+\)$", title):
        yield (
            f"{title}: without Canvas's own number, as in `{title} (12345)`, Canvas makes a new "
            "assignment. Give `--like` with an exported gradebook, or `--column`."
        )
    if _DROPPED.search(title):
        yield f"{title}: Canvas drops a column with these words. Rename the assignment there."


def _moodle(marks: Marks) -> _Layout:
    names = marks.assignments
    head = ["username", "ID number", "Email address", "First name", "Last name"]
    columns = [
        text for name in names for text in (marks.title(name), f"{marks.title(name)} (Feedback)")
    ]
    rows = [[*head, *map(safe, columns)]]
    keys = [(one.username, one.id_number, one.email) for one in marks.roster.learners]
    keep, told = _identified(marks, keys, "a username, ID number or e-mail address")
    for place, name in enumerate(head[:3]):
        lacking = sum(not (one.username, one.id_number, one.email)[place] for one in keep)
        if 0 < lacking < len(keep):
            told.append(Told(f"{name}: {lacking} have none. Map another column in Moodle."))
    for learner in keep:
        row = [learner.username, learner.id_number, learner.email]
        row += [safe(learner.first_name), safe(learner.last_name)]
        for name in names:
            row += [marks.score(learner.id, name), safe(_told(marks.entry(learner.id, name)))]
        rows.append(row)
    return rows, keep, told


def _plain(marks: Marks) -> _Layout:
    head = ["learner", "first_name", "last_name", "email", "assignment", "points", "possible"]
    rows = [[*head, "late_penalty", "not_marked_yet"]]
    people = {one.learner: Learner(one.learner) for one in marks.entries} | marks.roster.by_id
    for name in marks.assignments:
        for learner in people.values():
            entry = marks.entry(learner.id, name)
            row = [*(safe(text) for text in (learner.id, learner.first_name, learner.last_name))]
            row += [safe(learner.email), name, marks.score(learner.id, name)]
            row += [f"{marks.possible(name):.2f}", f"{entry.penalty:.2f}" if entry else ""]
            rows.append([*row, " ".join(entry.waiting) if entry else ""])
    return rows, list(people.values()), []


def _identified(
    marks: Marks, keys: Sequence[tuple[str, str, str]], what: str
) -> tuple[list[Learner], list[Told]]:
    """Return the learners a platform can tell apart, and a sentence about each other one."""
    keep, told = [], []
    counts = [
        Counter(key.casefold() for key in column if key) for column in zip(*keys, strict=True)
    ]
    for learner, own in zip(marks.roster.learners, keys, strict=True):
        shared = [key for key, count in zip(own, counts, strict=False) if count[key.casefold()] > 1]
        if not any(own):
            told.append(about(learner.id, f"the roster has not {what}; left out."))
        elif shared:
            same = "share an identifier with another learner; left out."
            told.append(
                about(learner.id, f"shares {shared[0]} with another learner; left out.", same)
            )
        elif any(key.startswith(_DANGER) for key in own):
            told.append(about(learner.id, "an identifier looks like a formula; left out."))
        else:
            keep.append(learner)
    strange = sorted({one.learner for one in marks.entries} - set(marks.roster.by_id))
    told += [
        about(name, "is not in the roster; left out.", "not in the roster; left out.")
        for name in strange
    ]
    return keep, told


def _unread(marks: Marks) -> Iterator[Told]:
    for (learner, assignment), why in marks.unread.items():
        if marks.entry(learner, assignment):
            score = marks.score(learner, assignment) or "nothing"
            what = f"{assignment} could not be read, so {score} is written."
            yield about(learner, f"{what} {why}", what)


def _waiting(marks: Marks) -> Iterator[Told]:
    tasks: dict[str, dict[str, None]] = {}
    for entry in marks.entries:
        tasks.setdefault(entry.assignment, {}).update(dict.fromkeys(entry.waiting))
    for entry in marks.entries:
        if entry.waiting:
            begin = f"{entry.assignment} waits for a mark of"
            state = f"points so far, {entry.points:g}" if marks.partial else "left empty"
            yield about(
                entry.learner,
                f"{begin} {', '.join(entry.waiting)}; {state}.",
                f"{begin} {', '.join(tasks[entry.assignment])}; {state.partition(',')[0]}.",
            )


def _told(entry: Entry | None) -> str:
    """Return the marks of the tasks in a line, for a platform's comment."""
    if entry is None:
        return ""
    tasks = [
        f"{one.task} {'not marked yet' if one.waiting else f'{one.points:g}'} of {one.possible:g}"
        for one in entry.tasks
    ]
    late = [f"late: {entry.penalty:g} taken off"] if entry.penalty else []
    return "; ".join([*tasks, *late])


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
