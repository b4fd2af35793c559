"""Grade several submissions at a time: what a warm process does, and who sees that it lives."""

from __future__ import annotations

import queue
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.run.bench import Assignment, Bench
from trilateral.grading.run.unit import grade, remove, ungraded
from trilateral.grading.sandbox.cores import cores, shared_out
from trilateral.grading.sandbox.processes import ForkError, Warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from trilateral.grading.limits import Limits
    from trilateral.grading.results import Grading
    from trilateral.grading.run.course import Course
    from trilateral.grading.submission import Submission

WORK: Final = ".running"
"""Beside the journal: where submissions that are being graded have their folders."""
_TRIES: Final = 2
"""How often a submission is taken up where the warm process did not survive it."""


class Desk:
    """A warm process for any number of threads, started again when it dies."""

    def __init__(
        self, start: Callable[[], Warm], limits: Limits, *, trusted: bool, work: Path
    ) -> None:
        """Start the first.

        Parameters
        ----------
        start
            Starts a warm process.
        limits, trusted, work
            As a `Bench` has them.

        Raises
        ------
        GradingError
            It cannot be started.
        """
        self._start = start
        self._limits, self._trusted, self._work = limits, trusted, work
        self._lock = threading.Lock()
        self._closed = False
        self._warm = start()

    @property
    def closed(self) -> bool:
        """Whether it was closed, which ends what was being graded: its marks are then none."""
        return self._closed

    def grade(
        self, assignment: Assignment, submission: Submission, keep: Path, core: int | None = None
    ) -> Grading:
        """Return the marks of a submission, also where grading it failed.

        The notebook as it was run is kept below `keep`, and its processes keep to `core`.

        Raises
        ------
        GradingError
            Grading cannot continue, whatever the submission.
        """
        why = ""
        for _ in range(_TRIES):
            warm = self._warm
            try:
                bench = Bench(warm, self._limits, self._trusted, keep, self._work, core)
                return grade(bench, assignment, submission)
            except ForkError as error:
                why = str(error)
                self._restart(warm)
            except GradingError:
                raise
            except Exception as error:  # noqa: BLE001 -- one submission must not end the run
                why = f"{type(error).__name__}: {error}"
                break
        return ungraded(assignment, submission, why)

    def close(self) -> None:
        """End the warm process and all it has forked."""
        with self._lock:
            self._closed = True
            self._warm.close()

    def _restart(self, broken: Warm) -> None:
        """Start a warm process in place of a broken one, unless another thread has."""
        with self._lock:
            if self._warm is broken and not self._closed:
                broken.close()
                self._warm = self._start()


class Pool:
    """Threads that each follow one submission at a time; the work is in other processes."""

    def __init__(
        self, course: Course, limits: Limits, keep: Path, *, workers: int, trusted: bool
    ) -> None:
        """Prepare to grade; notebooks as they were run are kept below `keep`."""
        crowd = max(1.0, workers / len(cores()))  # each waits so much longer for its turn
        self._limits = replace(limits, patience=limits.patience * crowd)
        self._course, self._trusted = course, trusted
        self._keep, self._work = keep, keep / WORK
        self._workers = workers
        self._waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        self._finished: queue.SimpleQueue[Grading | GradingError] = queue.SimpleQueue()
        self._stop = threading.Event()

    def results(self, waiting: Sequence[Submission]) -> Iterator[Grading]:
        """Yield what is graded as it is; end every process when left.

        Raises
        ------
        GradingError
            Grading cannot start or go on.
        """
        for submission in waiting:
            self._waiting.put(submission)
        desk = self._desk(sorted({submission.assignment for submission in waiting}))
        threads = [
            threading.Thread(target=self._follow, args=[desk, core], daemon=True)
            for core in shared_out(self._workers, cores())
        ]
        remove(self._work)  # what a run that was killed has left
        self._work.mkdir(parents=True, exist_ok=True)
        try:
            for thread in threads:
                thread.start()
            for _ in waiting:
                result = self._finished.get()
                if isinstance(result, GradingError):
                    raise result
                yield result
        finally:
            self._stop.set()
            desk.close()
            for thread in threads:
                thread.join(5)
            remove(self._work)

    def _desk(self, names: Sequence[str]) -> Desk:
        def start() -> Warm:
            solutions = {name: self._course.solution(name) for name in names}
            return Warm(solutions, map(self._course.release, names))

        return Desk(start, self._limits, trusted=self._trusted, work=self._work)

    def _follow(self, desk: Desk, core: int | None) -> None:
        while not self._stop.is_set():
            try:
                submission = self._waiting.get_nowait()
            except queue.Empty:
                return
            try:
                assignment = self._course.assignments[submission.assignment]
                self._finished.put(desk.grade(assignment, submission, self._keep, core))
            except GradingError as error:
                self._finished.put(error)
                return
            except Exception as error:  # noqa: BLE001 -- who waits must hear of whatever it was
                message = f"Grading cannot continue: {type(error).__name__}: {error}"
                self._finished.put(GradingError(message))
                return
