"""Grade on a Dask cluster: the same unit of work, handed to its workers and taken back."""

from __future__ import annotations

import asyncio
import queue
import time
import uuid
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dask
from dask.utils import parse_timedelta
from distributed import Client, Future, KilledWorker, Security
from distributed.comm.core import connect

from trilateral.grading.errors import GradingError
from trilateral.grading.results import Grading, from_plain
from trilateral.grading.run.cluster.worker import (
    Leaving,
    Marking,
    Parcel,
    edition,
    grade_here,
    refusal,
    unpack,
)
from trilateral.grading.run.transcript import put
from trilateral.grading.run.unit import ungraded, unreadable
from trilateral.grading.submission import BYTES, Submission, UnreadableError, content, fingerprint

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from trilateral.grading.limits import Limits
    from trilateral.grading.run.course import Course

_AHEAD: Final = 3
"""Submissions sent for each thread of the cluster: one runs, others wait at hand."""
_LOOK: Final = 1.0
"""Seconds without a result after which the cluster is looked at."""
_LOST: Final = (OSError, CancelledError, TimeoutError)
"""What Dask raises where a connection is not to be had or has gone."""


@dataclass(frozen=True)
class Cluster:
    """A cluster to grade on."""

    course: Course
    limits: Limits
    address: str
    """The scheduler's."""
    keep: Path
    """Where notebooks as they were run are kept."""
    trusted: bool = False

    def results(
        self, waiting: Sequence[Submission], unconfined: dict[str, tuple[str, ...]]
    ) -> Generator[Grading]:
        """Yield what is graded as it is; leave nothing behind in the cluster when left.

        Parameters
        ----------
        waiting
            What to grade.
        unconfined
            Is told what layers of confinement workers lack, by worker.

        Raises
        ------
        GradingError
            The cluster is not there or not any more, or a worker of it may not grade.
        """
        with _connected(self.address) as client:
            flight = _Flight(self, client, unconfined)
            try:
                flight.prepare(sorted({submission.assignment for submission in waiting}))
                yield from flight.results(iter(waiting))
            except GradingError:
                raise
            except _LOST as error:
                message = (
                    f"The Dask cluster at {self.address} is lost ({error}). What was graded "
                    "so far is safe. Check that the scheduler runs, then rerun the command "
                    "to resume."
                )
                raise GradingError(message) from error
            except Exception as error:
                message = (
                    f"The Dask cluster at {self.address} cannot grade ({type(error).__name__}: "
                    f"{error}). Its scheduler and workers need the same copy of the course, with "
                    "the extras `grading` and `cluster`, as this machine. What was graded is safe."
                )
                raise GradingError(message) from error
            finally:
                flight.end()


class _Flight:
    """Submissions on their way: as many as keep the cluster busy, and no more."""

    def __init__(
        self, cluster: Cluster, client: Client, unconfined: dict[str, tuple[str, ...]]
    ) -> None:
        self._cluster, self._client, self._unconfined = cluster, client, unconfined
        self._run = f"trilateral-{uuid.uuid4().hex}"
        self._out: dict[Future[bytes], Submission] = {}
        self._finished: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._manned = time.monotonic()
        """When workers were last seen."""

    def prepare(self, names: Sequence[str]) -> None:
        """Hand the course to every worker, those included that will join."""
        course = self._cluster.course
        parcel = Parcel(
            {name: course.solution(name).read_bytes() for name in names},
            {name: course.release(name).read_bytes() for name in names},
            {name: course.assignments[name].tests for name in names},
            self._cluster.limits,
            self._cluster.trusted,
            edition(),
        )
        self._client.register_plugin(Leaving(self._run, self._client.id))
        self._client.register_plugin(Marking(parcel), name=self._run)
        refused = self._client.run(refusal, self._run, on_error="ignore")
        for worker, why in sorted(refused.items()):
            if why:
                raise _stopped(worker, why)

    def results(self, waiting: Iterator[Submission]) -> Iterator[Grading]:
        """Yield what is graded as it is."""
        more = True
        while more or self._out:
            room = self._room()
            while more and len(self._out) < room:
                submission = next(waiting, None)
                if submission is None:
                    more = False
                elif graded := self._sent(submission):
                    yield graded
            with suppress(queue.Empty):
                future = self._finished.get(timeout=_LOOK if self._out else 0)
                if grading := self._received(future, self._out.pop(future)):
                    yield grading

    def end(self) -> None:
        """Take back what is still out, and end what was started on the workers."""
        with suppress(Exception):  # what can't be reached sees itself that this client is gone
            self._client.cancel(list(self._out), force=True)
            self._client.unregister_worker_plugin(self._run)

    def _room(self) -> int:
        """Return how many submissions may be out.

        Raises
        ------
        GradingError
            There has been no worker for a while.
        """
        threads: int = sum(self._client.nthreads().values())
        if threads:
            self._manned = time.monotonic()
        elif time.monotonic() - self._manned > _patience():
            message = (
                f"The Dask scheduler at {self._cluster.address} has no workers. Start some with "
                f"`dask worker {self._cluster.address}` and rerun the command to resume. "
                "What was graded so far is safe."
            )
            raise GradingError(message)
        return max(1, _AHEAD * threads)

    def _sent(self, submission: Submission) -> Grading | None:
        """Send a submission; return its marks where it is not one that can be sent."""
        assignment = self._cluster.course.assignments[submission.assignment]
        try:
            written, along = content(submission.path), submission.along()
        except UnreadableError as error:
            return unreadable(assignment, submission, fingerprint(submission.path), str(error))
        except OSError as error:
            return ungraded(assignment, submission, f"{type(error).__name__}: {error}")
        future = self._client.submit(
            grade_here,
            self._run,
            submission.learner,
            submission.assignment,
            written,
            along,
            pure=False,
        )
        self._await(future, submission)
        return None

    def _await(self, future: Future[bytes], submission: Submission) -> None:
        self._out[future] = submission
        future.add_done_callback(self._finished.put)

    def _received(self, future: Future[bytes], submission: Submission) -> Grading | None:
        """Return what came back, and keep the notebook as it was run."""
        try:
            header, notebook = unpack(future.result(timeout=_patience()))
        except TimeoutError:  # lost with its worker on the way here, so it is graded once more
            self._await(future, submission)
            return None
        except KilledWorker as error:
            times = error.allowed_failures + 1
            why = (
                f"Its worker was lost {'once' if times == 1 else f'{times} times'}; the log "
                f"of the last one, {error.last_worker.address}, may say why."
            )
            return ungraded(
                self._cluster.course.assignments[submission.assignment], submission, why
            )
        worker = str(header["worker"])
        if "stopped" in header:
            raise _stopped(worker, header["stopped"])
        if header["lacks"]:
            self._unconfined[worker] = tuple(header["lacks"])
        if notebook:
            name = f"{submission.assignment}.ipynb"
            put(notebook, self._cluster.keep / submission.learner / submission.assignment / name)
        return from_plain(header["graded"])


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        with ThreadPoolExecutor(1) as aside:  # a notebook has a running loop already
            # a client that fails to connect takes a minute to give up
            aside.submit(asyncio.run, _answers(address)).result()
        client = Client(address, set_as_default=False)
    except (*_LOST, ValueError, TypeError) as error:
        message = (
            f"No Dask scheduler answers at {address} ({error}). Start one with `dask scheduler`, "
            "and use the address that it prints."
        )
        raise GradingError(message) from error
    # a submission may be larger than what Dask holds to be a mistake
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": 2 * BYTES}):
        try:
            yield client
        finally:
            with suppress(*_LOST):
                client.close()


async def _answers(address: str) -> None:
    arguments = Security().get_connection_args("client")
    comm = await connect(address, timeout=_patience(), **arguments)
    await comm.close()


def _patience() -> float:
    """Return the seconds that Dask's own configuration gives a connection."""
    return float(parse_timedelta(dask.config.get("distributed.comm.timeouts.connect")))


def _stopped(worker: str, why: str) -> GradingError:
    return GradingError(f"The Dask worker {worker} cannot grade: {why} What was graded is safe.")
