"""The lessons' prose is clear to a first-year student whose first language is not English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.notebook.reading_level import grade, sentences, syllables, words
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
    year, length = grade(text), len(words(text)) / sentences(text)
    record_property("flesch_kincaid_grade", year)
    print(f"{path.stem}: grade {year:.1f}, {length:.1f} words a sentence")  # noqa: T201 -- the figure is the point
    assert year <= HIGHEST


def test_when_all_lessons_are_read_then_the_mean_grade_is_said() -> None:
    grades = [grade(prose(nbformat.read(path, as_version=4))) for path in LESSONS]
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


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("ships", 1),
        ("alliance", 3),
        ("Japan's", 2),
        ("Japan’s", 2),  # noqa: RUF001 -- as print has it
        ("well-known", 2),
        ("manoeuvres", 3),  # not in the dictionary, so where it may be hyphenated
    ],
)
def test_when_a_word_is_measured_then_its_syllables_are_those_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_when_a_text_is_measured_then_its_grade_is_the_formulas() -> None:
    text = "The allies of the U.S. train. Its ships sail ten miles apart!"
    assert (len(words(text)), sentences(text)) == (13, 2)  # "S" and "train" are not sentences
    assert grade(text) == pytest.approx(0.39 * 13 / 2 + 11.8 * 15 / 13 - 15.59)
