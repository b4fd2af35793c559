"""nbgrader: what the course replaces of it, and what it uses besides `nbgrader.api`.

No other module imports nbgrader. Each function says what it replaces, why, and what would end that;
`tests/test_nbgrader.py` tries each assumption against the nbgrader that is installed. Import this
module where an instructor's verb runs: learners have no nbgrader, and loading it takes a second.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import sqlalchemy
from alembic.script import ScriptDirectory
from nbgrader import api, converters, preprocessors, utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy.orm import joinedload, selectinload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode
    from sqlalchemy.orm import Session
    from traitlets.config import Config

__all__ = ["CourseDirectory", "Gradebook", "MissingEntry"]

Kind = Literal["GradeCell", "TaskCell", "SolutionCell", "SourceCell"]
STEPS: Final = ("LockCells", "ClearSolutions", "ClearOutput", "ComputeChecksums")
"""What `GenerateAssignment` does to a solution before it saves its cells; what is left out of its
list, header, footer and generated tests, no solution of ours has."""


@dataclass(frozen=True)
class Cell:
    """A cell that the gradebook knows."""

    name: str
    kind: Kind
    points: float = 0.0
    type: str = "code"


def exercise(folder: Path, assignment: str, config: Config) -> None:
    """Make an exercise of ``folder/solutions`` without a gradebook.

    Replaces `NbGraderAPI.generate_assignment`, which returns a log where nbgrader refuses. Ends
    when it raises.

    Raises
    ------
    ValueError
        nbgrader refuses the solution.
    """
    config.CourseDirectory.root = str(folder)
    config.GenerateAssignment.no_database = True  # as nbgrader's own --no-db has it
    config.SaveCells.enabled = False
    log = logging.getLogger("trilateral.nbgrader")
    log.setLevel(logging.ERROR)
    places = CourseDirectory(config=config, assignment_id=assignment)
    try:
        converters.GenerateAssignment(
            coursedir=places, config=config, force=True, parent=None, log=log
        ).start()
    except (converters.NbGraderException, RuntimeError) as error:
        raise ValueError(str(error)) from error


def checksum(cell: NotebookNode) -> str:
    """Return the checksum of a cell that we changed after nbgrader gave it one.

    Uses `nbgrader.utils.compute_checksum`, which is in no interface. Ends when `ComputeChecksums`
    can be the last step of an exercise, after ours.
    """
    return str(utils.compute_checksum(cell))


def is_new(url: str) -> bool:
    """Return whether a gradebook has still to be made."""
    engine = sqlalchemy.create_engine(url)
    try:
        return not sqlalchemy.inspect(engine).get_table_names()
    finally:
        engine.dispose()


def gradebook(url: str, course: str) -> Gradebook:
    """Open a gradebook, and make it where there is none.

    Replaces `nbgrader.api.get_alembic_version`, which starts `alembic` by its bare name, and for
    seconds, to learn which version new tables have. Ends when nbgrader asks in its own process.
    """
    if is_new(url):
        _write_version(url)
    return Gradebook(url, course)


def _write_version(url: str) -> None:
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as database:
        head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
        database.execute(
            sqlalchemy.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        )
        database.execute(
            sqlalchemy.text("INSERT INTO alembic_version VALUES (:head)"), {"head": head}
        )
    engine.dispose()


@contextmanager
def one_transaction(book: Gradebook) -> Iterator[None]:
    """Let what nbgrader commits piece by piece reach the disk together.

    Replaces ``Gradebook.db.commit``: each commit waits for the disk and makes SQLAlchemy read
    everything again. Nor are rows sent before a query, one submission's at a time: many rows in one
    statement take far less. Ends when `Gradebook` has methods that leave the commit to the caller.
    """
    database = book.db
    database.commit = lambda: None
    try:
        with database.no_autoflush:
            yield
    finally:
        del database.commit
    database.commit()


def submitted(book: Gradebook) -> list[api.SubmittedNotebook]:
    """Return each submitted notebook with its marks, comments and learner.

    Replaces `Gradebook.assignment_submissions`, which asks the database again for each of them.
    Ends when it loads them together.
    """
    notebook, assignment = api.SubmittedNotebook, api.SubmittedAssignment
    query = book.db.query(notebook).options(
        selectinload(notebook.grades),
        selectinload(notebook.comments),
        joinedload(notebook.assignment).joinedload(assignment.student),
    )
    return list(query.all())


class LatePolicy:
    """A class's own policy on late work.

    Replaces `AssignLatePenalties.preprocess`, which opens the gradebook again for each submission.
    Ends when nbgrader's plugin can be had without that preprocessor.
    """

    def __init__(self, config: Config) -> None:
        step = preprocessors.AssignLatePenalties(config=config)
        step.init_plugin()
        self._plugin = step.plugin_inst

    def penalty(self, learner: str, score: float, late: float) -> float | None:
        """Return the points to take off, none if the policy has nothing to say.

        Parameters
        ----------
        learner
            An id.
        score
            Points earned.
        late
            Seconds.
        """
        penalty = self._plugin.late_submission_penalty(learner, score, late)
        return min(max(penalty, 0.0), score) if penalty is not None else None


def rename_learner(database: Session, old: str, new: str) -> None:
    """Give a learner another id, in each table that has it.

    Replaces nothing: nbgrader has no such thing, and formgrader puts an id into its scripts as it
    is. Ends when formgrader escapes ids.
    """
    for table, column in ((api.SubmittedAssignment, "student_id"), (api.Student, "id")):
        rows = database.query(table).filter(getattr(table, column) == old)
        rows.update({column: new}, synchronize_session=False)


def learners(database: Session) -> list[api.Student]:
    """Return everybody in a gradebook."""
    return list(database.query(api.Student).all())


def prepare(notebook: NotebookNode, config: Config, name: str, url: str) -> NotebookNode:
    """Return a solution as it is before its cells are saved.

    Replaces `GenerateAssignment`, which would write the exercise again and save cells before ours
    can come and go. Ends when it can be told to save cells and write nothing.
    """
    resources = _resources(name, url)
    for step in STEPS:
        notebook, resources = getattr(preprocessors, step)(config=config).preprocess(
            notebook, resources
        )
    return notebook


def save_cells(notebook: NotebookNode, config: Config, name: str, url: str) -> None:
    """Save the cells of a solution that was prepared, as `GenerateAssignment` does.

    Raises
    ------
    RuntimeError
        nbgrader refuses: cells were added or removed, and there are submissions.
    """
    preprocessors.SaveCells(config=config).preprocess(notebook, _resources(name, url))


def _resources(name: str, url: str) -> dict[str, dict[str, str]]:
    return {"nbgrader": {"notebook": name, "assignment": name, "student": ".", "db_url": url}}


def cells(notebook: NotebookNode) -> list[Cell]:
    """Return the cells of an assignment that `SaveCells` would save.

    This and the three below replace `SaveCells` where an assignment has submissions: it refuses
    then, and nbgrader's only way out loses people's marks. They end when nbgrader can add and
    remove a cell beside submissions.
    """
    made = []
    for cell in notebook.cells:
        kinds: list[Kind] = []
        if utils.is_grade(cell):
            kinds.append("GradeCell")
        if utils.is_task(cell):
            kinds.append("TaskCell")
        if utils.is_solution(cell):
            kinds.append("SolutionCell")
        if kinds or utils.is_locked(cell):
            kinds.append("SourceCell")
        marks = cell.metadata.get("nbgrader", {})
        for kind in kinds:
            points = float(marks.get("points", 0))
            made.append(Cell(marks["grade_id"], kind, points, cell.cell_type))
    return made


def saved(notebook: api.Notebook) -> dict[tuple[str, str], api.BaseCell]:
    """Return the rows of a notebook's cells by name and kind."""
    graded = [*notebook.grade_cells, *notebook.task_cells]
    rows = [*graded, *notebook.solution_cells, *notebook.source_cells]
    return {(row.name, type(row).__name__): row for row in rows}


def remove(database: Session, row: api.BaseCell) -> None:
    """Remove a cell, with its marks and comments."""
    has_marks = not isinstance(row, api.SourceCell)
    for other in [*row.grades, *row.comments] if has_marks else ():
        database.delete(other)
    database.delete(row)


def add(database: Session, notebook: api.Notebook, cell: Cell) -> None:
    """Add a cell, with the rows that nbgrader gives each submission for it."""
    if cell.kind == "SourceCell":  # what it says is saved by `SaveCells`
        database.add(api.SourceCell(name=cell.name, notebook=notebook, cell_type=cell.type))
        return
    graded = cell.kind != "SolutionCell"
    more = {"max_score": cell.points, "cell_type": cell.type} if graded else {}
    made = getattr(api, cell.kind)(name=cell.name, notebook=notebook, **more)
    database.add(made)
    database.flush()
    for submission in notebook.submissions:
        if graded:
            database.add(api.Grade(cell_id=made.id, notebook=submission))
        if cell.kind != "GradeCell":
            database.add(api.Comment(cell_id=made.id, notebook=submission))
