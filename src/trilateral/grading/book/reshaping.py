"""Another set of tasks in a gradebook that has submissions: what people gave stays.

nbgrader refuses to add or remove a cell then. So cells come and go here, with their rows for each
submission; marks and comments of a task that goes are kept in a journal, and come back with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pydantic

from trilateral.grading.errors import GradingError
from trilateral.journal import Journal, line, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from trilateral.nbgrader import Cell

FILE: Final = "graded/people.jsonl"
"""What people gave for tasks that are gone, in a class's folder."""


@dataclass(frozen=True)
class Given:
    """What a person gave for a cell that has gone."""

    learner: str
    assignment: str
    cell: str
    points: float | None = None
    extra: float | None = None
    comment: str = ""


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
    from trilateral.nbgrader import MissingEntry, add, remove, saved  # noqa: PLC0415 -- an extra

    try:
        notebook = gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        return
    if not notebook.submissions:
        return
    there = saved(notebook)
    keys = {(cell.name, cell.kind) for cell in wanted}
    gone = [cell for key, cell in there.items() if key not in keys]
    new = [cell for cell in wanted if (cell.name, cell.kind) not in there]
    if not gone and not new:
        return
    _keep([each for cell in gone for each in _marks_of(cell, assignment)], folder)
    for cell in gone:
        remove(gradebook.db, cell)
    gradebook.db.flush()
    gradebook.db.expire_all()
    for cell in new:
        add(gradebook.db, notebook, cell)
    gradebook.db.flush()
    gradebook.db.expire_all()
    _bring_back(notebook, {cell.name for cell in new}, assignment, folder)
    gradebook.db.commit()


def _marks_of(cell: Any, assignment: str) -> Iterator[Given]:  # noqa: ANN401 -- nbgrader's own
    """Yield what people gave for a cell, by submission."""
    if not hasattr(cell, "grades"):  # a cell that only has a source
        return
    comments = {comment.notebook_id: comment.manual_comment or "" for comment in cell.comments}
    marks = {each.notebook_id: each for each in cell.grades}
    learners = {row.notebook_id: row.notebook.student.id for row in [*cell.comments, *cell.grades]}
    for number, learner in sorted(learners.items(), key=lambda item: item[1]):
        grade = marks.get(number)
        points, extra = (grade.manual_score, grade.extra_credit) if grade else (None, None)
        if points is not None or extra is not None or comments.get(number):
            yield Given(learner, assignment, cell.name, points, extra, comments.get(number, ""))


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
