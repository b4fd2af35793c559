"""Where nbgrader's gradebook is, and how nbgrader is set up there."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments import GradingExtraError
from trilateral.grading.book.reshaping import FILE as GIVEN
from trilateral.grading.book.voided import FILE as VOIDED
from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFIG: Final = "nbgrader_config.py"
_SUBMITTED: Final = "submitted"
_SOURCE: Final = "submissions.txt"
"""Beside a journal: the folder whose submissions are in it."""
RECORD: Final = "graded.json"
"""Beside an autograded notebook: what of it is in the gradebook."""


def needed(verb: str) -> None:
    """See that nbgrader is there.

    Raises
    ------
    GradingExtraError
        It is not installed.
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise GradingExtraError(verb)


def config(folder: Path, course: Path) -> Any:  # noqa: ANN401 -- traitlets' Config
    """Return nbgrader's settings for a class; write them where there are none."""
    own = folder / _CONFIG
    if not own.is_file():
        own.write_text(_settings(course, _SUBMITTED), encoding="utf-8")
    return _loaded(folder)


def submissions(folder: Path) -> Path:
    """Return where a class's submissions are."""
    own = _loaded(folder) if (folder / _CONFIG).is_file() else {}
    return folder / str(own.get("CourseDirectory", {}).get("submitted_directory", _SUBMITTED))


def claim(submitted: Path, course: Path, graded: Path) -> None:
    """Keep the folders with marks for the class whose submissions these are.

    Parameters
    ----------
    submitted
        The submissions; the gradebook is beside them.
    course
        The folder with ``solutions/`` and ``exercises/``.
    graded
        Where the journal is.

    Raises
    ------
    GradingError
        Another class's marks are there, or it cannot be written.
    """
    own, note = submitted.parent / _CONFIG, graded / _SOURCE
    try:
        if not own.is_file():
            own.write_text(_settings(course, submitted.name), encoding="utf-8")
        ours = submissions(submitted.parent).resolve()
        there = Path(note.read_text(encoding="utf-8")) if note.is_file() else submitted
        if ours != submitted:
            message = (
                f"{submitted.parent} is for the submissions in {ours}; with those in {submitted} "
                "two classes' marks would be mixed. Move them to a folder of their own, or "
                "change `c.CourseDirectory.submitted_directory` in {own}."
            )
            raise GradingError(message)
        if there != submitted and there.is_dir():
            message = (
                f"{graded} has the marks of the submissions in {there}; those of "
                f"{submitted} would be mixed with them. Choose another folder with `--to`."
            )
            raise GradingError(message)
        graded.mkdir(parents=True, exist_ok=True)
        note.write_text(str(submitted), encoding="utf-8")
    except OSError as error:
        message = (
            f"{error.filename} cannot be used: {error.strerror}. Free some space, or restore "
            "the file."
        )
        raise GradingError(message) from error


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Lend a copy of a class's gradebook, so that a trial run writes nothing.

    Raises
    ------
    GradingError
        It is elsewhere, by the class's own settings.
    """
    own = _loaded(folder).CourseDirectory if (folder / _CONFIG).is_file() else {}
    if "db_url" in own or "autograded_directory" in own:
        message = f"{folder / _CONFIG} puts the gradebook elsewhere: a trial run would write to it."
        raise GradingError(message)
    with tempfile.TemporaryDirectory(prefix="trilateral-") as made:
        copy = Path(made)
        records = folder.glob(f"autograded/*/*/{RECORD}")
        others = (folder / name for name in (_CONFIG, "gradebook.db", VOIDED, GIVEN))
        for path in (*others, *records):
            if path.is_file():
                place = copy / path.relative_to(folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
        here = submissions(folder)
        if here.is_dir() and here.parent == folder:
            (copy / here.name).symlink_to(here.resolve())  # only read
        yield copy


def _loaded(folder: Path) -> Any:  # noqa: ANN401 -- traitlets' Config
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 -- with nbgrader

    config = PyFileConfigLoader(_CONFIG, path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    return config


def _settings(course: Path, submitted: str) -> str:
    return f'''"""How nbgrader finds this class: written by `trilateral`; edit it as you like."""

c = get_config()

c.CourseDirectory.course_id = "promises-to-power"
c.CourseDirectory.source_directory = {str(course / "solutions")!r}
c.CourseDirectory.release_directory = {str(course / "exercises")!r}
c.CourseDirectory.submitted_directory = {submitted!r}
c.ClearSolutions.code_stub = {{"python": "# YOUR CODE HERE"}}
'''
