"""Tasks with a fault: worth nothing, or full marks for all who handed in.

An instructor lists them in ``voided.csv`` in the class's folder, by `trilateral void` or by hand.
What people and checks gave stays in the gradebook, and counts again once the line is gone.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Final, assert_never

from trilateral import files
from trilateral.files import CSVError, csv_rows
from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trilateral.grading.book.entries import Entry, Grade

FILE: Final = "voided.csv"
_HEAD: Final = ["assignment", "task", "worth"]


class Worth(Enum):
    """What a faulty task is worth."""

    NOTHING = "nothing"
    """It does not count: neither its points nor what one may have."""
    FULL = "full"
    """Everybody who handed in has all its points."""


Voided = dict[tuple[str, str], Worth]
"""By assignment and task."""


def read(folder: Path) -> Voided:
    """Return a class's faulty tasks.

    Raises
    ------
    GradingError
        The list is not up to date.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    listed: Voided = {}
    try:
        rows = csv_rows(path.read_text(encoding="utf-8-sig"))
        for assignment, task, worth in [cells for _, cells in rows if any(cells)][1:]:
            listed[assignment.strip(), task.strip()] = Worth(worth.strip().casefold())
    except CSVError as error:
        message = f"{path}, {error}"
        raise GradingError(message) from error
    except (OSError, ValueError) as error:
        message = f"{path}: each line must have an assignment, a task, and `nothing` or `full`."
        raise GradingError(message) from error
    return listed


def write(folder: Path, voided: Mapping[tuple[str, str], Worth]) -> None:
    """Write a class's faulty tasks.

    Raises
    ------
    GradingError
        The list cannot be written.
    """
    text = io.StringIO(newline="")
    rows = [[*place, worth.value] for place, worth in sorted(voided.items())]
    csv.writer(text, lineterminator="\n").writerows([_HEAD, *rows])
    try:
        files.replace(folder / FILE, text.getvalue().encode())
    except OSError as error:
        message = (
            f"{folder / FILE} cannot be written: {error.strerror}. Free some space or fix the "
            "permissions, then rerun the command."
        )
        raise GradingError(message) from error


def without(entry: Entry, voided: Mapping[tuple[str, str], Worth]) -> Entry:
    """Return an entry in which faulty tasks are worth what the instructor says."""
    tasks = tuple(
        _worth(grade, voided.get((entry.assignment, grade.task))) for grade in entry.tasks
    )
    return replace(entry, tasks=tasks)


def _worth(grade: Grade, worth: Worth | None) -> Grade:
    match worth:
        case None:
            return grade
        case Worth.NOTHING:
            return replace(grade, points=0.0, possible=0.0, waiting=False, voided="nothing")
        case Worth.FULL:
            return replace(grade, points=grade.possible, waiting=False, voided="full")
        case _ as never:
            assert_never(never)
