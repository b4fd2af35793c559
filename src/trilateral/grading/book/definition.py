"""An assignment's cells in the gradebook, as its solution has them now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trilateral.assignments import read
from trilateral.assignments.tracks import Track, keep, track_of
from trilateral.grading.book.reshaping import reshape
from trilateral.grading.errors import GradingError


def define(gradebook: Any, config: Any, places: Any, source: Path) -> None:  # noqa: ANN401 -- nbgrader's own
    """Tell the gradebook of an assignment's cells, as `nbgrader generate_assignment` does.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    config
        nbgrader's settings for the class.
    places
        Its `CourseDirectory`.
    source
        The solution; the exercise beside it says which of its tasks were handed out.

    Raises
    ------
    GradingError
        The cells cannot be saved.
    """
    from trilateral.nbgrader import cells, prepare, save_cells  # noqa: PLC0415 -- an extra

    name = source.stem
    gradebook.update_or_create_assignment(name)
    notebook = read(source)
    keep(notebook, _track(source))
    try:
        notebook = prepare(notebook, config, name, places.db_url)
        reshape(gradebook, name, cells(notebook), Path(places.root))
        save_cells(notebook, config, name, places.db_url)
    except RuntimeError as error:
        message = f"nbgrader cannot save the tasks of {name}: {error}"
        raise GradingError(message) from error


def _track(source: Path) -> Track:
    exercise = source.parents[2] / "exercises" / source.parent.name / source.name
    return track_of(read(exercise)) if exercise.is_file() else "both"
