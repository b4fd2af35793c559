"""A ladder without missing rungs: nothing is asked before it is shown, and help fades."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.assignments.fading import levels, missing, steps_back
from tests.assignments.ladder import folded, gaps, shown
from tests.assignments.samples import ROOT
from trilateral.assignments.cells import Role, read, role

if TYPE_CHECKING:
    from pathlib import Path

    from tests.assignments.fading import Help

EXERCISES = sorted(ROOT.glob("exercises/[0-9]*/*.ipynb"))
FADING = [path for path in EXERCISES if not path.stem.startswith("00")]
SETUP_LINES = 24
"""Imports, one name to a group, and one line for the tables."""


def test_when_a_task_asks_for_code_then_all_of_it_was_shown_before() -> None:
    assert [f"{gap.exercise}, {gap.task}: {gap.rung}" for gap in gaps(ROOT)] == []


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ('With `.set_index("id")` a table', ".set_index"),
        ("newest first with `ascending=False`", "ascending="),
        ("joined by `&`: both", "&"),
        ('`table[["id", "days"]]` keeps two', "[[columns]]"),
        ("`:Q` marks a quantity", ":Q"),
        ("Begin with `def rate(count):` instead", "def ...:"),
        ("```python\nfor gate in GATES:\n    print(gate)\n```", "for ...:"),
    ],
)  # fmt: skip
def test_when_prose_has_code_then_its_rungs_are_shown(text: str, rung: str) -> None:
    assert rung in shown(new_markdown_cell(text))
    assert rung not in shown(new_markdown_cell(text.replace("`", "")))


@pytest.mark.parametrize(
    ("id", "metadata", "expected"),
    [
        ("sort-example", {"nbgrader": {"locked": True}}, True),
        ("my-kind-drawn", {"nbgrader": {"locked": True}}, False),
        ("sort-example", {"nbgrader": {"locked": True}, "jupyter": {"source_hidden": True}}, False),
        ("sort-example", {"nbgrader": {"grade": True, "locked": True}}, False),
        ("playground", {"tags": ["playground"]}, False),
    ],
)
def test_when_a_code_cell_is_not_an_example_then_it_shows_nothing(
    id: str,  # noqa: A002 -- a cell's id
    metadata: dict[str, object],
    expected: bool,  # noqa: FBT001 -- a table of cases
) -> None:
    cell = new_code_cell('rows.sort_values("date")', id=id, metadata=metadata)
    assert (".sort_values" in shown(cell)) is expected


def test_when_an_answer_cell_holds_the_solution_then_only_its_beginning_is_shown() -> None:
    source = "n = ...\n### BEGIN SOLUTION\nn = rows.size\n### END SOLUTION"
    cell = new_code_cell(source, id="n-answer", metadata={"nbgrader": {"solution": True}})
    assert shown(cell) == {"name n"}


@pytest.mark.parametrize("path", FADING, ids=lambda path: path.stem)
def test_when_an_exercise_continues_then_its_help_fades_from_full_to_partly_to_none(
    path: Path,
) -> None:
    found = levels(read(path))
    wrong = steps_back(found) + missing(found)
    assert not wrong, "\n".join([f"{path.stem}: help goes from full to partial to none.", *wrong])


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("none", "full", "(no help) is before {} (full help): move it to the end, {example}"),
        ("partly", "full", "(partial help) is before {} (full help): move it below, {example}"),
        ("none", "partly", "(no help) is before {} (partial help): move it to the end, {begun}"),
    ],
)
def test_when_help_does_not_fade_then_the_two_tasks_are_named_and_what_to_do(
    first: Help, then: Help, said: str
) -> None:
    example = "or give it an example"
    begun = "or begin its answer, with `...` where something is missing"
    order: dict[str, Help] = {
        "head": "full",
        "count-events": first,
        "only-mine": then,
        "last": "none",
    }
    right = said.format("only-mine", example=example, begun=begun)
    assert steps_back(order) == [f"count-events {right}"]


def test_when_no_task_has_a_kind_of_help_then_it_is_named() -> None:
    assert missing({"first": "full", "last": "none"}) == ["no task has partial help"]
    assert missing({"first": "full", "middle": "partly", "last": "none"}) == []


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercise_is_opened_then_its_set_up_is_folded_and_short(path: Path) -> None:
    (setup,) = [cell for cell in read(path).cells if cell.id == "set-up"]
    assert folded(setup)
    assert role(setup) is Role.GIVEN
    assert setup.source.startswith("# Set-up: run this cell\n")
    assert len(setup.source.splitlines()) <= SETUP_LINES


def test_when_the_first_exercise_is_opened_then_a_task_comes_before_any_set_up() -> None:
    cells = read(EXERCISES[0]).cells
    before = list(itertools.takewhile(lambda cell: cell.id != "set-up", cells))
    assert [cell.source for cell in before if cell.cell_type == "code"] == ["30 / 7"]
    assert before[1].source.startswith("## 1. ")
