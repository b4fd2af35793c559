"""Grade many submissions: several at a time, each once, nothing lost."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trilateral.grading.confinement import layers, readable
from trilateral.grading.errors import ConfinementError
from trilateral.grading.journal import Journal, latest
from trilateral.grading.pool import WORK, Pool
from trilateral.grading.results import Change, Graded, changes
from trilateral.grading.submission import Submission, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from trilateral.grading.course import Course
    from trilateral.grading.limits import Limits

__all__ = ["WORK", "Run", "Settings", "check_confinement", "run"]


@dataclass(frozen=True)
class Settings:
    """How to grade."""

    limits: Limits
    workers: int = 1
    trusted: bool = False
    """Whether to go on where this system lacks a layer of confinement."""
    again: bool = False
    """Whether to grade what was graded with the same tests before."""
    scheduler: str = ""
    """Address of the Dask scheduler whose workers are to grade, in place of this machine."""


@dataclass
class Run:
    """What a run of grading did."""

    graded: list[Graded] = field(default_factory=list)
    """Every submission asked for, by assignment and learner, those graded before included."""
    before: int = 0
    """How many of them an earlier run had graded with the same tests."""
    changes: list[Change] = field(default_factory=list)
    """Marks that are not what they were in an earlier grading."""
    unconfined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Layers of confinement that a cluster's workers lack, by worker."""


def check_confinement(settings: Settings, hidden: Sequence[Path]) -> tuple[str, ...]:
    """Return which layers of confinement are missing, in words.

    Raises
    ------
    ConfinementError
        Some are, and submissions are not trusted; or something hidden would be open to them.
    """
    missing = [layer for layer in layers() if layer.missing]
    told = tuple(f"{layer.name}: {layer.missing}" for layer in missing)
    forkless = any(layer.name == "process" for layer in missing)
    if missing and (forkless or not settings.trusted):
        kept = "; ".join(f"from {layer.keeps}" for layer in missing)
        message = (
            f"Submissions cannot be kept {kept} on this system ({'; '.join(told)}). "
            "Grade on Linux, or, if you trust every submission, add `--trust`."
        )
        raise ConfinementError(message)
    if not missing:
        readable(tuple(hidden))
    return told


def run(  # noqa: PLR0913 -- two to tell of
    course: Course,
    submissions: Sequence[Submission],
    journal: Path,
    settings: Settings,
    done: Callable[[Graded], None] = lambda _: None,
    *,
    known: Callable[[int], None] = lambda _: None,
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
    known
        Called first, with how many an earlier run had graded.

    Raises
    ------
    GradingError
        Grading cannot go on. What was graded is in the journal.
    """
    with Journal(journal) as book:
        past = latest(journal)
        report = Run()
        waiting: list[Submission] = []
        for one in submissions:
            old = past.get((one.learner, one.assignment))
            if old and not settings.again and _same(old, one, course):
                report.graded.append(old)
            else:
                _remove_kept(one, journal.parent)
                waiting.append(one)
        report.before = len(report.graded)
        known(report.before)
        if waiting:
            with closing(_results(course, settings, waiting, journal.parent, report)) as results:
                for found in results:
                    graded = book.add(found)
                    report.graded.append(graded)
                    old = past.get((graded.learner, graded.assignment))
                    report.changes.extend(changes(old, graded) if old else ())
                    done(graded)
    report.graded.sort(key=lambda graded: (graded.assignment, graded.learner))
    report.changes.sort(key=lambda change: (change.assignment, change.learner))
    return report


def _remove_kept(one: Submission, keep: Path) -> None:
    """Remove an earlier one's notebook as it was run: where this one does not run, none is its."""
    with suppress(OSError):
        (keep / one.learner / one.assignment / f"{one.assignment}.ipynb").unlink()


def _results(
    course: Course, settings: Settings, waiting: Sequence[Submission], keep: Path, report: Run
) -> Generator[Graded]:
    """Yield what is graded as it is, on this machine or on a cluster."""
    limits, trusted = settings.limits, settings.trusted
    if settings.scheduler:
        from trilateral.grading.cluster import Cluster  # noqa: PLC0415 -- Dask is an extra, and slow

        cluster = Cluster(course, limits, settings.scheduler, keep, trusted=trusted)
        yield from cluster.results(waiting, report.unconfined)
    else:
        pool = Pool(course, limits, keep, workers=settings.workers, trusted=trusted)
        yield from pool.results(waiting)


def _same(known: Graded, one: Submission, course: Course) -> bool:
    tests = course.assignments[one.assignment].tests
    return known.tests == tests and not known.unsettled and known.sha256 == fingerprint(one.path)
