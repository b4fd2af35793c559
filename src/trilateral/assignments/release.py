"""What an instructor hands out: exercises, lessons, data and set-up, and no solution."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final

import nbformat

from trilateral.assignments import foreseen
from trilateral.assignments.cells import read
from trilateral.assignments.errors import AssignmentError
from trilateral.assignments.generate import generate
from trilateral.assignments.secrets import kept_from, refuse_leaks, without_schemes
from trilateral.files import replace
from trilateral.tasks.practice import PRACTICE

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.assignments.tracks import Track

PARTS: Final = (
    "README.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-content",
    "pyproject.toml",
    "uv.lock",
    "environment.yml",
    "data",
    "docs/images",
    "notebooks",
    "src",
)
"""What is copied as it is, but for the front page; the exercises are remade."""
_LEFT_OUT: Final = shutil.ignore_patterns(
    "__pycache__", "*.pyc", ".ipynb_checkpoints", ".*cache", "plans"
)
_NOT_FOR_LEARNERS: Final = re.compile(
    r"<!-- (instructors|maintainers): begin -->\n.*?<!-- \1: end -->\n", re.DOTALL
)
"""What the front page says to others, with links to files that are not handed out."""


def release(
    course: Path, target: Path, *, practice: bool = False, track: Track = "both"
) -> list[Path]:
    """Write what learners get into an empty folder and return its files, relative to it.

    Parameters
    ----------
    course
        The instructor's course, with its solutions.
    target
        A folder that does not exist yet, or is empty.
    practice
        Whether it is for self-study: all checks and worked solutions go with it, and no marking
        scheme. Otherwise foreseen mistakes do, each locked by the mistaken answer.
    track
        Which tasks the exercises have. The course's own become the same: by them it is graded.

    Raises
    ------
    AssignmentError
        `target` is not empty, or something in it would give a solution or a hidden test away;
        nothing is left there then.
    GradingExtraError
        nbgrader is not installed.
    """
    if target.exists() and any(target.iterdir()):
        message = f"{target} is not empty. Name a new or empty folder."
        raise AssignmentError(message)
    target.mkdir(parents=True, exist_ok=True)
    try:
        _fill(course, target, practice=practice, track=track)
    except BaseException:
        for path in target.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    return sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())


def _fill(course: Path, target: Path, *, practice: bool, track: Track) -> None:
    made = generate(course, target / "exercises", track=track)
    if practice:
        _write_practice(course, target)
    for name in PARTS:
        source = course / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_LEFT_OUT)
        elif source.is_file():
            shutil.copy(source, target / name)
    for page in target.glob("README.md"):
        text = _NOT_FOR_LEARNERS.sub("", page.read_text("utf-8"))
        page.write_text(text, "utf-8", newline="\n")
    refuse_leaks(target, kept_from(course, practice=practice))
    if not practice:
        foreseen.write(course, target)  # takes longest
    for file in made:
        ours, handed_out = course / "exercises" / file, target / "exercises" / file
        if not ours.is_file() or ours.read_bytes() != handed_out.read_bytes():
            replace(ours, handed_out.read_bytes())


def _write_practice(course: Path, target: Path) -> None:
    for path in sorted(course.glob("solutions/*/*.ipynb")):
        notebook = read(path)
        for cell in notebook.cells:
            cell.source = without_schemes(cell.source)
        place = target / PRACTICE / path.parent.name
        place.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, place / path.name)
