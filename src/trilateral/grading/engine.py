"""Grade many submissions: several at a time, each once, nothing lost."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import steps
from trilateral.grading.confinement import layers, readable
from trilateral.grading.errors import ConfinementError, GradingError
from trilateral.grading.journal import Journal, latest
from trilateral.grading.processes import ForkError, Warm
from trilateral.grading.results import Change, Graded, Mark, Standing, changes
from trilateral.grading.submission import Submission, fingerprint
from trilateral.grading.unit import Bench, grade, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from trilateral.grading.course import Course
    from trilateral.grading.limits import Limits

WORK: Final = ".running"
"""Beside the journal: where submissions that are being graded have their folders."""
_TRIES: Final = 2
"""How often a submission is taken up where the warm process did not survive it."""


@dataclass(frozen=True)
class Settings:
    """How to grade."""

    limits: Limits
    workers: int = 1
    trusted: bool = False
    """Whether to go on where this system lacks a layer of confinement."""
    again: bool = False
    """Whether to grade what was graded with the same tests before."""


@dataclass
class Run:
    """What a run of grading did."""

    graded: list[Graded] = field(default_factory=list)
    """Every submission asked for, by assignment and learner, those graded before included."""
    before: int = 0
    """How many of them an earlier run had graded with the same tests."""
    changes: list[Change] = field(default_factory=list)
    """Marks that are not what they were in an earlier grading."""


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


def run(
    course: Course,
    submissions: Sequence[Submission],
    journal: Path,
    settings: Settings,
    done: Callable[[Graded], None] = lambda _: None,
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
            known = past.get((one.learner, one.assignment))
            if known and not settings.again and _same(known, one, course):
                report.graded.append(known)
                done(known)
            else:
                waiting.append(one)
        report.before = len(report.graded)
        if waiting:
            for graded in _Pool(course, settings, waiting, journal.parent).results():
                book.add(graded)
                report.graded.append(graded)
                old = past.get((graded.learner, graded.assignment))
                report.changes.extend(changes(old, graded) if old else ())
                done(graded)
    report.graded.sort(key=lambda graded: (graded.assignment, graded.learner))
    report.changes.sort(key=lambda change: (change.assignment, change.learner))
    return report


def _same(known: Graded, one: Submission, course: Course) -> bool:
    tests = course.assignments[one.assignment].tests
    return known.tests == tests and not known.unsettled and known.sha256 == fingerprint(one.path)


class _Pool:
    """Threads that each follow one submission at a time; the work is in other processes."""

    def __init__(
        self, course: Course, settings: Settings, waiting: Sequence[Submission], keep: Path
    ) -> None:
        self._course = course
        self._keep = keep
        self._work_in = keep / WORK
        self._settings = settings
        self._waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        for one in waiting:
            self._waiting.put(one)
        self._expected = len(waiting)
        self._names = sorted({one.assignment for one in waiting})
        self._finished: queue.SimpleQueue[Graded | GradingError] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._warm = self._start()

    def results(self) -> Iterator[Graded]:
        """Yield what is graded as it is; end every process when left."""
        threads = [
            threading.Thread(target=self._work, daemon=True) for _ in range(self._settings.workers)
        ]
        remove(self._work_in)  # what a run that was killed has left
        self._work_in.mkdir(parents=True)
        try:
            for thread in threads:
                thread.start()
            for _ in range(self._expected):
                result = self._finished.get()
                if isinstance(result, GradingError):
                    raise result
                yield result
        finally:
            self._stop.set()
            self._warm.close()
            for thread in threads:
                thread.join(5)
            remove(self._work_in)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                one = self._waiting.get_nowait()
            except queue.Empty:
                return
            try:
                self._finished.put(self._grade(one))
            except GradingError as error:
                self._finished.put(error)
                return

    def _grade(self, one: Submission) -> Graded:
        assignment = self._course.assignments[one.assignment]
        settings = self._settings
        why = ""
        for _ in range(_TRIES):
            warm = self._warm
            try:
                bench = Bench(warm, settings.limits, settings.trusted, self._keep, self._work_in)
                return grade(bench, assignment, one)
            except ForkError as error:
                why = str(error)
                self._restart(warm)
            except GradingError:
                raise
            except Exception as error:  # noqa: BLE001 -- one submission must not end the run
                why = f"{type(error).__name__}: {error}"
                break
        return Graded(
            one.learner,
            one.assignment,
            _fingerprint(one),
            assignment.tests,
            tuple(
                Mark(step.id, Standing.UNGRADED, None, step.points, note=why[:500])
                for step in steps(assignment.release)
            ),
        )

    def _restart(self, broken: Warm) -> None:
        """Start a warm process in place of a broken one, unless another thread has."""
        with self._lock:
            if self._warm is broken and not self._stop.is_set():
                broken.close()
                self._warm = self._start()

    def _start(self) -> Warm:
        course = self._course
        return Warm(
            {name: course.solution(name) for name in self._names}, map(course.release, self._names)
        )


def _fingerprint(one: Submission) -> str:
    try:
        return fingerprint(one.path)
    except OSError:
        return ""
