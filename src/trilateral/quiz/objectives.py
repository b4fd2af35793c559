"""What each lesson is for, and which of its objectives each task of its exercise serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import RootModel

from trilateral.paths import course_dir
from trilateral.quiz.bank import Line, Slug
from trilateral.quiz.reading import checked

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "objectives.yaml"
"""The file of the lessons' objectives, and of those that an assignment's tasks serve."""


class _Objectives(RootModel[dict[str, dict[Slug, Line]]]):
    """Each lesson's objectives, by their short names."""


class _Served(RootModel[dict[str, tuple[Slug, ...]]]):
    """The objectives that each task serves."""


def objectives(notebooks: Path | None = None) -> dict[str, dict[str, str]]:
    """Return each lesson's objectives by their short names, in the lesson's order.

    Parameters
    ----------
    notebooks
        The folder that holds the file; the course's own by default.

    Raises
    ------
    BankError
        The file can't be read, or has something to fix.
    """
    folder = notebooks or course_dir() / "notebooks"
    return checked(folder / NAME, _Objectives)[0].root


def served(assignment: Path) -> dict[str, tuple[str, ...]]:
    """Return the objectives that each task of an assignment serves, by the tasks' ids.

    Parameters
    ----------
    assignment
        The folder of its solution, with ``objectives.yaml`` in it.

    Raises
    ------
    BankError
        The file can't be read, or has something to fix.
    """
    return checked(assignment / NAME, _Served)[0].root
