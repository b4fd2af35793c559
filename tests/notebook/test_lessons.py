"""The course's own notebooks: every statement sourced, every file as tidy leaves it."""

from __future__ import annotations

import ast
import builtins
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from trilateral.notebook import problems, tidy
from trilateral.notebook.lessons import ABOVE, BELOW, OPEN
from trilateral.notebook.references import Evidence

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))

LARGEST = 1_500_000
"""Bytes that a lesson's file may have."""
VEGALITE = "application/vnd.vegalite.v5+json"
MOST_WORDS = 100
"""Of prose above the picture, citations aside: more would push it off a laptop's screen."""
CITED = re.compile(r'\(\[[^]]*\]\([^)]*"@[^"]*"\)\)')
LINES = range(3, 13)
"""Lines of code that a playground may show, imports and all."""

lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@lessons
def test_when_a_lesson_states_a_fact_then_its_source_is_beside_it(path: Path) -> None:
    found = problems(nbformat.read(path, as_version=4), Evidence())
    assert not found, "\n".join(["", *map(str, found)])


@lessons
def test_when_a_lesson_was_changed_then_tidy_was_run(path: Path) -> None:
    (result,) = tidy([path], execute=False, write=False)
    reasons = "; ".join(result.reasons) or "ids, metadata or citations are not as tidy writes them"
    assert not result.stale, f"Run `trilateral tidy {path.relative_to(ROOT)}`: {reasons}."


def read(path: Path) -> list[NotebookNode]:
    return list(nbformat.read(path, as_version=4).cells)


def code(path: Path) -> list[NotebookNode]:
    return [cell for cell in read(path) if cell.cell_type == "code"]


def is_folded(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


@lessons
def test_when_a_lesson_is_opened_then_title_question_task_and_picture_come_first(
    path: Path,
) -> None:
    way, title, picture, *_ = read(path)
    assert way.id == ABOVE
    assert title.source.startswith("# ")
    assert "?" in title.source
    task = title.source.rpartition("\n\n")[2]
    assert task.startswith("**Start here.**")
    assert len(CITED.sub("", title.source).split()) <= MOST_WORDS
    assert is_folded(picture)
    assert VEGALITE in picture.outputs[0].data


@lessons
def test_when_a_lesson_has_code_then_it_is_folded_under_words_except_in_the_playground(
    path: Path,
) -> None:
    for cell in code(path):
        is_open = OPEN in cell.metadata.get("tags", [])
        assert is_folded(cell) is not is_open, cell.id
        assert is_open or cell.source.startswith("# The code of "), cell.id


@lessons
def test_when_one_cell_of_a_lesson_is_run_alone_then_it_lacks_no_name(path: Path) -> None:
    for cell in code(path):
        nodes = list(ast.walk(ast.parse(cell.source)))
        names = [node for node in nodes if isinstance(node, ast.Name)]
        bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        bound |= {(node.asname or node.name) for node in nodes if isinstance(node, ast.alias)}
        bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        assert {name.id for name in names} - bound - vars(builtins).keys() == set(), cell.id


@lessons
def test_when_a_lesson_begins_or_ends_then_links_lead_to_every_lesson(path: Path) -> None:
    first, *_, last = read(path)
    stems = [lesson.stem for lesson in LESSONS]
    here = stems.index(path.stem)
    assert (first.id, last.id) == (ABOVE, BELOW)
    for cell in (first, last):
        assert re.findall(r"\((\w+)\.ipynb\)", cell.source) == ["home", *stems]
        arrows = re.findall(r"\[(?:← [^\]]+|[^\]]+ →)\]\((\w+)\.ipynb\)", cell.source)
        assert arrows == [*stems[max(here - 1, 0) : here], *stems[here + 1 : here + 2]]


@lessons
def test_when_a_lesson_has_a_playground_then_its_saved_form_is_a_chart_and_a_way_in(
    path: Path,
) -> None:
    (cell,) = [cell for cell in code(path) if OPEN in cell.metadata.get("tags", [])]
    said, chart = cell.outputs
    assert len([line for line in cell.source.splitlines() if line]) in LINES
    assert said.data["text/html"] == "<p>Run this cell to move the control.</p>"
    assert VEGALITE in chart.data
    assert "widget" not in json.dumps(cell)


@lessons
def test_when_a_lesson_says_predict_first_then_a_prediction_follows(path: Path) -> None:
    cells = read(path)
    for cell, following in itertools.pairwise(cells):
        if cell.cell_type == "markdown" and "**Predict first.**" in cell.source:
            assert "predict(" in following.source, cell.id


@lessons
def test_when_a_lesson_is_saved_then_its_file_is_small_enough(path: Path) -> None:
    over = path.stat().st_size - LARGEST
    assert over <= 0, (
        f"{path.name} is {over:,} bytes too large. A lesson repeats the questions of those "
        "before it, in its review: shorten or replace one, or show fewer rows in a chart's table."
    )
