"""Grade many submissions: several at a time, each once, nothing lost."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trilateral.grading.journal import GradingJournal, latest
from trilateral.grading.results import Change, Grading, changes
from trilateral.grading.run.pool import Pool
from trilateral.grading.submission import Submission, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from trilateral.grading.run.course import Course
    from trilateral.grading.run.settings import Settings


@dataclass
class Run:
    """What a run of grading did."""

    graded: list[Grading] = field(default_factory=list)
    """Every submission asked for, by assignment and learner, those graded before included."""
    before: int = 0
    """How many of them an earlier run had graded with the same tests."""
    changes: list[Change] = field(default_factory=list)
    """Marks that are not what they were in an earlier grading."""
    unconfined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Layers of confinement that a cluster's workers lack, by worker."""


def run(  # noqa: PLR0913 -- two are callbacks
    course: Course,
    submissions: Sequence[Submission],
    journal: Path,
    settings: Settings,
    done: Callable[[Grading], None] = lambda _: None,
    *,
    earlier: Callable[[int], None] = lambda _: None,
) -> Run:
    """Grade `submissions` and write each down in `journal` as soon as it is graded.

    Parameters
    ----------
    course
        What to grade with.
    submissions
        What to grade; those that the journal has with the same file and tests are not run again.
    journal
        The file of all gradings; notebooks as they were run are kept beside it.
    settings
        How.
    done
        Called with each submission when it is graded, in any order.
    earlier
        Called first, with how many an earlier run had graded.

    Raises
    ------
    GradingError
        Grading cannot continue. What was graded is in the journal.
    """
    with GradingJournal(journal) as book:
        past = latest(journal)
        report = Run()
        waiting: list[Submission] = []
        for submission in submissions:
            old = past.get((submission.learner, submission.assignment))
            same = old and _same(old, submission, course) and not _newer(submission, journal.parent)
            if old and same and not settings.again:
                report.graded.append(old)
            else:
                _remove_kept(submission, journal.parent)
                waiting.append(submission)
        report.before = len(report.graded)
        earlier(report.before)
        if waiting:
            with closing(_results(course, settings, waiting, journal.parent, report)) as results:
                for grading in results:
                    graded = book.add(grading)
                    report.graded.append(graded)
                    old = past.get((graded.learner, graded.assignment))
                    report.changes.extend(changes(old, graded) if old else ())
                    done(graded)
    report.graded.sort(key=lambda graded: (graded.assignment, graded.learner))
    report.changes.sort(key=lambda change: (change.assignment, change.learner))
    return report


def _remove_kept(submission: Submission, keep: Path) -> None:
    """Remove an earlier one's notebook as it was run: where this one does not run, none is its."""
    with suppress(OSError):
        (
            keep / submission.learner / submission.assignment / f"{submission.assignment}.ipynb"
        ).unlink()


def _results(
    course: Course, settings: Settings, waiting: Sequence[Submission], keep: Path, report: Run
) -> Generator[Grading]:
    """Yield what is graded as it is, on this machine or on a cluster."""
    limits, trusted = settings.limits, settings.trusted
    if settings.scheduler:
        from trilateral.grading.run.cluster.client import Cluster  # noqa: PLC0415 -- Dask is an extra, and slow

        cluster = Cluster(course, limits, settings.scheduler, keep, trusted=trusted)
        yield from cluster.results(waiting, report.unconfined)
    else:
        pool = Pool(course, limits, keep, workers=settings.workers, trusted=trusted)
        yield from pool.results(waiting)


def _newer(submission: Submission, keep: Path) -> bool:
    """Whether a file beside a submission was handed in after that was run."""
    executed = keep / submission.learner / submission.assignment / f"{submission.assignment}.ipynb"
    along = [
        path for name in submission.beside if (path := submission.path.parent / name).is_file()
    ]
    return executed.is_file() and any(
        path.stat().st_mtime_ns > executed.stat().st_mtime_ns for path in along
    )


def _same(grading: Grading, submission: Submission, course: Course) -> bool:
    tests = course.assignments[submission.assignment].tests
    return (
        grading.tests == tests
        and not grading.unsettled
        and grading.sha256 == fingerprint(submission.path)
    )
