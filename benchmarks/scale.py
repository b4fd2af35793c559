"""Grade more and more submissions: time for each and the memory of the grader stay the same.

Run with ``uv run --all-extras python benchmarks/scale.py [COUNT ...]``; 100, 1,000 and 5,000 by
default. The submissions are synthetic: one small assignment, right, wrong and untouched in turn.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import threading
import time
from itertools import cycle
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script sees its own folder only

from benchmarks.setting import machine, table
from tests.grading.small_course import WRONG, exercise, submission, submit, write_course
from trilateral.grading.limits import Limits
from trilateral.grading.run.course import find_course, find_submissions
from trilateral.grading.run.engine import run
from trilateral.grading.run.settings import Settings

LARGE: Final = 100_000
KINDS: Final = (submission(), submission(WRONG), exercise())


def resident() -> float:
    """Return the MiB that this process has now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def measured(count: int) -> tuple[float, float, float]:
    """Grade `count` submissions; return seconds for each, and MiB at a tenth and at the end."""
    with tempfile.TemporaryDirectory(prefix="trilateral-benchmark-") as folder:
        course = find_course(write_course(Path(folder)), Limits())
        for number, notebook in zip(range(count), cycle(KINDS), strict=False):
            submit(course.folder / "submitted", f"learner-{number:06}", notebook)
        submissions, _ = find_submissions(course.folder / "submitted", course)
        begun: list[tuple[float, float]] = []
        lock = threading.Lock()

        def done(_: object) -> None:
            with lock:
                begun.append((time.perf_counter(), resident()))

        settings = Settings(Limits(), os.cpu_count() or 1)
        run(course, submissions, course.folder / "journal.jsonl", settings, done)
        tenth = begun[len(begun) // 10]
        each = (begun[-1][0] - tenth[0]) / (len(begun) - len(begun) // 10)
        return each, tenth[1], begun[-1][1]


def main(counts: list[int]) -> None:
    """Measure and print the table."""
    print(machine(), f"\n{os.cpu_count()} workers\n")
    rows = []
    each = 0.0
    for count in counts:
        each, early, late = measured(count)
        rows.append([f"{count:,}", f"{1000 * each:.0f} ms", f"{early:.0f} MiB", f"{late:.0f} MiB"])
    print(table(["submissions", "each", "memory at a tenth", "at the end"], rows), "\n")
    hours = LARGE * each / 3600
    print(f"{LARGE:,} submissions at this pace: {hours:.1f} hours on this machine alone.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="Example: uv run --all-extras python benchmarks/scale.py 100 1000",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1_000, 5_000])
    main(parser.parse_args().counts)
