"""One submission with damaged cells: what is repaired, and what that leaves to be marked."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, cast

import pytest

from tests.grading.conftest import Classroom, mark
from tests.grading.small_course import POSSIBLE, submission
from trilateral.grading.results import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    found = (one for one in notebook.cells if one.metadata.nbgrader.grade_id == grade_id)
    return cast("NotebookNode", next(found))


def delete_check(notebook: NotebookNode) -> None:
    notebook.cells.remove(cell(notebook, "total"))


def delete_setup(notebook: NotebookNode) -> None:
    notebook.cells.remove(cell(notebook, "set-up"))


def duplicate_check(notebook: NotebookNode) -> None:
    notebook.cells.insert(4, copy.deepcopy(cell(notebook, "total")))


def duplicate_answer(notebook: NotebookNode) -> None:
    notebook.cells.insert(2, copy.deepcopy(cell(notebook, "total-answer")))


def reorder(notebook: NotebookNode) -> None:
    at = notebook.cells.index(cell(notebook, "total"))
    notebook.cells[at - 1], notebook.cells[at] = notebook.cells[at], notebook.cells[at - 1]


def retype_answer(notebook: NotebookNode) -> None:
    cell(notebook, "total-answer").cell_type = "markdown"


def retype_check(notebook: NotebookNode) -> None:
    cell(notebook, "total").cell_type = "raw"


def split_answer(notebook: NotebookNode) -> None:
    at = notebook.cells.index(cell(notebook, "rate-answer"))
    first, second = notebook.cells[at], copy.deepcopy(notebook.cells[at])
    first.source, second.source = "factor = 1", "def rate(a, b):\n    return factor * a / b"
    notebook.cells.insert(at + 1, second)


def split_check(notebook: NotebookNode) -> None:
    at = notebook.cells.index(cell(notebook, "total"))
    first, second = notebook.cells[at], copy.deepcopy(notebook.cells[at])
    lines = first.source.splitlines()
    first.source, second.source = "\n".join(lines[:2]), "\n".join(lines[2:])
    notebook.cells.insert(at + 1, second)


def edit_check(notebook: NotebookNode) -> None:
    cell(notebook, "total").source = "check = None"


def edit_points(notebook: NotebookNode) -> None:
    cell(notebook, "total").metadata.nbgrader.points = 100


def edit_metadata(notebook: NotebookNode) -> None:
    cell(notebook, "total").metadata.nbgrader.update(grade=False, locked="yes", schema_version=9)


DAMAGE = [
    delete_check,
    delete_setup,
    duplicate_check,
    duplicate_answer,
    reorder,
    retype_answer,
    retype_check,
    split_answer,
    split_check,
    edit_check,
    edit_points,
    edit_metadata,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one.__name__)
def test_when_cells_are_damaged_then_they_are_repaired_and_it_is_said(
    classroom: Classroom, damage: Callable[[NotebookNode], None]
) -> None:
    notebook = submission()
    damage(notebook)
    content = json.dumps(notebook).encode()
    graded = classroom.grade(content)
    assert graded.points == graded.possible == POSSIBLE
    assert graded.repairs


def test_when_an_answer_cell_is_deleted_then_its_task_is_damaged_and_the_rest_counts(
    classroom: Classroom,
) -> None:
    notebook = submission()
    notebook.cells.remove(cell(notebook, "total-answer"))
    graded = classroom.grade(notebook)
    assert mark(graded, "total").standing is Standing.DAMAGED
    assert "the answer cell is missing" in mark(graded, "total").note
    assert graded.points == POSSIBLE - 2
    assert not graded.unreadable  # the file was


def test_when_an_answer_cell_is_deleted_then_no_other_task_is_said_to_be_damaged(
    classroom: Classroom,
) -> None:
    notebook = submission({"counts": "counts = ..."})
    notebook.cells.remove(cell(notebook, "total-answer"))
    assert mark(classroom.grade(notebook), "counts").standing is Standing.NOT_ATTEMPTED


def test_when_a_cell_of_the_learners_own_calls_itself_a_check_then_it_is_run_as_any_other(
    classroom: Classroom,
) -> None:
    notebook = submission({"total": "total = ..."})
    mine = copy.deepcopy(cell(notebook, "total"))
    mine.source, mine.metadata.nbgrader.grade_id, mine.id = "total = 42", "mine", "mine"
    notebook.cells.insert(2, mine)
    assert classroom.grade(notebook).points == POSSIBLE
