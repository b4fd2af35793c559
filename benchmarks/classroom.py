"""How long the last vote takes to the projector, and the server's memory, with forty phones.

    uv run --all-extras --group dev python benchmarks/classroom.py [--classes 5] [--phones 40]

Each class goes through the whole plan of lesson 03 in a server of its own; its phones are plain
clients, which answer within a fifth of a second of each other. A latency is from the sending of a
round's last answer to the projector's count of everybody. Clients and server share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from tests.classroom.phones import Crowd, Served, whole_class
from trilateral.classroom.keeping import started
from trilateral.classroom.network import free_port
from trilateral.classroom.preparing import prepare


def main() -> None:
    """Hold the classes and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=5)
    parser.add_argument("--phones", type=int, default=40)
    asked = parser.parse_args()
    script = prepare("03")
    latencies: list[float] = []
    peaks: list[float] = []
    for _ in range(asked.classes):
        with tempfile.TemporaryDirectory() as folder:
            served = Served(started(Path(folder), script, free_port()))
            served.start()
            try:
                room: Crowd = asyncio.run(whole_class(served, asked.phones))
                peaks.append(served.peak())
            finally:
                served.kill()
        latencies += room.latencies
    latencies.sort()
    p95 = latencies[min(len(latencies) - 1, int(0.95 * len(latencies)))]
    print(f"{asked.classes} classes of {asked.phones} phones, {len(latencies)} rounds")
    print(
        f"last answer to projector: p50 {1000 * statistics.median(latencies):.0f} ms, "
        f"p95 {1000 * p95:.0f} ms, longest {1000 * latencies[-1]:.0f} ms"
    )
    print(f"server's memory at its highest: {max(peaks):.0f} MB")


if __name__ == "__main__":
    main()
