"""The marks of a class, ready for a platform's file or a plain table.

A cell without a mark is empty: a zero would be a mark.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from trilateral.grading.people.cells import safe
from trilateral.grading.people.roster import Learner
from trilateral.grading.reports.notices import Notice, about

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trilateral.grading.book.entries import Entry, Grade
    from trilateral.grading.people.roster import Roster


@dataclass(frozen=True)
class MarkTable:
    """The marks of a class, ready to be laid out.

    Attributes
    ----------
    roster
        Who is in the class.
    entries
        What the gradebook holds.
    partial
        Whether to give the points so far where a task is not marked yet.
    unreadable
        For each file that could not be read, by learner and assignment, why. It has no mark.
    """

    roster: Roster
    entries: Sequence[Entry]
    partial: bool = False
    unreadable: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Entry]:
        return {(entry.learner, entry.assignment): entry for entry in self.entries}

    @cached_property
    def _possible(self) -> dict[str, float]:
        points: dict[str, float] = {}
        for entry in self.entries:
            points[entry.assignment] = max(entry.possible, points.get(entry.assignment, 0.0))
        return points

    @property
    def assignments(self) -> list[str]:
        """Return the assignments in their order."""
        return sorted(self._possible)

    def possible(self, assignment: str) -> float:
        """Return an assignment's points."""
        return self._possible[assignment]

    def entry(self, learner: str, assignment: str) -> Entry | None:
        """Return what a learner has in an assignment."""
        return self._by_place.get((learner, assignment))

    def score(self, learner: str, assignment: str) -> float | None:
        """Return a learner's mark, or None where there is none or not yet."""
        entry = self.entry(learner, assignment)
        if entry is None or (entry.waiting and not self.partial):
            return None
        if (learner, assignment) in self.unreadable and not any(
            task.manual for task in entry.tasks
        ):
            return None
        return entry.points

    def comment(self, learner: str, assignment: str) -> str:
        """Return the marks of a learner's tasks in a line, for a platform's comment."""
        entry = self.entry(learner, assignment)
        if entry is None:
            return ""
        tasks = [_line(task) for task in entry.tasks]
        late = [f"late: {entry.penalty:g} subtracted"] if entry.penalty else []
        return safe("; ".join([*tasks, *late]))

    def notices(self) -> tuple[Notice, ...]:
        """Return what to look at before the marks go anywhere."""
        return (*_unreadable(self), *_waiting(self))

    def plain(self) -> str:
        """Return a table of a line for each learner and assignment, as CSV."""
        head = ["learner", "first_name", "last_name", "email", "assignment", "points", "possible"]
        rows = [[*head, "late_penalty", "not_marked_yet"]]
        people = {each.learner: Learner(each.learner) for each in self.entries} | self.roster.by_id
        for name in self.assignments:
            for learner in people.values():
                entry = self.entry(learner.id, name)
                row = [safe(text) for text in (learner.id, learner.first_name, learner.last_name)]
                row += [safe(learner.email), safe(name), decimals(self.score(learner.id, name))]
                row += [f"{self.possible(name):.2f}", f"{entry.penalty:.2f}" if entry else ""]
                rows.append([*row, safe(" ".join(entry.waiting)) if entry else ""])
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return text.getvalue()


def decimals(points: float | None) -> str:
    """Return points as every file has them; without a mark, an empty text."""
    return "" if points is None else f"{points:.2f}"


def _line(grade: Grade) -> str:
    if grade.voided == "nothing":
        return f"{grade.task} does not count"
    earned = "not marked yet" if grade.waiting else f"{grade.points:g}"
    return f"{grade.task} {earned} of {grade.possible:g}"


def _unreadable(marks: MarkTable) -> Iterator[Notice]:
    for (learner, assignment), why in marks.unreadable.items():
        if marks.entry(learner, assignment):
            what = f"{assignment} could not be read, so it has no mark."
            yield about(learner, f"{what} {why}", what)


def _waiting(marks: MarkTable) -> Iterator[Notice]:
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
