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
from trilateral.assignments.selfcheck import check

if TYPE_CHECKING:
    from pathlib import Path

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
    assert damage(whole, exercise()) == []
    nbformat.validate(whole)


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
    assert tasks["monthly-rate"].outcome == "not attempted"
    assert "There is no `monthly_rate` yet" in tasks["monthly-rate"].messages[0]
    assert tasks["chart"].outcome == "not attempted"
