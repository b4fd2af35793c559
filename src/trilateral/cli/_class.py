"""A class's work, as the verbs need it that let marks leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.cli._app import note
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from trilateral.grading.book.sync import ClassWork


def current_work(  # noqa: PLR0913 -- as `class_work`
    folder: Path,
    verb: str,
    assignments: Collection[str] = (),
    like: Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    trial: bool = False,
) -> ClassWork:
    """Return how a class stands; refuse marks of another version of a solution.

    Parameters
    ----------
    folder
        The class's folder.
    verb
        Who asks, for a message.
    assignments
        Of which the marks leave; all, if empty.
    like
        A platform's export.
    columns
        What its columns hold, where it does not say so itself.
    trial
        Whether to leave the class's folder as it is.
    """
    from trilateral.grading.book.sync import JOURNAL, class_work
    from trilateral.grading.journal import latest
    from trilateral.grading.run.editions import refuse_stale

    course = course_dir(folder)
    refuse_stale(course, latest(folder / JOURNAL).values(), assignments)
    return class_work(folder, course, verb, like, note, columns=columns, trial=trial)
