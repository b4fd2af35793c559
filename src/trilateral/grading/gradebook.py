"""nbgrader's gradebook: our marks go in, and what people did there comes out.

It is opened once for a run, and only what changed is written.
"""

from __future__ import annotations

import json
import logging
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments import GradingExtraError, read
from trilateral.grading import receipts
from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook_entries import Entry, entry_of, graded_cells
from trilateral.grading.gradebook_place import RECORD, begin, config, is_new
from trilateral.grading.gradebook_view import view
from trilateral.grading.results import Graded, from_plain
from trilateral.grading.roster import Roster

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
        from nbgrader.api import Gradebook  # noqa: PLC0415 -- an instructor's extra
        from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 -- likewise
        from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415 -- likewise

        self.course = course
        self.config = config(folder, course)
        self.places = CourseDirectory(config=self.config)
        self._late = AssignLatePenalties(config=self.config)
        self._late.init_plugin()
        self.lost = False
        if is_new(self.places.db_url):
            self.lost = self._forget()
            begin(self.places.db_url)
        self.nbgrader = Gradebook(self.places.db_url, self.places.course_id)

    def record(
        self,
        graded: Iterable[Graded],
        kept: Path,
        roster: Roster | None = None,
        done: Callable[[Graded], None] = lambda _: None,
    ) -> int:
        """Write marks and return how many submissions changed.

        Marks and comments that people gave stay; where a mark by a person stands beside a new
        one, nbgrader shows the task as to be looked at.

        Parameters
        ----------
        graded
            The submissions.
        kept
            Where the notebooks are as they were run.
        roster
            Names of the learners.
        done
            Called with each submission.
        """
        new = [
            one
            for one in graded
            if self._source(one.assignment).is_file() and self._recorded(one) != one
        ]
        releases = {}
        for name in sorted({one.assignment for one in new}):
            self._define(name)
            releases[name] = read(self.course / "exercises" / name / f"{name}.ipynb")
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            with self._one_transaction():
                for learner in sorted({one.learner for one in batch}):
                    self._student(learner, roster or Roster())
                self.nbgrader.db.flush()
                for one in batch:
                    self._mark(one)
                    executed = kept / one.learner / one.assignment / f"{one.assignment}.ipynb"
                    shown = view(one, executed, releases[one.assignment])
                    place = self._folder(one)
                    place.mkdir(parents=True, exist_ok=True)
                    text = json.dumps(shown, ensure_ascii=False)
                    part = place / f"{one.assignment}.part"
                    part.write_bytes(text.encode("utf-8", "replace"))
                    part.replace(place / f"{one.assignment}.ipynb")  # nbgrader's own is read-only
                    done(one)
            for one in batch:
                text = json.dumps(one.plain(), ensure_ascii=False)
                (self._folder(one) / RECORD).write_text(text, encoding="utf-8")
        return len(new)

    @contextmanager
    def _one_transaction(self) -> Iterator[None]:
        """Let what nbgrader commits piece by piece reach the disk together: once for a batch.

        Each commit waits for the disk and makes SQLAlchemy read everything anew. Nor are rows sent
        before a query, one submission's at a time: many rows in one statement take far less.
        """
        database = self.nbgrader.db
        database.commit = lambda: None
        try:
            with database.no_autoflush:
                yield
        finally:
            del database.commit
        database.commit()

    def entries(self) -> list[Entry]:
        """Return what it holds, by assignment and learner; late penalties are worked out anew."""
        from nbgrader.api import SubmittedAssignment, SubmittedNotebook  # noqa: PLC0415 -- an extra
        from sqlalchemy.orm import joinedload, selectinload  # noqa: PLC0415 -- with nbgrader

        query = self.nbgrader.db.query(SubmittedNotebook).options(
            selectinload(SubmittedNotebook.grades),
            selectinload(SubmittedNotebook.comments),
            joinedload(SubmittedNotebook.assignment).joinedload(SubmittedAssignment.student),
        )
        found = []
        for notebook in query.all():
            submission = notebook.assignment
            received = self._received(submission.student.id, submission.assignment.name)
            if received and submission.timestamp != received:
                submission.timestamp = received
            self._penalise(submission, notebook)
            found.append(entry_of(notebook.assignment, notebook))
        self.nbgrader.db.commit()
        return sorted(found, key=lambda entry: (entry.assignment, entry.learner))

    def _define(self, name: str) -> None:
        """Tell the gradebook of an assignment's cells, as `nbgrader generate_assignment` does."""
        from nbgrader import preprocessors  # noqa: PLC0415 -- an instructor's extra

        self.nbgrader.update_or_create_assignment(name)
        notebook = read(self._source(name))
        resources = {
            "nbgrader": {
                "notebook": name,
                "assignment": name,
                "student": ".",
                "db_url": self.places.db_url,
            }
        }
        try:
            for kind in ("LockCells", "ClearSolutions", "ClearOutput", "ComputeChecksums"):
                made = getattr(preprocessors, kind)(config=self.config)
                notebook, resources = made.preprocess(notebook, resources)
            preprocessors.SaveCells(config=self.config).preprocess(notebook, resources)
        except RuntimeError as error:
            message = (
                f"The gradebook has submissions of {name} with other cells than the solution has "
                "now. Move gradebook.db and autograded/ away and grade again; marks that people "
                "gave are in the old one."
            )
            raise GradingError(message) from error
        self.nbgrader.db.expire_all()

    def _student(self, learner: str, roster: Roster) -> None:
        known = roster.by_id.get(learner)
        names = {"first_name": known.first_name, "last_name": known.last_name} if known else {}
        mail = {"email": known.email} if known and known.email else {}
        self.nbgrader.update_or_create_student(learner, **names, **mail)

    def _mark(self, one: Graded) -> None:
        before = self._recorded(one)
        submission = self.nbgrader.update_or_create_submission(one.assignment, one.learner)
        submission.timestamp = self._received(one.learner, one.assignment)
        (notebook,) = submission.notebooks
        names = {cell.id: cell.name for cell in graded_cells(notebook)}
        grades = {names[grade.cell_id]: grade for grade in notebook.grades}
        other = before is not None and before.sha256 != one.sha256
        for mark in one.marks:
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

    def _penalise(self, submission: Any, notebook: Any) -> None:  # noqa: ANN401 -- nbgrader's own
        late = submission.total_seconds_late
        penalty = None
        if late > 0:
            self.nbgrader.db.flush()
            self.nbgrader.db.refresh(notebook)  # its score is a query
            penalty = self._late.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, late
            )
            penalty = min(max(penalty, 0.0), notebook.score) if penalty is not None else None
        if notebook.late_submission_penalty != penalty:
            notebook.late_submission_penalty = penalty

    def _recorded(self, one: Graded) -> Graded | None:
        try:
            return from_plain(json.loads((self._folder(one) / RECORD).read_bytes()))
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

    def _folder(self, one: Graded) -> Path:
        step = self.places.autograded_directory
        return Path(self.places.format_path(step, one.learner, one.assignment))

    def _received(self, learner: str, assignment: str) -> datetime | None:
        """Return when a submission was handed in, as nbgrader keeps times, or None."""
        step = self.places.submitted_directory
        time = receipts.timestamp(Path(self.places.format_path(step, learner, assignment)))
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
            said = getattr(error, "orig", None) or error
            message = (
                f"The gradebook in {folder} cannot be used: {said}. Marks are safe in the journal; "
                "end other programs that use it (formgrader, nbgrader) or make room, and try again."
            )
            raise GradingError(message) from error


def needed(verb: str) -> None:
    """See that nbgrader is there.

    Raises
    ------
    GradingExtraError
        It is not installed.
    """
    try:
        import nbgrader  # noqa: F401, PLC0415 -- is it there?
        import sqlalchemy.exc  # noqa: F401, PLC0415 -- comes with nbgrader
    except ImportError as error:
        raise GradingExtraError(verb) from error


def _utc(time: datetime) -> datetime:
    """Return a time as nbgrader keeps it: UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None)
