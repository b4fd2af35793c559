"""What an instructor hands out: exercises, lessons, data and set-up, and no solution."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from trilateral.assignments.errors import AssignmentError
from trilateral.assignments.generate import generate
from trilateral.assignments.secrets import leaks, secrets

if TYPE_CHECKING:
    from pathlib import Path

PARTS: Final = (
    "README.md",
    "pyproject.toml",
    "uv.lock",
    "environment.yml",
    "data",
    "docs",
    "notebooks",
    "src",
)
"""What is copied as it is; the exercises are made afresh."""
_LEFT_OUT: Final = shutil.ignore_patterns(
    "__pycache__", "*.pyc", ".ipynb_checkpoints", ".*cache", "instructor"
)


def release(course: Path, target: Path) -> list[Path]:
    """Write what learners get into an empty folder and return its files, relative to it.

    Parameters
    ----------
    course
        The instructor's course, with its solutions.
    target
        A folder that does not exist yet, or is empty.

    Raises
    ------
    AssignmentError
        `target` is not empty, or something in it would give a solution or a hidden test away;
        nothing is left there then.
    GradingExtraError
        nbgrader is not installed.
    """
    if target.exists() and any(target.iterdir()):
        message = f"{target} is not empty. Name an empty or a new folder."
        raise AssignmentError(message)
    target.mkdir(parents=True, exist_ok=True)
    try:
        _fill(course, target)
    except BaseException:
        for path in target.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    return sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())


def _fill(course: Path, target: Path) -> None:
    generate(course, target / "exercises")
    for name in PARTS:
        source = course / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_LEFT_OUT)
        elif source.is_file():
            shutil.copy(source, target / name)
    _lighten(target)
    kept = set().union(*map(secrets, course.glob("solutions/*/*.ipynb")))
    found = leaks(target, kept)
    if found:
        listed = "\n".join(f"  {leak}" for leak in found[:10])
        message = (
            f"Not handed out: {len(found)} line(s) of solutions or hidden tests are in what "
            f"learners would get.\n{listed}\nReword the hidden one, or take the other out."
        )
        raise AssignmentError(message)


def _lighten(target: Path) -> None:
    """Have `uv run` install what a learner needs, without the tools of those who make the course.

    Those are a dependency group that uv adds unasked. The lock file repeats the setting.
    """
    for file, after in (
        ("pyproject.toml", "[tool.uv]\n"),
        ("uv.lock", 'source = { editable = "." }\n'),
    ):
        path = target / file
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            light = text.replace(after, f"{after}default-groups = []\n", 1)
            path.write_text(light, encoding="utf-8", newline="\n")
