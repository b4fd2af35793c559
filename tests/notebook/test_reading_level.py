"""The lessons' prose is clear to a first-year student whose first language is not English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
import textstat

from trilateral.notebook.marks import marks
from trilateral.notebook.prose import blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
HIGHEST = 11
"""School year (Flesch-Kincaid) that a lesson's prose may ask for."""
MINUTES = re.compile(r"\*\d+ minutes\*")


def read_aloud(block: str) -> str:
    """Return a block without its citations and signs of Markdown, as sentences."""
    for mark in marks(block):
        block = block.replace(mark.written, "10" if mark.kind == "=" else "")
    block = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
    block = re.sub(r"<[^>]*>|[*_`|>]|\(\s*[,;]?\s*\)", " ", block)
    words = " ".join(block.split())
    return words if words.endswith((".", "!", "?")) else f"{words.rstrip(',;:')}."


def prose(notebook: NotebookNode) -> str:
    """Return a notebook's paragraphs and list items; headings and tables are not sentences."""
    return " ".join(
        read_aloud(block.text)
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for block in blocks(cell.source)
        if block.kind != "tr" and not MINUTES.fullmatch(block.text)
    )


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_when_a_lesson_is_read_then_its_grade_is_within_reach(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    text = prose(nbformat.read(path, as_version=4))
    grade = textstat.flesch_kincaid_grade(text)
    words = textstat.lexicon_count(text) / textstat.sentence_count(text)
    record_property("flesch_kincaid_grade", grade)
    print(f"{path.stem}: grade {grade:.1f}, {words:.1f} words a sentence")  # noqa: T201 -- the figure is the point
    assert grade <= HIGHEST


def test_when_all_lessons_are_read_then_the_mean_grade_is_said() -> None:
    grades = [
        textstat.flesch_kincaid_grade(prose(nbformat.read(path, as_version=4))) for path in LESSONS
    ]
    mean = sum(grades) / len(grades)
    print(f"mean of {len(grades)} lessons: grade {mean:.1f}")  # noqa: T201 -- as above
    assert mean <= HIGHEST


@pytest.mark.parametrize(
    ("block", "spoken"),
    [
        ('It **rose** ([table: claims](../data/claims.csv "#claims")).', "It rose ."),
        ('- [21](../data/claims.csv "=claims") claims,', "- 10 claims."),
        ("See [lesson 02](02_access.ipynb)", "See lesson 02."),
    ],
)
def test_when_prose_is_measured_then_marks_do_not_count(block: str, spoken: str) -> None:
    assert read_aloud(block) == spoken
