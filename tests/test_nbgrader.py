"""What `trilateral.nbgrader` takes for granted, tried against the nbgrader that is installed.

A test that fails here says which function to look at. The first ones are of what is replaced: they
also fail when nbgrader no longer needs that, so the replacement may go.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.grading.classroom import NAME, release
from trilateral import nbgrader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode
    from traitlets.config import Config

    from trilateral.nbgrader import Gradebook

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

READ = {
    "SubmittedAssignment": "student assignment timestamp extension total_seconds_late notebooks",
    "SubmittedNotebook": "assignment notebook student grades comments score "
    "late_submission_penalty",
    "Notebook": "grade_cells task_cells solution_cells source_cells submissions",
    "Grade": "cell cell_id notebook notebook_id auto_score manual_score extra_credit score "
    "needs_manual_grade",
    "Comment": "cell cell_id notebook notebook_id manual_comment",
    "GradeCell": "name max_score grades comments",
    "TaskCell": "name max_score grades comments",
    "SolutionCell": "name grades comments",
    "Student": "id first_name last_name email lms_user_id",
    "Gradebook": "find_notebook find_submission update_or_create_assignment close "
    "update_or_create_student update_or_create_submission",
}
"""What the gradebook's room reads and writes, by class of `nbgrader.api`."""


def changed(what: str, see: str) -> str:
    return f"nbgrader's {what} has changed: see `{see}`"


@pytest.fixture
def config() -> Config:
    from traitlets.config import Config  # noqa: PLC0415 -- with nbgrader

    made = Config()
    made.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
    made.LateSubmissionPlugin.penalty_method = "zero"
    return made


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/gradebook.db"


@pytest.fixture
def book(url: str) -> Iterator[Gradebook]:
    with nbgrader.gradebook(url, "course") as opened:
        yield opened


def defined(book: Gradebook, config: Config, *left_out: str) -> NotebookNode:
    """Save an assignment's cells as `grading.book.definition` does."""
    book.update_or_create_assignment(NAME)
    notebook = release()
    notebook.cells = [cell for cell in notebook.cells if cell["id"] not in left_out]
    url = str(book.engine.url)
    nbgrader.prepare(notebook, config, NAME, url)
    nbgrader.save_cells(notebook, config, NAME, url)
    book.db.expire_all()
    return notebook


def tables(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
        (version,) = database.execute("SELECT version_num FROM alembic_version").fetchall()
        return {**dict(rows), "version": version[0]}


def counted(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM student").fetchone()[0])


def rows(book: Gradebook) -> list[tuple[object, ...]]:
    """Return what the gradebook holds of one assignment, in an order of its own."""
    book.db.expire_all()
    notebook = book.find_notebook(NAME, NAME)
    cells = [
        (*key, getattr(row, "max_score", None)) for key, row in nbgrader.saved(notebook).items()
    ]
    given = [
        (submission.student.id, type(row).__name__, row.cell.name)
        for submission in notebook.submissions
        for row in [*submission.grades, *submission.comments]
    ]
    return sorted([*cells, *given], key=repr)


def test_when_a_gradebook_is_new_then_its_tables_are_those_that_nbgrader_makes(
    tmp_path: Path, book: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader import api  # noqa: PLC0415 -- this test's subject

    assert book  # ours is made
    scripts = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    assert callable(getattr(api, "get_alembic_version", None)), changed(
        "way to ask Alembic", "nbgrader.gradebook"
    )
    api.Gradebook(f"sqlite:///{tmp_path}/theirs.db", "course").close()
    theirs, ours = tables(tmp_path / "theirs.db"), tables(tmp_path / "gradebook.db")
    theirs = {name: sql and sql.rstrip(";") for name, sql in theirs.items()}
    assert ours == theirs, changed("way to make a gradebook", "nbgrader.gradebook")


def test_when_nbgrader_commits_in_one_transaction_then_the_disk_waits(
    tmp_path: Path, book: Gradebook
) -> None:
    path = tmp_path / "gradebook.db"
    with nbgrader.one_transaction(book):
        book.update_or_create_student("ada")
        assert counted(path) == 0, changed("way to commit", "nbgrader.one_transaction")
    assert counted(path) == 1
    book.update_or_create_student("bo")
    assert counted(path) == 2, "nbgrader leaves the commit to us: `one_transaction` may go"


def test_when_a_task_comes_after_submissions_then_nbgrader_still_refuses(
    book: Gradebook, config: Config
) -> None:
    defined(book, config, "why")
    book.update_or_create_student("ada")
    book.update_or_create_submission(NAME, "ada")
    with pytest.raises(RuntimeError, match="Cannot add or remove cells"):  # or `reshaping` may go
        defined(book, config)


def test_when_a_task_comes_and_goes_then_the_rows_are_those_that_nbgrader_makes(
    book: Gradebook, config: Config
) -> None:
    prepared = defined(book, config)
    for learner in ("ada", "bo"):
        book.update_or_create_student(learner)
        book.update_or_create_submission(NAME, learner)
    theirs = rows(book)
    notebook = book.find_notebook(NAME, NAME)
    wanted = nbgrader.cells(prepared)
    there = nbgrader.saved(notebook)
    assert {(cell.name, cell.kind) for cell in wanted} == set(there), changed(
        "choice of cells in SaveCells", "nbgrader.cells"
    )
    for row in there.values():
        nbgrader.remove(book.db, row)
    book.db.commit()
    assert rows(book) == [], changed("tables of marks", "nbgrader.remove")
    for cell in wanted:
        nbgrader.add(book.db, notebook, cell)
    book.db.commit()
    assert rows(book) == theirs, changed("rows for a submission", "nbgrader.add")


def test_when_a_solution_is_prepared_then_its_steps_are_nbgraders() -> None:
    from nbgrader.converters import GenerateAssignment  # noqa: PLC0415 -- this test's subject

    theirs = [step.__name__ for step in GenerateAssignment.preprocessors.default_args[0]]
    before = theirs[: theirs.index("SaveCells")]
    skipped = {"IncludeHeaderFooter", "InstantiateTests", "CheckCellMetadata"}
    ours = [step for step in before if step not in skipped]
    assert ours == list(nbgrader.STEPS), changed("GenerateAssignment", "nbgrader.prepare")


def test_when_a_prepared_cell_is_summed_up_again_then_its_checksum_is_the_same(
    book: Gradebook, config: Config
) -> None:
    for cell in defined(book, config).cells:
        if marks := cell.metadata.get("nbgrader"):
            assert nbgrader.checksum(cell) == marks["checksum"], changed(
                "ComputeChecksums", "nbgrader.checksum"
            )


def test_when_work_is_late_then_the_penalty_is_nbgraders(
    book: Gradebook, config: Config, url: str
) -> None:
    from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415 -- this test's subject

    notebook = defined(book, config)
    book.update_or_create_assignment(NAME, duedate=datetime(2026, 3, 1))  # noqa: DTZ001 -- as nbgrader has times
    book.update_or_create_student("ada")
    submission = book.update_or_create_submission(NAME, "ada")
    submission.timestamp = datetime(2026, 3, 2)  # noqa: DTZ001 -- as above
    book.find_grade("one", NAME, NAME, "ada").auto_score = 2
    book.db.commit()
    ours = nbgrader.LatePolicy(config).penalty("ada", 2.0, submission.total_seconds_late)
    where = {"notebook": NAME, "assignment": NAME, "student": "ada", "db_url": url}
    AssignLatePenalties(config=config).preprocess(notebook, {"nbgrader": where})
    book.db.expire_all()
    (theirs,) = (each.late_submission_penalty for each in submission.notebooks)
    assert (ours, theirs) == (2, 2), changed("AssignLatePenalties", "nbgrader.LatePolicy")


def test_when_a_learner_is_renamed_then_no_other_table_has_the_id() -> None:
    from nbgrader.api import Base  # noqa: PLC0415 -- this test's subject

    named = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "student.id"
    }
    assert named == {"submitted_assignment.student_id"}, changed(
        "set of tables", "nbgrader.rename_learner"
    )


@pytest.mark.parametrize("name", sorted(READ))
def test_when_marks_are_read_and_written_then_nbgrader_has_those_names(name: str) -> None:
    from nbgrader import api  # noqa: PLC0415 -- this test's subject

    lacking = [part for part in READ[name].split() if not hasattr(getattr(api, name), part)]
    assert lacking == [], changed(f"`{name}`", "grading.book")
