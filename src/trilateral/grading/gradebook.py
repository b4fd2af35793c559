"""nbgrader's gradebook: our marks go in, and what people did there comes out.

It is opened once for a run, and only what changed is written.
"""

from __future__ import annotations

import json
import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments import GradingExtraError, read
from trilateral.grading import receipts
from trilateral.grading.errors import GradingError
from trilateral.grading.gradebook_view import view
from trilateral.grading.results import Graded, from_plain
from trilateral.grading.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_RECORD: Final = "graded.json"
"""Beside an autograded notebook: what of it is in the gradebook."""
_BATCH: Final = 50
"""Submissions for one commit: each waits for the disk."""
_CONFIG: Final = "nbgrader_config.py"


@dataclass(frozen=True)
class Held:
    """What the gradebook holds of one task."""

    task: str
    points: float | None
    """None while nobody has marked it."""
    possible: float
    waiting: bool
    """Whether a person has to look at it."""
    manual: bool = False
    """Whether the points are a person's."""
    comment: str = ""


@dataclass(frozen=True)
class Entry:
    """What the gradebook holds of one submission."""

    learner: str
    assignment: str
    tasks: tuple[Held, ...]
    penalty: float = 0.0
    """Points that are taken off because it was late."""
    late: float = 0.0
    """Seconds."""
    comments: tuple[tuple[str, str], ...] = ()
    """What a person wrote at other cells."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """Tasks that a person has to look at."""
        return tuple(held.task for held in self.tasks if held.waiting)

    @property
    def points(self) -> float:
        """Points so far, less the penalty, which takes off no more than there is."""
        earned = sum(held.points or 0 for held in self.tasks)
        return round(max(0.0, earned - self.penalty) if self.penalty else earned, 2)

    @property
    def possible(self) -> float:
        """Points to be had."""
        return round(sum(held.possible for held in self.tasks), 2)


class Book:
    """An open gradebook; made by `opened`."""

    def __init__(self, folder: Path, course: Path) -> None:
        from nbgrader.api import Gradebook  # noqa: PLC0415 -- an instructor's extra
        from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 -- likewise
        from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415 -- likewise

        self.course = course
        self.config = _config(folder, course)
        self.places = CourseDirectory(config=self.config)
        self._late = AssignLatePenalties(config=self.config)
        self._late.init_plugin()
        _begin(self.places.db_url)
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
        new = [one for one in graded if self._recorded(one) != one]
        releases = {}
        for name in sorted({one.assignment for one in new}):
            self._define(name)
            releases[name] = read(self.course / "exercises" / name / f"{name}.ipynb")
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            with self._one_transaction():
                for one in batch:
                    self._student(one.learner, roster or Roster())
                    self._mark(one)
                    executed = kept / one.learner / one.assignment / f"{one.assignment}.ipynb"
                    shown = view(one, executed, releases[one.assignment])
                    place = self._folder(one)
                    place.mkdir(parents=True, exist_ok=True)
                    text = json.dumps(shown, ensure_ascii=False)
                    (place / f"{one.assignment}.ipynb").write_bytes(text.encode("utf-8", "replace"))
                    done(one)
            for one in batch:
                text = json.dumps(one.plain(), ensure_ascii=False)
                (self._folder(one) / _RECORD).write_text(text, encoding="utf-8")
        return len(new)

    @contextmanager
    def _one_transaction(self) -> Iterator[None]:
        """Let what nbgrader commits piece by piece reach the disk together: once for a batch.

        Each commit waits for the disk and makes SQLAlchemy read everything anew.
        """
        database = self.nbgrader.db
        database.commit = database.flush
        try:
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
            self._penalise(notebook.assignment, notebook)
            found.append(_entry(notebook.assignment, notebook))
        self.nbgrader.db.commit()
        return sorted(found, key=lambda entry: (entry.assignment, entry.learner))

    def _define(self, name: str) -> None:
        """Tell the gradebook of an assignment's cells, as `nbgrader generate_assignment` does."""
        from nbgrader import preprocessors  # noqa: PLC0415 -- an instructor's extra

        self.nbgrader.update_or_create_assignment(name)
        notebook = read(self.course / "solutions" / name / f"{name}.ipynb")
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
        received = receipts.timestamp(self._folder(one, self.places.submitted_directory))
        submission.timestamp = received and _utc(received)
        (notebook,) = submission.notebooks
        names = {cell.id: cell.name for cell in _graded_cells(notebook)}
        grades = {names[grade.cell_id]: grade for grade in notebook.grades}
        other = before is None or before.sha256 != one.sha256
        for mark in one.marks:
            grade = grades[mark.task]
            changed = other or grade.auto_score != mark.points
            grade.auto_score = mark.points
            if grade.manual_score is None:
                grade.needs_manual_grade = mark.points is None
            elif changed:
                grade.needs_manual_grade = True
        self.nbgrader.db.flush()
        self._penalise(submission, notebook)

    def _penalise(self, submission: Any, notebook: Any) -> None:  # noqa: ANN401 -- nbgrader's own
        late = submission.total_seconds_late
        penalty = None
        if late > 0:
            self.nbgrader.db.refresh(notebook)
            penalty = self._late.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, late
            )
            penalty = min(max(penalty, 0.0), notebook.score) if penalty is not None else None
        if notebook.late_submission_penalty != penalty:
            notebook.late_submission_penalty = penalty

    def _recorded(self, one: Graded) -> Graded | None:
        try:
            return from_plain(json.loads((self._folder(one) / _RECORD).read_bytes()))
        except (OSError, ValueError):
            return None

    def _folder(self, one: Graded, step: str = "") -> Path:
        step = step or self.places.autograded_directory
        return Path(self.places.format_path(step, one.learner, one.assignment))


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
    try:
        import nbgrader  # noqa: F401, PLC0415 -- is it there?
        import sqlalchemy.exc  # noqa: PLC0415 -- comes with nbgrader
    except ImportError as error:
        raise GradingExtraError(verb) from error
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


def _begin(url: str) -> None:
    """Write into a new gradebook which version its tables have.

    nbgrader would start `alembic` to ask, by its bare name and for seconds.
    """
    import sqlalchemy  # noqa: PLC0415 -- with nbgrader
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- likewise
    from nbgrader.dbutil import ALEMBIC_DIR  # noqa: PLC0415 -- likewise

    engine = sqlalchemy.create_engine(url)
    with engine.begin() as database:
        if not sqlalchemy.inspect(database).get_table_names():
            head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            database.execute(
                sqlalchemy.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
            database.execute(
                sqlalchemy.text("INSERT INTO alembic_version VALUES (:head)"), {"head": head}
            )
    engine.dispose()


def _config(folder: Path, course: Path) -> Any:  # noqa: ANN401 -- traitlets' Config
    """Return nbgrader's settings for a class; write them where there are none."""
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 -- with nbgrader

    own = folder / _CONFIG
    if not own.is_file():
        own.write_text(_settings(course), encoding="utf-8")
    config = PyFileConfigLoader(_CONFIG, path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    return config


def _settings(course: Path) -> str:
    return f'''"""How nbgrader finds this class: written by `trilateral`, and yours to change."""

c = get_config()

c.CourseDirectory.course_id = "promises-to-power"
c.CourseDirectory.source_directory = {str(course / "solutions")!r}
c.CourseDirectory.release_directory = {str(course / "exercises")!r}
c.ClearSolutions.code_stub = {{"python": "# YOUR CODE HERE"}}
'''


def _entry(submission: Any, notebook: Any) -> Entry:  # noqa: ANN401 -- nbgrader's own
    cells = {
        cell.id: cell for cell in [*_graded_cells(notebook), *notebook.notebook.solution_cells]
    }
    comments = {
        cells[one.cell_id].name: str(one.manual_comment)
        for one in notebook.comments
        if one.manual_comment
    }
    tasks = tuple(
        Held(
            cells[grade.cell_id].name,
            None if _unmarked(grade) else round(float(grade.score), 2),
            float(cells[grade.cell_id].max_score),
            bool(grade.needs_manual_grade) or _unmarked(grade),
            grade.manual_score is not None,
            comments.pop(cells[grade.cell_id].name, ""),
        )
        for grade in notebook.grades
    )
    return Entry(
        submission.student.id,
        submission.assignment.name,
        tasks,
        float(notebook.late_submission_penalty or 0),
        float(submission.total_seconds_late),
        tuple(sorted(comments.items())),
    )


def _graded_cells(notebook: Any) -> list[Any]:  # noqa: ANN401 -- nbgrader's own
    return [*notebook.notebook.grade_cells, *notebook.notebook.task_cells]


def _unmarked(grade: Any) -> bool:  # noqa: ANN401 -- nbgrader's own
    return grade.manual_score is None and grade.auto_score is None


def _utc(time: datetime) -> datetime:
    """Return a time as nbgrader keeps it: UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None)
