"""The minutes that a lesson's sections ask for are those that its title says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
MINUTES = re.compile(r"^\*(\d+) minutes\*$", re.MULTILINE)
LEAST, MOST = 40, 50
EXERCISES = sorted((ROOT / "solutions").glob("*/*.ipynb"))
PARTS = re.compile(
    r"^\*(\d+) minutes: (\d+) for the \w+ tasks with code, "
    r"(?:(\d+) for the \w+ where you choose, )?(\d+) for",
    re.MULTILINE,
)
TASK = re.compile(r"^\*(\d+) minutes, \d+ points?(, written)?", re.MULTILINE)
ABOUT = re.compile(r"^\*about (\d+) minutes\*$", re.MULTILINE)


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


def minutes_by_kind(path: Path) -> Counter[str]:
    """Return the minutes that an exercise's tasks ask for, by what is done in them."""
    cells = nbformat.read(path, as_version=4).cells
    chosen = {
        cell.id.removesuffix("-answer")
        for cell in cells
        if cell.metadata.get("trilateral", {}).get("kind") == "choice"
    }
    asked: Counter[str] = Counter()
    for cell in cells:
        for length, written in TASK.findall(cell.source if cell.cell_type == "markdown" else ""):
            own = "choice" if cell.id.removesuffix("-task") in chosen else "code"
            asked["written" if written else own] += int(length)
    return asked


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_when_the_sections_are_added_up_then_they_make_the_lesson(path: Path) -> None:
    whole, sections = minutes(path)
    assert sum(sections) == whole
    assert LEAST <= whole <= MOST


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercises_tasks_are_added_up_then_title_and_lesson_say_the_same(
    path: Path,
) -> None:
    asked = minutes_by_kind(path)
    whole = str(sum(asked.values()))
    lesson = "\n".join(prose(ROOT / "notebooks" / path.name))

    said = [whole, *(str(asked[kind] or "") for kind in ("code", "choice", "written"))]
    assert PARTS.findall(prose(path)[0]) == [tuple(said)]
    assert ABOUT.findall(lesson) == [whole]
