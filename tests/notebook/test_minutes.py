"""The minutes of a lesson's sections and an exercise's tasks are those that the titles say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_notebook

from tests.assignments.small import NAME, exercise, lesson
from tests.notebook.exercise_minutes import stale
from trilateral.assignments.cells import read
from trilateral.assignments.draft import add_task

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
MINUTES = re.compile(r"^\*(\d+) minutes\*$", re.MULTILINE)
LEAST, MOST = 40, 50
EXERCISES = sorted((ROOT / "solutions").glob("[0-9]*/*.ipynb"))


def prose(path: Path) -> list[str]:
    """Return the Markdown cells, from the title on."""
    notebook = nbformat.read(path, as_version=4)
    markdown = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return markdown[next(n for n, text in enumerate(markdown) if text.startswith("# ")) :]


def minutes(path: Path) -> tuple[int, list[int]]:
    """Return the minutes that the title says and those of each section."""
    title, *rest = prose(path)
    (whole,) = MINUTES.findall(title)
    return int(whole), [int(found) for text in rest for found in MINUTES.findall(text)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_when_the_sections_are_added_up_then_they_make_the_lesson(path: Path) -> None:
    whole, sections = minutes(path)
    assert sum(sections) == whole, (
        f"notebooks/{path.name} says “*{whole} minutes*” under its title; it should say "
        f"“*{sum(sections)} minutes*”, the sum of its sections ({', '.join(map(str, sections))})"
    )
    assert LEAST <= whole <= MOST, (
        f"notebooks/{path.name} takes {whole} minutes; a lesson may take {LEAST} to {MOST}"
    )


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercises_tasks_are_added_up_then_title_text_and_lesson_say_the_same(
    path: Path,
) -> None:
    found = stale(read(path), read(ROOT / "notebooks" / path.name), path.stem)
    assert not found, "\n".join(["These places differ from the tasks:", *found])


SOLUTION = f"solutions/{NAME}/{NAME}.ipynb"
LINE = (
    "*28 minutes: 10 for the two tasks with code, 8 for the two where you choose, "
    "10 for the written one*"
)
LONGER = (
    "*33 minutes: 15 for the three tasks with code, 8 for the two where you choose, "
    "10 for the written one*"
)
HEAD = "## 2. Do step-2\n\n*5 minutes, 2 points*"


def test_when_all_places_fit_the_tasks_then_nothing_is_said() -> None:
    assert stale(exercise(), lesson(), NAME) == []


def test_when_a_task_is_added_then_each_place_that_is_stale_is_named_with_what_it_should_say(
    tmp_path: Path,
) -> None:
    solution = tmp_path / f"{NAME}.ipynb"
    nbformat.write(exercise(), solution)
    add_task(solution, "count-events", 1, after="step-1")
    steps = "“in two small steps”; it should say “in three small steps”"
    assert stale(read(solution), lesson(), NAME) == [
        f"{SOLUTION}, the line under the title says “{LINE}”; it should say “{LONGER}”",
        f"{SOLUTION}, the text under the title says {steps}",
        f"notebooks/{NAME}.ipynb says “*about 28 minutes*”; it should say “*about 33 minutes*”",
    ]


@pytest.mark.parametrize(
    ("id", "old", "new", "place"),
    [
        ("note", "10 minutes, 4 points", "10 minutes, 1 point", "the heading of note"),
        ("choose", "*8 minutes, 6 points*", "*7 minutes, 6 points*", "the line under {choose}"),
        (
            "choose",
            "The next two tasks need no code",
            "The next three tasks need no code",
            "the text under {choose}",
        ),
    ],
)
def test_when_a_place_is_wrong_then_it_alone_is_named(
    id: str,  # noqa: A002 -- a cell's id
    old: str,
    new: str,
    place: str,
) -> None:
    where = place.format(choose="“Choose, without code”")
    assert stale(changed(id, old, new), lesson(), NAME) == [
        f"{SOLUTION}, {where} says “{new}”; it should say “{old}”"
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (HEAD.replace("2. ", "", 1), "says “## Do step-2 *5 minutes, 2 points*”; {should}"),
        (HEAD.replace("*5 minutes, ", "*"), "says “## 2. Do step-2 *2 points*”; {should}"),
        ("", "says nothing; {should}"),
        (HEAD.replace("2", "3", 1), "has the number 3; it should be 2"),
    ],
    ids=["no number", "no minutes", "none", "wrong number"],
)
def test_when_a_heading_cannot_be_counted_then_its_task_is_named(heading: str, said: str) -> None:
    should = "it should say “## 2. Title”, and below that “*5 minutes, 2 points*”"
    assert stale(changed("step-2-task", HEAD, heading), lesson(), NAME) == [
        f"{SOLUTION}, the heading of step-2 {said.format(should=should)}"
    ]


def test_when_a_lesson_has_no_minutes_for_its_exercise_then_it_says_what_is_missing() -> None:
    assert stale(exercise(), new_notebook(), NAME) == [
        f"notebooks/{NAME}.ipynb says nothing; it should say “*about 28 minutes*”"
    ]


def changed(cell_id: str, old: str, new: str) -> NotebookNode:
    """Return the small exercise with other words in one cell."""
    notebook = exercise()
    (cell,) = (cell for cell in notebook.cells if cell.id == cell_id)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    return notebook
