"""Dask clusters for tests: a scheduler on TCP, and workers in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import Client, LocalCluster

from tests.grading.conftest import LIMITS
from tests.grading.run.test_interruption import PATIENCE, called
from trilateral.grading.run.course import find_submissions
from trilateral.grading.run.engine import Run, run
from trilateral.grading.run.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trilateral.grading.results import Grading
    from trilateral.grading.run.course import Course

BIN = Path(sys.executable).parent
NAMES = [f"learner-{number:02}" for number in range(10)]
PATIENT = replace(LIMITS, patience=30.0)
"""Many processes share few cores here, and no test waits for the clock on the wall."""


@contextmanager
def cluster(folder: Path, workers: int = 0) -> Iterator[LocalCluster]:
    """Run a scheduler, and workers that each have a nanny."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        protocol="tcp://",
        dashboard_address=":0",
        local_directory=str(folder),
    ) as made:
        yield made


@contextmanager
def worker(address: str, folder: Path, *options: str, path: Path | None = None) -> Iterator[int]:
    """Run a worker without a nanny, as on another machine; `path` goes before its packages."""
    place = ["--local-directory", str(folder), "--no-nanny", "--no-dashboard", "--nthreads", "1"]
    env = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    running = subprocess.Popen(
        [str(BIN / "dask"), "worker", address, *place, *options],
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait(PATIENCE)


def pids(address: str) -> list[int]:
    """Return the processes of the workers."""
    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def joined(address: str, count: int) -> None:
    """Wait until so many workers are there."""
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def gone(processes: list[int]) -> bool:
    """Wait until processes have ended, and return whether they have."""
    until = time.monotonic() + PATIENCE
    while any(called(pid) for pid in processes):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def graded_there(
    course: Course,
    address: str = "",
    *,
    to: str = "graded",
    trusted: bool = False,
    done: Callable[[Grading], None] = lambda _: None,
) -> Run:
    found, _ = find_submissions(course.folder / "submitted", course)
    settings = Settings(PATIENT, 2, trusted, scheduler=address)
    return run(course, found, course.folder / to / "journal.jsonl", settings, done)


def lines(course: Course) -> list[dict[str, Any]]:
    """Return the journal's whole lines, by learner."""
    journal = course.folder / "graded" / "journal.jsonl"
    written = journal.read_text() if journal.is_file() else ""
    found = [json.loads(line) for line in written.splitlines(keepends=True) if line[-1] == "\n"]
    return sorted(found, key=lambda line: str(line["learner"]))
