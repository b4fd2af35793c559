"""What does not fit together in a class: lists, submissions and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.grading.reports.notices import Notice, about, learners
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from trilateral.grading.book.sync import ClassWork


def discrepancies(work: ClassWork, assignments: Collection[str], like: str) -> Iterator[Notice]:
    """Say who is in one list only, what was never graded, and marks whose submission is gone.

    Parameters
    ----------
    work
        How the class stands.
    assignments
        Which to look at; all, if empty.
    like
        What the platform's export is called; empty where there is none.
    """
    names = [learner.full_name for learner in work.strangers if not learner.is_hidden]
    if names:
        yield Notice(f"{like} has {learners(names)} who are not in the roster; they get no row.")
    for entry in work.entries if like else ():
        if entry.learner not in work.rows and (not assignments or entry.assignment in assignments):
            yield about(
                entry.learner,
                f"{one_line(entry.assignment)} has a mark, but {like} has no row for this learner.",
            )
    folder = work.submitted
    handed = {
        (path.parents[1].name, path.parent.name)
        for path in folder.glob("[!.]*/*/*.ipynb")
        if not assignments or path.parent.name in assignments
    }
    for learner, name in sorted(handed - set(work.graded)):
        yield about(
            learner, f"{one_line(name)} was collected but not graded. Run `trilateral grade`."
        )
    for learner, name in sorted(set(work.graded) - handed if folder.is_dir() else ()):
        if not assignments or name in assignments:
            yield about(
                learner, f"{one_line(name)} has a mark, but its submission no longer exists."
            )
