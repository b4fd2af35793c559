"""Dask clusters for tests: a scheduler on TCP, and workers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client, LocalCluster

from tests.grading.test_interruption import called

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent


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
        running.wait(30)


def pids(address: str) -> list[int]:
    """Return the processes of the workers."""
    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def joined(address: str, count: int) -> None:
    """Wait until so many workers are there."""
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def gone(processes: list[int]) -> bool:
    """Wait until processes have ended, and return whether they have."""
    until = time.monotonic() + 20
    while any(called(pid) for pid in processes):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
