"""Feedback: one page per learner that needs no network, no script and no account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.files import replace
from trilateral.grading.errors import GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.people.roster import Learner
from trilateral.grading.reports.feedback_zip import feedback_zip
from trilateral.grading.reports.page import Work, page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.book.sync import ClassWork
    from trilateral.grading.reports.feedback_zip import FeedbackZip, Platform

_HEADING: Final = re.compile(r"^#{1,3} +(.+?) *#*$", re.MULTILINE)


@dataclass(frozen=True)
class Pages:
    """What was written."""

    files: tuple[Path, ...]
    waiting: tuple[tuple[str, str, str], ...]
    """Learner, assignment and task, where a mark is not there yet."""


def write_pages(
    class_work: ClassWork,
    releases: Mapping[str, NotebookNode],
    target: Path,
    learners: Sequence[str] = (),
    *,
    done: Callable[[str], None] = lambda _: None,
) -> Pages:
    """Write the pages of a class and return what was written.

    Parameters
    ----------
    class_work
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
    for work in all_works(class_work, releases):
        works.setdefault(work.entry.learner, []).append(work)
    unknown = [name for name in learners if name not in works]
    if unknown:
        message = f"Nothing is graded yet in {', '.join(unknown)}. Graded: {', '.join(works)}."
        raise GradingError(message)
    files = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in learners or works:
            who = class_work.roster.by_id.get(name, Learner(name))
            file = target / f"{name}.html"
            replace(file, page(who, works[name]).encode())
            files.append(file)
            done(name)
    except OSError as error:
        message = (
            f"{target} cannot be written: {error.strerror}. Free some space or fix the "
            "permissions, then rerun the command."
        )
        raise GradingError(message) from error
    waiting = tuple(
        (work.entry.learner, work.entry.assignment, task)
        for name in learners or works
        for work in works[name]
        for task in work.entry.waiting
    )
    return Pages(tuple(files), waiting)


def write_zips(  # noqa: PLR0913 -- what there is, for whom, of what
    class_work: ClassWork,
    releases: Mapping[str, NotebookNode],
    target: Path,
    platform: Platform,
    *,
    learners: Collection[str] = (),
    assignments: Collection[str] = (),
) -> Iterator[tuple[Path, FeedbackZip]]:
    """Write a zip for each assignment, which a platform takes back; yield each as it is written.

    Parameters
    ----------
    class_work
        How the class stands.
    releases
        The assignments as handed out.
    target
        Where ``feedback-<assignment>-<platform>.zip`` goes.
    platform
        Who takes it back.
    learners, assignments
        Whose, and of what; all by default.

    Raises
    ------
    GradingError
        A zip cannot be written.
    """
    works: dict[str, list[Work]] = {}
    for work in all_works(class_work, releases):
        entry = work.entry
        if entry.learner in (learners or [entry.learner]):
            works.setdefault(entry.assignment, []).append(work)
    for name, own in works.items():
        if name in (assignments or [name]):
            made = feedback_zip(platform, class_work, own, name)
            file = target / f"feedback-{name}-{platform}.zip"
            try:
                target.mkdir(parents=True, exist_ok=True)
                replace(file, made.content)
            except OSError as error:
                message = (
                    f"{file} cannot be written: {error.strerror}. Free some space or fix the "
                    "permissions, then rerun the command."
                )
                raise GradingError(message) from error
            yield file, made


def all_works(class_work: ClassWork, releases: Mapping[str, NotebookNode]) -> Iterator[Work]:
    """Yield what each learner has in each assignment, with what a page says about it."""
    for entry in class_work.entries:
        release = releases.get(entry.assignment)
        rubrics, titles = _rubrics(release), _titles(entry.assignment, release)
        receipt = receipts.read(class_work.submitted / entry.learner / entry.assignment)
        graded = class_work.graded[entry.learner, entry.assignment]
        yield Work(entry, graded, rubrics, receipt, titles)


def _rubrics(release: NotebookNode | None) -> dict[str, str]:
    """Return the text of the written tasks, with their rubric, as they were handed out."""
    cells = release.cells if release is not None else []
    return {grade_id(cell): cell.source for cell in cells if role(cell) is Role.WRITTEN}


def _titles(assignment: str, release: NotebookNode | None) -> dict[str, str]:
    """Return the headings of an assignment and of its tasks, as they were handed out."""
    titles: dict[str, str] = {}
    heading = ""
    for cell in release.cells if release is not None else []:
        if cell.cell_type == "markdown" and (match := _HEADING.search(cell.source)):
            heading = match[1]
            titles.setdefault(assignment, heading)
        elif role(cell) is Role.CHECK:
            titles[grade_id(cell)] = heading
        if role(cell) is Role.WRITTEN:
            titles[grade_id(cell)] = heading
    return {name: title for name, title in titles.items() if title}
