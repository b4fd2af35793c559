"""The instructor's notebook, on an invented class and on classes with little in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.grading.classroom import graded, journal
from trilateral.errors import NotebookError
from trilateral.grading.items import charts, view
from trilateral.grading.items.analysis import Answers, First
from trilateral.grading.items.findings import findings
from trilateral.grading.items.whole import wholes
from trilateral.grading.results import Grading, Mark, Standing
from trilateral.notebook.execute import execute

if TYPE_CHECKING:
    from nbformat import NotebookNode

DASHBOARD = Path(__file__).parents[3] / "solutions" / "instructor_dashboard.ipynb"
TINY: Answers = {
    ("test", "a", "1"): [First("ada", 1, 1), First("bo", 0, 1)],
    ("test", "b", "1"): [First("ada", 0, 1), First("bo", 1, 1)],
}
ESSAY = (Mark("why", Standing.WRITTEN, None, 4),)


def run(class_: Path) -> NotebookNode:
    """Run the notebook as an instructor does who put a class's folder in."""
    notebook: NotebookNode = nbformat.read(DASHBOARD, as_version=4)
    (cell,) = (cell for cell in notebook.cells if "CLASS = None" in cell.source)
    cell.source = cell.source.replace(
        "CLASS = None", f"from pathlib import Path\nCLASS = Path({str(class_)!r})"
    )
    execute(notebook, DASHBOARD)
    return notebook


@pytest.mark.parametrize(
    "class_",
    [
        pytest.param([graded("ada")], id="one learner"),
        pytest.param([graded("ada", marks=ESSAY)], id="written tasks alone"),
        pytest.param([graded("ada", None, None)], id="grading failed"),
    ],
)
def test_when_a_class_has_little_then_the_notebook_runs_to_its_end(
    tmp_path: Path, class_: list[Grading]
) -> None:
    cells = run(journal(tmp_path, *class_)).cells
    assert all(cell.outputs for cell in cells if cell.cell_type == "code")
    said = "".join(str(cell.get("outputs")) for cell in cells)
    assert "People's marks were not read. There is no gradebook.db" in said


def test_when_nothing_is_graded_then_the_notebook_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"No marks in .* Run `trilateral grade` first"):
        run(tmp_path)


def test_when_a_class_is_shown_then_chart_and_tables_say_the_same() -> None:
    items = view.analysis().items
    table = view.table(items)
    said = charts.items(items).description
    for item, r, d in table[["item", "r rest", "D"]].itertuples(index=False):
        assert f"{item}, 40 learners: r {r:+.2f}" in said
        assert f"D {d:+.2f}" in said
    assert list(table["N"]) == [40] * 10
    assert view.options(items, "item-5")["chosen by"].sum() == 40


def test_when_tests_are_shown_then_chart_and_table_say_the_same() -> None:
    found = view.analysis()
    table = view.together(found.wholes)
    said = charts.together(found.wholes).description
    for test, alpha, words in table[["test", "alpha", "in words"]].itertuples(index=False):
        assert f"{test}, 40 learners: {alpha:.2f}" in said
        assert words in said
    assert view.waiting(found)["not marked yet"].tolist() == [40]


def test_when_a_class_is_tiny_then_the_notebook_has_tables_all_the_same() -> None:
    found = findings(TINY)
    assert view.least(found.items) == ""
    assert view.options(found.items, view.least(found.items)).empty
    assert view.table(found.items)["D"].isna().all()
    assert view.together(found.wholes)["N"].tolist() == [2]


def test_when_no_test_has_figures_then_the_chart_says_so() -> None:
    drawn = charts.together(wholes(TINY))
    assert "No test has enough answers" in drawn.description
    assert drawn.to_dict()
