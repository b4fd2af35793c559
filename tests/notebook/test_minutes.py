"""The minutes that a lesson's sections ask for are those that its title says."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MINUTES = re.compile(r"^\*(\d+) minutes\*$", re.MULTILINE)
LEAST, MOST = 40, 50


def minutes(path: Path) -> tuple[int, list[int]]:
    """Return the minutes that the title says and those of each section."""
    notebook = nbformat.read(path, as_version=4)
    title, *rest = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    (whole,) = MINUTES.findall(title)
    return int(whole), [int(found) for text in rest for found in MINUTES.findall(text)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_when_the_sections_are_added_up_then_they_make_the_lesson(path: Path) -> None:
    whole, sections = minutes(path)
    assert sum(sections) == whole
    assert LEAST <= whole <= MOST
