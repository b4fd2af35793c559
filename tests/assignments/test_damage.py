"""A damaged cell costs a sentence, never another task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.assignments.samples import (
    ALL_ROWS,
    BY_RULE,
    DEEDS,
    ROOT,
    SOLUTION,
    answered,
    exercise,
    place,
)
from trilateral.assignments import Role, damage, read, role
from trilateral.assignments.cells import grade_id
from trilateral.assignments.repair import repaired
from trilateral.grading.run.alone import check

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

CELLS = ("set-up", "by-year-answer", "by-year", "may-it-say-so")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("deed", DEEDS)
def test_when_a_cell_is_damaged_then_one_sentence_names_it(deed: str, cell: str) -> None:
    mine = answered(exercise(), by_year=ALL_ROWS.strip())
    DEEDS[deed](mine, cell)
    (found,) = damage(mine, exercise())
    assert (found.cell, found.kind) == (cell, deed)
    assert found.sentence.startswith(f"{cell}: ")
    assert found.sentence.endswith(".")


def test_when_nothing_is_damaged_then_nothing_is_said() -> None:
    assert damage(answered(exercise(), by_year=ALL_ROWS), exercise()) == []


@pytest.mark.parametrize("cell", ["by-year", "set-up"])
@pytest.mark.parametrize("deed", DEEDS)
def test_when_a_cell_of_ours_is_damaged_then_it_is_put_back_once_and_in_its_place(
    deed: str, cell: str
) -> None:
    mine = answered(exercise(), by_year=ALL_ROWS)
    DEEDS[deed](mine, cell)
    whole = repaired(mine, read(SOLUTION))
    ours = [one for one in whole.cells if grade_id(one) == cell]
    assert [one.source for one in ours] == [
        read(SOLUTION).cells[place(read(SOLUTION), cell)].source
    ]
    assert place(whole, "set-up") < place(whole, "by-year") < place(whole, "three-rules")
    assert damage(whole, read(SOLUTION)) == []
    nbformat.validate(whole)


WHOLE = "t set t1 a1 c1 t2 g2 a2 c2 w3 r3 w4 r4 end"
PLACES = {
    "a check": ("t set t1 a1 t2 g2 a2 c2 w3 r3 w4 r4 end", WHOLE),
    "a check after the learner's own cell": (
        "t set t1 a1 x1 t2 g2 a2 c2 w3 r3 w4 r4 end",
        "t set t1 a1 x1 c1 t2 g2 a2 c2 w3 r3 w4 r4 end",
    ),
    "a check whose answer is another cell's, which comes late": (
        "t set t1 x1 t2 g2 a2 c2 w3 r3 w4 r4 end",
        "t set t1 c1 x1 t2 g2 a2 c2 w3 r3 w4 r4 end",
    ),
    "a whole task": (
        "t set t2 g2 a2 c2 w3 r3 w4 r4 end",
        "t set c1 t2 g2 a2 c2 w3 r3 w4 r4 end",
    ),
    "a task's head and all but its answer": (
        "t set t1 a1 c1 a2 w3 r3 w4 r4 end",
        "t set t1 a1 c1 g2 a2 c2 w3 r3 w4 r4 end",
    ),
    "nothing, but a check is there twice": (
        "t set t1 c1 a1 c1 t2 g2 a2 c2 w3 r3 w4 r4 end",
        WHOLE,
    ),
    "nothing, but a given cell is there twice": (
        "t set t1 a1 c1 t2 g2 a2 set c2 w3 r3 w4 r4 end",
        WHOLE,
    ),
    "the first cells": ("a1 c1 t2 g2 a2 c2 w3 r3 w4 r4", "set a1 c1 t2 g2 a2 c2 w3 r3 w4 r4"),
    "a given cell below its heading": ("t set t1 a1 c1 t2 a2 c2 w3 r3 w4 r4 end", WHOLE),
    "a given cell above the learner's own": (
        "t set t1 a1 c1 t2 x2 a2 c2 w3 r3 w4 r4 end",
        "t set t1 a1 c1 t2 g2 x2 a2 c2 w3 r3 w4 r4 end",
    ),
    "a written task below the reply to another": ("t set t1 a1 c1 t2 g2 a2 c2 w3 r3 r4 end", WHOLE),
    "a written task below another's new reply": (
        "t set t1 a1 c1 t2 g2 a2 c2 w3 x3 r4 end",
        "t set t1 a1 c1 t2 g2 a2 c2 w3 x3 w4 r4 end",
    ),
    "written tasks of which nothing is left": (
        "t set t1 a1 c1 t2 g2 a2 c2",
        "t set t1 a1 c1 t2 g2 a2 c2 w3 w4",
    ),
    "a check whose answer was moved to the end": (
        "t set t1 t2 g2 a2 c2 w3 r3 w4 r4 end a1",
        "t set t1 t2 g2 a2 c2 w3 r3 w4 r4 end a1 c1",
    ),
    "a given cell that the learner's own may use": (
        "t set t1 a1 c1 x2 c2 w3 r3 w4 r4 end",
        "t set t1 a1 c1 g2 x2 c2 w3 r3 w4 r4 end",
    ),
    "everything but code that may use it all": ("x1", "set c1 g2 c2 w3 x1 w4"),
}


def sketch(names: str) -> NotebookNode:
    """Return a notebook of cells that are called by their kind: set, g, a, c and w by nbgrader."""
    flags = {"s": {"locked": True}, "g": {"locked": True}, "a": {"solution": True}}
    flags |= {"c": {"grade": True}, "w": {"task": True}}
    cells = [nbformat.v4.new_code_cell(name) for name in names.split()]
    for cell in cells:
        if cell.source[0] in flags:
            cell.metadata["nbgrader"] = {"grade_id": cell.source, **flags[cell.source[0]]}
        else:
            cell.id = cell.source
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells)
    return notebook


@pytest.mark.parametrize(("mine", "whole"), PLACES.values(), ids=PLACES.keys())
def test_when_cells_are_gone_with_their_neighbours_then_the_rest_tells_their_place(
    mine: str, whole: str
) -> None:
    found = repaired(sketch(mine), sketch(WHOLE))
    assert " ".join(cell.source for cell in found.cells) == whole


def test_when_a_check_was_changed_then_the_original_one_runs() -> None:
    mine = exercise()
    mine.cells[place(mine, "by-year")].source = "2"
    whole = repaired(mine, read(SOLUTION))
    assert "@task" in whole.cells[place(whole, "by-year")].source


def test_when_an_answer_became_text_then_it_is_code_again() -> None:
    mine = answered(exercise(), by_year=ALL_ROWS)
    DEEDS["retyped"](mine, "by-year-answer")
    whole = repaired(mine, read(SOLUTION))
    cell = whole.cells[place(whole, "by-year-answer")]
    assert (cell.cell_type, cell.source, role(cell)) == ("code", ALL_ROWS, Role.ANSWER)


def test_when_cells_are_damaged_all_over_then_each_task_is_still_checked(tmp_path: Path) -> None:
    mine = answered(exercise(), by_year=ALL_ROWS.strip(), three_rules=BY_RULE)
    for deed, cell in [
        ("split", "by-year-answer"),
        ("duplicated", "by-year"),
        ("retyped", "three-rules-answer"),
        ("deleted", "three-rules"),
        ("deleted", "monthly-rate-answer"),
        ("deleted", "set-up"),
    ]:
        DEEDS[deed](mine, cell)
    file = tmp_path / "mine.ipynb"
    nbformat.write(mine, file)
    report = check(file, ROOT)
    tasks = {task.task: task for task in report.tasks}
    assert report.complete
    assert len(report.damage) == 6
    assert (tasks["by-year"].outcome, tasks["by-year"].points) == ("partial", 1.0)
    assert (tasks["three-rules"].outcome, tasks["three-rules"].points) == ("correct", 2.0)
    assert tasks["monthly-rate"].outcome == "not checked"  # its answer cell is gone
    assert "There is no `monthly_rate` yet" in tasks["monthly-rate"].messages[0]
    assert tasks["chart"].outcome == "not attempted"
