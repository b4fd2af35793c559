"""Where the course's files are."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Final

import platformdirs

from trilateral.errors import CourseNotFoundError

_PACKAGE = Path(__file__).parent
FRONT: Final = _PACKAGE / "front"
"""What a page draws the course's parts with: ES modules and style sheets."""
RELEASE: Final = ".release.json"
"""What marks the folder of a course as a clone of what `trilateral release --repo` has written."""


def data_dir() -> Path:
    """Return the folder of the evidence: the checkout's ``data/``, else the wheel's copy."""
    checkout = _PACKAGE.parents[1] / "data"
    return checkout if (checkout / "datapackage.json").is_file() else _PACKAGE / "_data"


def course_dir(start: Path | None = None) -> Path:
    """Return the nearest folder, from `start` upwards, that holds the course's notebooks.

    Parameters
    ----------
    start
        Folder to begin in; the working folder by default. The checkout this package was
        installed from is tried last.

    Raises
    ------
    CourseNotFoundError
        No such folder holds ``notebooks/00_start_here.ipynb``.
    """
    here = (start or Path.cwd()).resolve()
    course = course_above(here) or course_above(_PACKAGE.parents[1])
    if course:
        return course
    message = (
        f"No course found in {here} or above it (looked for notebooks/00_start_here.ipynb). "
        "Change into the folder you downloaded the course to and try again."
    )
    raise CourseNotFoundError(message)


def course_above(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds the course's notebooks."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "notebooks" / "00_start_here.ipynb").is_file():
            return folder
    return None


def editions(exercises: Path, name: str) -> list[Path]:
    """Return the editions of an exercise that are there, oldest first.

    A class's repository brings a changed exercise beside the one that learners may have begun:
    ``03_coercion.ipynb``, ``03_coercion-2.ipynb``.

    Parameters
    ----------
    exercises
        The folder ``exercises`` of a course.
    name
        The lesson's name, such as ``03_coercion``.
    """
    by_number = {1: exercises / name / f"{name}.ipynb"}
    for path in exercises.glob(f"{glob.escape(name)}/{glob.escape(name)}-*.ipynb"):
        number = path.stem.removeprefix(f"{name}-")
        if number.isdecimal():
            by_number[int(number)] = path
    return [by_number[number] for number in sorted(by_number) if by_number[number].is_file()]


def state_dir() -> Path:
    """Return the folder of the learner's own records; ``TRILATERAL_STATE`` overrides it."""
    override = os.environ.get("TRILATERAL_STATE")
    return (
        Path(override)
        if override
        else Path(platformdirs.user_data_dir("trilateral", appauthor=False))
    )
