"""The minutes that a lesson's sections ask for are those that its title says."""

from __future__ import annotations

import re
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
    r"(\d+) for the \w+ where you choose, (\d+) for",
    re.MULTILINE,
)
TASK = re.compile(r"\A## \d+\. .+\n\n\*(\d+) minutes, (\d+) points?(, written)?")
SECTION = re.compile(r"^\*(\d+) minutes, (\d+) points\*$", re.MULTILINE)
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


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_when_the_sections_are_added_up_then_they_make_the_lesson(path: Path) -> None:
    whole, sections = minutes(path)
    assert sum(sections) == whole
    assert LEAST <= whole <= MOST


def tasks(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Return the minutes and the points of an exercise's tasks, by kind."""
    cells = nbformat.read(path, as_version=4).cells
    choosers = {
        cell.id for cell in cells if cell.metadata.get("trilateral", {}).get("kind") == "choice"
    }
    found: dict[str, list[tuple[int, int]]] = {"code": [], "choice": [], "written": []}
    for cell in cells:
        if said := TASK.match(cell.source):
            chosen = cell.id.replace("-task", "-answer") in choosers
            kind = "written" if said[3] else "choice" if chosen else "code"
            found[kind].append((int(said[1]), int(said[2])))
    return found


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_an_exercises_tasks_are_added_up_then_title_and_lesson_say_the_same(
    path: Path,
) -> None:
    kinds = tasks(path)
    parts = [sum(minutes for minutes, _ in kind) for kind in kinds.values()]
    lesson = "\n".join(prose(ROOT / "notebooks" / path.name))

    assert PARTS.findall(prose(path)[0]) == [tuple(map(str, (sum(parts), *parts)))]
    assert ABOUT.findall(lesson) == [str(sum(parts))]


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_when_the_tasks_without_code_are_added_up_then_their_section_says_the_same(
    path: Path,
) -> None:
    (section,) = [text for text in prose(path) if text.startswith("## Choose, without code")]
    minutes, points = map(sum, zip(*tasks(path)["choice"], strict=True))
    assert SECTION.findall(section) == [(str(minutes), str(points))]
