"""What runs inside a Dask cluster: each worker checked, then one warm process for its threads.

Only bytes and plain values of ours cross: a submission is never unpickled, and neither is anything
that it made. Both plugins end by themselves with the client whose run they serve.
"""

from __future__ import annotations

import asyncio
import json
import platform
import tempfile
import threading
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from distributed import Reschedule, SchedulerPlugin, WorkerPlugin, get_worker

from trilateral.errors import TrilateralError
from trilateral.grading.errors import GradingError
from trilateral.grading.run.bench import Assignment
from trilateral.grading.run.course import evidence
from trilateral.grading.run.pool import Desk
from trilateral.grading.run.settings import Settings, check_confinement
from trilateral.grading.run.unit import lay_out, remove
from trilateral.grading.sandbox.processes import Warm
from trilateral.grading.submission import Submission, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from distributed import Scheduler, Worker

    from trilateral.grading.limits import Limits

_PATIENCE: Final = 5.0
"""Seconds in which submissions that were broken off leave their folders."""


def edition() -> dict[str, str]:
    """Return what must be the same wherever a class is graded, so that its marks are."""
    return {
        "trilateral": version("trilateral"),
        "evidence": evidence().hex()[:16],
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "pandas": version("pandas"),
    }


@dataclass(frozen=True)
class Parcel:
    """What a worker needs to grade with, by assignment."""

    solutions: dict[str, bytes]
    releases: dict[str, bytes]
    tests: dict[str, str]
    limits: Limits
    trusted: bool
    edition: dict[str, str]


class Marking(WorkerPlugin):
    """A worker's desk: set up when the course comes or the worker joins, ended with either."""

    def __init__(self, parcel: Parcel) -> None:
        """Prepare to be sent."""
        self.parcel = parcel
        self.refused = ""
        """Why this worker may not grade."""
        self.lacks: tuple[str, ...] = ()
        """Layers of confinement this worker does without."""

    async def setup(self, worker: Worker) -> None:
        """Check the worker and start its warm process."""
        self._changed = threading.Condition()
        self._ended = False
        self._running = 0
        self._desk: Desk | None = None
        self._place = Path(tempfile.mkdtemp(prefix="trilateral-", dir=worker.local_directory))
        await asyncio.to_thread(self._begin)

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002 -- Dask's signature
        """End the warm process and what it runs, and remove every file."""
        await asyncio.to_thread(self._end)

    def grade(
        self, learner: str, assignment: str, content: bytes, along: Mapping[str, bytes]
    ) -> dict[str, Any]:
        """Return a submission's marks and, as ``notebook``, the file of it as it was run.

        Raises
        ------
        Reschedule
            This worker is leaving; another one is to grade it.
        GradingError
            This worker cannot grade.
        """
        with self._changed:
            if self.refused:
                raise GradingError(self.refused)
            if self._desk is None or self._ended:
                raise Reschedule
            self._running += 1
        try:
            return self._graded(self._desk, learner, assignment, content, along)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _graded(
        self, desk: Desk, learner: str, assignment: str, content: bytes, along: Mapping[str, bytes]
    ) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(dir=self._place) as folder:
            path = Path(folder) / "submitted" / f"{assignment}.ipynb"
            path.parent.mkdir()
            path.write_bytes(content)
            lay_out(along, path.parent)
            submission = Submission(learner, assignment, path, tuple(along))
            graded = desk.grade(self._assignments[assignment], submission, Path(folder) / "kept")
            if desk.closed:  # in the middle of it, so these are not marks
                raise Reschedule
            executed = next(Path(folder).glob("kept/*/*/*.ipynb"), None)
            return {
                "graded": graded.plain(),
                "notebook": executed.read_bytes() if executed else b"",
            }

    def _begin(self) -> None:
        with self._changed:
            if self._ended:
                return
            parcel = self.parcel
            try:
                _compare(parcel.edition, edition())
                settings = Settings(parcel.limits, trusted=parcel.trusted)
                self.lacks = check_confinement(settings, (self._place,))
                self._assignments = self._unpacked()
                work = self._place / "work"
                work.mkdir()
                self._desk = Desk(self._warm, parcel.limits, trusted=parcel.trusted, work=work)
            except (TrilateralError, OSError) as error:
                self.refused = str(error)

    def _end(self) -> None:
        with self._changed:
            self._ended = True
            if self._desk:
                self._desk.close()
            self._changed.wait_for(lambda: not self._running, _PATIENCE)
        remove(self._place)

    def _unpacked(self) -> dict[str, Assignment]:
        with tempfile.TemporaryDirectory(dir=self._place) as folder:
            releases = _write(self.parcel.releases, Path(folder))
            return {
                name: Assignment(name, read(path), self.parcel.tests[name])
                for name, path in releases.items()
            }

    def _warm(self) -> Warm:
        """Start a warm process; the hidden tests are on disk only until the marker has them."""
        with tempfile.TemporaryDirectory(dir=self._place) as folder:
            solutions = _write(self.parcel.solutions, Path(folder) / "solutions")
            releases = _write(self.parcel.releases, Path(folder) / "exercises")
            return Warm(solutions, releases.values())


class Leaving(SchedulerPlugin):
    """Ends a run's desks when its client is gone, even one that had no time to say so."""

    def __init__(self, run: str, client: str) -> None:
        """Prepare to be sent."""
        self.name = f"{run}-leaving"
        self._run, self._client = run, client

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """Note that a client is gone."""
        if client == self._client:
            scheduler.loop.add_callback(self._leave, scheduler)

    async def _leave(self, scheduler: Scheduler) -> None:
        await scheduler.unregister_scheduler_plugin(name=self.name)
        if self._run in scheduler.worker_plugins:
            await scheduler.unregister_worker_plugin(comm=None, name=self._run)


def grade_here(
    run: str, learner: str, assignment: str, content: bytes, along: Mapping[str, bytes]
) -> bytes:
    """Grade a submission on the worker that this runs on; return what `unpack` takes apart."""
    worker = get_worker()
    marking = worker.plugins.get(run)
    header: dict[str, Any] = {"worker": worker.address}
    if not isinstance(marking, Marking):
        return pack({**header, "stopped": "It has not received the course."})
    try:
        grading = marking.grade(learner, assignment, content, along)
    except (GradingError, OSError) as error:
        return pack({**header, "stopped": str(error)})
    return pack(
        {**header, "lacks": marking.lacks, "graded": grading["graded"]}, grading["notebook"]
    )


def refusal(run: str, dask_worker: Worker) -> str:
    """Return why a worker may not grade, or nothing where it may or has not been asked yet."""
    marking = dask_worker.plugins.get(run)
    return marking.refused if isinstance(marking, Marking) else ""


def pack(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return plain values and a file as bytes: a line of JSON, and the rest."""
    return json.dumps(header).encode() + b"\n" + body


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what `pack` was given."""
    header, _, body = packed.partition(b"\n")
    return dict(json.loads(header)), body


def _compare(wanted: Mapping[str, str], own: Mapping[str, str]) -> None:
    for name, value in wanted.items():
        if own.get(name) != value:
            message = (
                f"It has another {name}: {own.get(name)} in place of {value}. Set it up from the "
                "same copy of the course as the machine that grading is started from."
            )
            raise GradingError(message)


def _write(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    paths = {name: folder / name / f"{name}.ipynb" for name in files}
    for name, path in paths.items():
        path.parent.mkdir(parents=True)
        path.write_bytes(files[name])
    return paths
