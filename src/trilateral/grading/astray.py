"""What does not fit together in a class: lists, submissions and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.grading.told import Told, about, learners

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from trilateral.grading.gradebook_sync import Standings


def astray(standings: Standings, assignments: Collection[str], like: str) -> Iterator[Told]:
    """Say who is in one list only, what was never graded, and marks whose submission is gone.

    Parameters
    ----------
    standings
        How the class stands.
    assignments
        Which to look at; all, if empty.
    like
        What the platform's export is called.
    """
    if standings.strangers:
        names = [one.full_name for one in standings.strangers]
        yield Told(f"{like} has {learners(names)} not in the roster; they get no row.")
    for one in standings.unknown:
        yield about(one.id, f"is in the roster, but was not found in {like}.")
    folder = standings.submitted
    handed = {
        (path.parents[1].name, path.parent.name)
        for path in folder.glob("[!.]*/*/*.ipynb")
        if not assignments or path.parent.name in assignments
    }
    for learner, name in sorted(handed - set(standings.graded)):
        yield about(learner, f"{name} was collected and never graded. Run `trilateral grade`.")
    for learner, name in sorted(set(standings.graded) - handed if folder.is_dir() else ()):
        if not assignments or name in assignments:
            yield about(learner, f"{name} has a mark, but its submission is no longer there.")
