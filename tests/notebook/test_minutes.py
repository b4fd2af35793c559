"""The minutes of a lesson's sections and an exercise's tasks are those that the titles say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_notebook

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


NAME = "06_another_story"
SOLUTION = f"solutions/{NAME}/{NAME}.ipynb"
TITLE = (
    "*74 minutes: 32 for the six tasks with code, 18 for the four where you choose, "
    "24 for the two written ones*"
)
LONGER = (
    "*79 minutes: 37 for the seven tasks with code, 18 for the four where you choose, "
    "24 for the two written ones*"
)


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """Return a copy of a solution."""
    return Path(shutil.copy(ROOT / SOLUTION, tmp_path))


@pytest.fixture(scope="module")
def lesson() -> NotebookNode:
    """Return the lesson that names it."""
    return read(ROOT / "notebooks" / f"{NAME}.ipynb")


def test_when_a_task_is_added_then_each_place_that_is_stale_is_named_with_what_it_should_say(
    exercise: Path, lesson: NotebookNode
) -> None:
    add_task(exercise, "count-events", 1, after="only-mine")
    steps = "“in six small steps”; it should say “in seven small steps”"
    assert stale(read(exercise), lesson, NAME) == [
        f"{SOLUTION}, the line under the title says “{TITLE}”; it should say “{LONGER}”",
        f"{SOLUTION}, the text under the title says {steps}",
        f"notebooks/{NAME}.ipynb says “*about 74 minutes*”; it should say “*about 79 minutes*”",
    ]


@pytest.mark.parametrize(
    ("id", "old", "new", "said"),
    [
        (
            "only-mine-task",
            "## 2. What only your story points to",
            "## What only your story points to",
            "the heading of only-mine says “{new} {line}”; it should say “## 2. Title”, {below}",
        ),
        (
            "only-mine-task",
            "## 2. ",
            "## 3. ",
            "the heading of only-mine has the number 3; it should be 2",
        ),
        (
            "best-case",
            "10 minutes, 5 points",
            "10 minutes, 1 point",
            "the heading of best-case says “{new}”; it should say “{old}”",
        ),
        (
            "judgement-section",
            "*18 minutes, 12 points*",
            "*17 minutes, 12 points*",
            "the line under “Choose, without code” says “{new}”; it should say “{old}”",
        ),
        (
            "judgement-section",
            "The next four tasks need no code",
            "The next five tasks need no code",
            "the text under “Choose, without code” says “{new}”; it should say “{old}”",
        ),
    ],
    ids=["no number", "wrong number", "points", "sum of the choices", "number of choices"],
)
def test_when_a_place_is_wrong_then_it_alone_is_named(
    id: str,  # noqa: A002 -- a cell's id
    old: str,
    new: str,
    said: str,
    lesson: NotebookNode,
) -> None:
    notebook = read(ROOT / SOLUTION)
    (cell,) = (cell for cell in notebook.cells if cell.id == id)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    line = "*5 minutes, 2 points*"
    right = said.format(old=old, new=new, line=line, below=f"and below that “{line}”")
    assert stale(notebook, lesson, NAME) == [f"{SOLUTION}, {right}"]


def test_when_a_lesson_has_no_minutes_for_its_exercise_then_it_says_what_is_missing() -> None:
    assert stale(read(ROOT / SOLUTION), new_notebook(), NAME) == [
        f"notebooks/{NAME}.ipynb says nothing; it should say “*about 74 minutes*”"
    ]
