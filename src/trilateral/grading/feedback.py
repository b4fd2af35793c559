"""Feedback: one page per learner that needs no network, no script and no account."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.grading import receipts
from trilateral.grading.errors import GradingError
from trilateral.grading.feedback_page import Work, page
from trilateral.grading.roster import Learner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.gradebook_sync import Standings

_HEADING: Final = re.compile(r"^#{1,3} +(.+?) *#*$", re.MULTILINE)


@dataclass(frozen=True)
class Pages:
    """What was written."""

    files: tuple[Path, ...]
    waiting: tuple[tuple[str, str, str], ...]
    """Learner, assignment and task, where a mark is not there yet."""


def write_pages(
    standings: Standings,
    releases: Mapping[str, NotebookNode],
    target: Path,
    learners: Sequence[str] = (),
    *,
    done: Callable[[str], None] = lambda _: None,
) -> Pages:
    """Write the pages of a class and return what was written.

    Parameters
    ----------
    standings
        How the class stands.
    releases
        The assignments as handed out; no page is made of anything else.
    target
        Where ``<learner>.html`` goes.
    learners
        Whose; everybody's by default.
    done
        Called with each learner.

    Raises
    ------
    GradingError
        A page cannot be written, or nobody is called so.
    """
    works: dict[str, list[Work]] = {}
    for entry in standings.entries:
        release = releases.get(entry.assignment)
        rubrics, titles = _rubrics(release), _titles(entry.assignment, release)
        receipt = receipts.read(standings.submitted / entry.learner / entry.assignment)
        graded = standings.graded[entry.learner, entry.assignment]
        works.setdefault(entry.learner, []).append(Work(entry, graded, rubrics, receipt, titles))
    unknown = [name for name in learners if name not in works]
    if unknown:
        message = f"Nothing of {', '.join(unknown)} is graded. Graded: {', '.join(works)}."
        raise GradingError(message)
    files = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in learners or works:
            who = standings.roster.by_id.get(name, Learner(name))
            file = target / f"{name}.html"
            part = file.with_suffix(".part")
            part.write_text(page(who, works[name]), encoding="utf-8")
            shutil.move(part, file)
            files.append(file)
            done(name)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}. Make room and try again."
        raise GradingError(message) from error
    waiting = tuple(
        (work.entry.learner, work.entry.assignment, task)
        for name in learners or works
        for work in works[name]
        for task in work.entry.waiting
    )
    return Pages(tuple(files), waiting)


def _rubrics(release: NotebookNode | None) -> dict[str, str]:
    """Return the text of the written tasks, with their rubric, as they were handed out."""
    cells = release.cells if release is not None else []
    return {grade_id(cell): cell.source for cell in cells if role(cell) is Role.WRITTEN}


def _titles(assignment: str, release: NotebookNode | None) -> dict[str, str]:
    """Return the headings of an assignment and of its tasks, as they were handed out."""
    titles: dict[str, str] = {}
    heading = ""
    for cell in release.cells if release is not None else []:
        if cell.cell_type == "markdown" and (found := _HEADING.search(cell.source)):
            heading = found[1]
            titles.setdefault(assignment, heading)
        elif role(cell) is Role.CHECK:
            titles[grade_id(cell)] = heading
        if role(cell) is Role.WRITTEN:
            titles[grade_id(cell)] = heading
    return {name: title for name, title in titles.items() if title}
