"""nbgrader's gradebook: our marks go in, and what people did there comes out.

It is opened once for a run, and only what changed is written.
"""

from __future__ import annotations

import json
import logging
import warnings
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral import files
from trilateral.assignments import read
from trilateral.grading.book.again import shown_before, with_notes
from trilateral.grading.book.definition import define
from trilateral.grading.book.entries import Entry, Grade, entry_of, graded_cells
from trilateral.grading.book.place import RECORD, config, needed
from trilateral.grading.book.plain import make_plain, plain
from trilateral.grading.book.view import view
from trilateral.grading.book.voided import read as voided_tasks
from trilateral.grading.book.voided import without
from trilateral.grading.errors import GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.intake.times import TimeError
from trilateral.grading.people.roster import Roster, is_sound
from trilateral.grading.results import Grading, Standing, from_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_BATCH: Final = 50
"""Submissions for one commit: each waits for the disk."""


class Book:
    """An open gradebook; made by `opened`.

    Attributes
    ----------
    lost
        Whether an earlier one is gone that had marks which this one has still to get.
    """

    def __init__(self, folder: Path, course: Path) -> None:
        from trilateral import nbgrader  # noqa: PLC0415 -- an instructor's extra

        self.course = course
        self.config = config(folder, course)
        self.places = nbgrader.CourseDirectory(config=self.config)
        self._late = nbgrader.LatePolicy(self.config)
        self._voided = voided_tasks(folder)
        self.lost = nbgrader.is_new(self.places.db_url) and self._forget()
        self.nbgrader = nbgrader.gradebook(self.places.db_url, self.places.course_id)
        make_plain(self.nbgrader.db)

    def record(
        self,
        graded: Iterable[Grading],
        notebooks: Path,
        roster: Roster | None = None,
        done: Callable[[Grading], None] = lambda _: None,
    ) -> int:
        """Write marks and return how many submissions changed.

        Marks and comments that people gave stay; where a mark by a person is beside a new
        one, nbgrader shows the task as to be looked at.

        Parameters
        ----------
        graded
            The submissions.
        notebooks
            Where the notebooks are as they were run.
        roster
            Names of the learners.
        done
            Called with each submission.
        """
        new = [
            grading
            for grading in graded
            if self._source(grading.assignment).is_file()
            and is_sound(grading.learner)
            and self._recorded(grading) != grading
        ]
        from trilateral.nbgrader import one_transaction  # noqa: PLC0415 -- an instructor's extra

        releases = {}
        for name in sorted({grading.assignment for grading in new}):
            define(self.nbgrader, self.config, self.places, self._source(name))
            self.nbgrader.db.expire_all()
            releases[name] = read(self.course / "exercises" / name / f"{name}.ipynb")
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            with one_transaction(self.nbgrader):
                for learner in sorted({grading.learner for grading in batch}):
                    self._student(learner, roster or Roster())
                self.nbgrader.db.flush()
                for grading in batch:
                    former = self._mark(grading)
                    executed = (
                        notebooks
                        / grading.learner
                        / grading.assignment
                        / f"{grading.assignment}.ipynb"
                    )
                    page = view(grading, executed, releases[grading.assignment])
                    place = self._folder(grading)
                    place.mkdir(parents=True, exist_ok=True)
                    earlier = shown_before(place / f"{grading.assignment}.ipynb")
                    again = self._is_another(grading)
                    cells_ = with_notes(earlier, page["cells"], former, again=again)
                    text = json.dumps({**page, "cells": cells_}, ensure_ascii=False)
                    written = text.encode("utf-8", "replace")
                    files.replace(place / f"{grading.assignment}.ipynb", written)
                    done(grading)
            for grading in batch:
                text = json.dumps(grading.plain(), ensure_ascii=False)
                files.replace(self._folder(grading) / RECORD, text.encode())
        return len(new)

    def entries(self) -> list[Entry]:
        """Return what it holds, by assignment and learner; late penalties are worked out again."""
        from trilateral.nbgrader import submitted  # noqa: PLC0415 -- an instructor's extra

        entries = []
        for notebook in submitted(self.nbgrader):
            submission = notebook.assignment
            received = self._received(submission.student.id, submission.assignment.name)
            if received and submission.timestamp != received:
                submission.timestamp = received
            self._penalise(submission, notebook)
            entries.append(self._without_faulty(entry_of(notebook.assignment, notebook)))
        self.nbgrader.db.commit()
        return sorted(entries, key=lambda entry: (entry.assignment, entry.learner))

    def _without_faulty(self, entry: Entry) -> Entry:
        """Return an entry without its faulty tasks, and with the penalty for what it is then."""
        made = without(entry, self._voided)
        if made == entry or entry.late <= 0:
            return made
        earned = replace(made, penalty=0.0).points
        return replace(made, penalty=self._late.penalty(entry.learner, earned, entry.late) or 0.0)

    def _student(self, learner: str, roster: Roster) -> None:
        person = roster.by_id.get(learner)
        names = {}
        if person:
            # formgrader puts a comma between two names; one alone stands by itself
            last = person.last_name or ("" if person.first_name else person.name)
            parts = {"first_name": person.first_name, "last_name": last}
            names = {part: plain(name) if name else None for part, name in parts.items()}
        mail = {"email": plain(person.email)} if person and person.email else {}
        self.nbgrader.update_or_create_student(learner, **names, **mail)

    def _is_another(self, grading: Grading) -> bool:
        """Whether it is another file than the one before."""
        before = self._recorded(grading)
        return before is not None and before.sha256 != grading.sha256

    def _mark(self, grading: Grading) -> dict[str, Grade]:
        """Write the marks of a submission; return what people had given its written tasks."""
        submission = self.nbgrader.update_or_create_submission(grading.assignment, grading.learner)
        submission.timestamp = self._received(grading.learner, grading.assignment)
        (notebook,) = submission.notebooks
        names = {cell.id: cell.name for cell in graded_cells(notebook)}
        grades = {names[grade.cell_id]: grade for grade in notebook.grades}
        other = self._is_another(grading)
        for mark in grading.marks:
            grade = grades.get(mark.task)
            if grade is None:  # graded when the assignment had other tasks
                continue
            changed = other or grade.auto_score != mark.points
            grade.auto_score = mark.points
            if grade.manual_score is None:
                grade.needs_manual_grade = mark.points is None
            elif changed:
                grade.needs_manual_grade = True
        self._penalise(submission, notebook)
        comments = {
            names[each.cell_id]: each.manual_comment or ""
            for each in notebook.comments
            if each.cell_id in names
        }
        return {
            mark.task: Grade(
                mark.task,
                grade.manual_score,
                mark.possible,
                waiting=False,
                manual=True,
                comment=comments.get(mark.task, ""),
            )
            for mark in grading.marks
            if mark.standing is Standing.WRITTEN
            and (grade := grades.get(mark.task)) is not None
            and grade.manual_score is not None
        }

    def _penalise(self, submission: Any, notebook: Any) -> None:  # noqa: ANN401 -- nbgrader's own
        late = submission.total_seconds_late
        penalty = None
        if late > 0:
            self.nbgrader.db.flush()
            self.nbgrader.db.refresh(notebook)  # its score is a query
            penalty = self._late.penalty(submission.student.id, notebook.score, late)
        if notebook.late_submission_penalty != penalty:
            notebook.late_submission_penalty = penalty

    def _recorded(self, grading: Grading) -> Grading | None:
        try:
            return from_plain(json.loads((self._folder(grading) / RECORD).read_bytes()))
        except (OSError, ValueError):
            return None

    def _forget(self) -> bool:
        """Forget what was in a gradebook that is gone; return whether anything was."""
        root = Path(self.places.root)
        each = Path(self.places.format_path(self.places.autograded_directory, "*", "*"))
        records = list(root.glob(str(each.relative_to(root) / RECORD)))
        for record in records:
            record.unlink()
        return bool(records)

    def _source(self, name: str) -> Path:
        return self.course / "solutions" / name / f"{name}.ipynb"

    def _folder(self, grading: Grading) -> Path:
        step = self.places.autograded_directory
        return Path(self.places.format_path(step, grading.learner, grading.assignment))

    def _received(self, learner: str, assignment: str) -> datetime | None:
        """Return when a submission was handed in, as nbgrader keeps times, or None."""
        step = self.places.submitted_directory
        try:
            time = receipts.timestamp(Path(self.places.format_path(step, learner, assignment)))
        except TimeError:  # collecting says so
            return None
        return time and _utc(time)


@contextmanager
def opened(folder: Path, course: Path, verb: str = "grade") -> Iterator[Book]:
    """Open the gradebook of a class's folder, and make it where there is none.

    Raises
    ------
    GradingExtraError
        nbgrader is not installed.
    GradingError
        The gradebook cannot be used.
    """
    needed(verb)
    import sqlalchemy.exc  # noqa: PLC0415 -- comes with nbgrader

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)  # nbgrader's habits
        try:
            book = Book(folder, course)
            try:
                yield book
            finally:
                book.nbgrader.close()
        except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            message = (
                f"The gradebook in {folder} cannot be used: {cause}. Marks are safe in the "
                "journal. Close other programs that use it (formgrader, nbgrader) or free "
                "some space, then rerun the command."
            )
            raise GradingError(message) from error


def _utc(time: datetime) -> datetime:
    """Return a time as nbgrader keeps it: UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None)
