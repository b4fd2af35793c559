"""Another set of tasks in a gradebook that has submissions: what people gave stays.

nbgrader refuses to add or remove a cell then. So cells come and go here, with their rows for each
submission; marks and comments of a task that goes are kept in a journal, and come back with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pydantic

from trilateral.grading.errors import GradingError
from trilateral.journal import Journal, line, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FILE: Final = "graded/people.jsonl"
"""What people gave for tasks that are gone, in a class's folder."""

Kind = Literal["GradeCell", "TaskCell", "SolutionCell", "SourceCell"]


@dataclass(frozen=True)
class Given:
    """What a person gave for a cell that has gone."""

    learner: str
    assignment: str
    cell: str
    points: float | None = None
    extra: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell that the gradebook knows."""

    name: str
    kind: Kind
    points: float = 0.0
    type: str = "code"


def cells(notebook: Any) -> list[Cell]:  # noqa: ANN401 -- a notebook
    """Return the cells of an assignment that nbgrader's own `SaveCells` would save."""
    from nbgrader import utils  # noqa: PLC0415 -- an instructor's extra

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


def reshape(gradebook: Any, assignment: str, wanted: Sequence[Cell], folder: Path) -> None:  # noqa: ANN401 -- nbgrader's own
    """Give an assignment's notebook the cells wanted, where it has submissions already.

    Parameters
    ----------
    gradebook
        nbgrader's.
    assignment
        Its name, which is its notebook's, too.
    wanted
        The cells that it shall have.
    folder
        The class's, for the journal of what people gave.

    Raises
    ------
    GradingError
        The journal cannot be written or read; the gradebook is as it was.
    """
    from nbgrader.api import MissingEntry  # noqa: PLC0415 -- an instructor's extra

    try:
        notebook = gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        return
    if not notebook.submissions:
        return
    there = {(cell.name, _kind(cell)): cell for cell in _all(notebook)}
    keys = {(cell.name, cell.kind) for cell in wanted}
    gone = [cell for key, cell in there.items() if key not in keys]
    new = [cell for cell in wanted if (cell.name, cell.kind) not in there]
    if not gone and not new:
        return
    _keep([each for cell in gone for each in _marks_of(cell, assignment)], folder)
    for cell in gone:
        _remove(gradebook.db, cell)
    gradebook.db.flush()
    gradebook.db.expire_all()
    for cell in new:
        _add(gradebook.db, notebook, cell)
    gradebook.db.flush()
    gradebook.db.expire_all()
    _bring_back(notebook, {cell.name for cell in new}, assignment, folder)
    gradebook.db.commit()


def _all(notebook: Any) -> list[Any]:  # noqa: ANN401 -- nbgrader's own
    graded = [*notebook.grade_cells, *notebook.task_cells]
    return [*graded, *notebook.solution_cells, *notebook.source_cells]


def _kind(cell: Any) -> str:  # noqa: ANN401 -- nbgrader's own
    return type(cell).__name__


def _marks_of(cell: Any, assignment: str) -> Iterator[Given]:  # noqa: ANN401 -- nbgrader's own
    """Yield what people gave for a cell, by submission."""
    if _kind(cell) == "SourceCell":
        return
    comments = {comment.notebook_id: comment.manual_comment or "" for comment in cell.comments}
    marks = {each.notebook_id: each for each in cell.grades}
    learners = {row.notebook_id: row.notebook.student.id for row in [*cell.comments, *cell.grades]}
    for number, learner in sorted(learners.items(), key=lambda item: item[1]):
        grade = marks.get(number)
        points, extra = (grade.manual_score, grade.extra_credit) if grade else (None, None)
        if points is not None or extra is not None or comments.get(number):
            yield Given(learner, assignment, cell.name, points, extra, comments.get(number, ""))


def _remove(database: Any, cell: Any) -> None:  # noqa: ANN401 -- nbgrader's own
    for row in [*cell.grades, *cell.comments] if _kind(cell) != "SourceCell" else ():
        database.delete(row)
    database.delete(cell)


def _add(database: Any, notebook: Any, cell: Cell) -> None:  # noqa: ANN401 -- nbgrader's own
    """Add a cell, with the rows that nbgrader gives each submission for it."""
    from nbgrader import api  # noqa: PLC0415 -- an instructor's extra

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


def _bring_back(notebook: Any, names: set[str], assignment: str, folder: Path) -> None:  # noqa: ANN401 -- nbgrader's own
    """Give cells that are there again what people gave for them; a person looks at it once more."""
    former = {
        (record.learner, record.cell): record
        for record in read(folder)
        if record.assignment == assignment and record.cell in names
    }
    for submission in notebook.submissions if former else ():
        for row in [*submission.grades, *submission.comments]:
            marks = former.get((submission.student.id, row.cell.name))
            if marks is None:
                continue
            if hasattr(row, "manual_score"):
                row.manual_score, row.extra_credit = marks.points, marks.extra
                row.needs_manual_grade = True
            elif marks.comment:
                row.manual_comment = marks.comment


def read(folder: Path) -> list[Given]:
    """Return what people gave for tasks that are gone, the latest last.

    Raises
    ------
    GradingError
        The journal is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        return [_GIVEN.validate_json(text) for text in whole_lines(path.read_bytes())]
    except (OSError, ValueError) as error:
        message = f"{path}, which keeps the marks of removed tasks, is damaged. Repair it first."
        raise GradingError(message) from error


def _keep(marks: Sequence[Given], folder: Path) -> None:
    journal = Journal(folder / FILE)
    try:
        with journal.locked(10):
            journal.append(line(_GIVEN.dump_python(record, mode="json")) for record in marks)
    except OSError as error:
        message = (
            f"{journal.path} cannot be written: {error.strerror}. It keeps the marks of a "
            "removed task, so nothing was changed. Free some space, then rerun the command."
        )
        raise GradingError(message) from error


_GIVEN: pydantic.TypeAdapter[Given] = pydantic.TypeAdapter(Given)
