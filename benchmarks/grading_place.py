"""What the arms of `benchmarks/grading.py` share: a course with submissions, and a clock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from tests.grading.corpus_class import deviations, with_answers
from tests.grading.small_course import write
from trilateral.assignments import read

ROOT: Final = Path(__file__).parents[1]
NAME: Final = "03_coercion"
BIN: Final = Path(sys.executable).parent
CLOCK: Final = """
import json, os, subprocess, sys, time
began = time.perf_counter()
running = subprocess.Popen(
    sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
_, running.returncode, used = os.wait4(running.pid, 0)
taken = time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
print(json.dumps([running.returncode, *taken]))
"""
"""Runs a command. Small itself, as Linux counts a process's parent in its greatest size."""


@dataclass(frozen=True)
class Cost:
    """What one whole process took."""

    seconds: float
    processor: float
    """Seconds of it and of all processes it waited for."""
    mebibytes: float
    """Of its largest process."""

    @classmethod
    def of_all(cls, costs: list[Cost]) -> Cost:
        """Return what processes took that ran one after another."""
        return cls(
            sum(cost.seconds for cost in costs),
            sum(cost.processor for cost in costs),
            max(cost.mebibytes for cost in costs),
        )


@dataclass(frozen=True)
class Place:
    """A course folder with submissions, of which an arm grades the first few."""

    folder: Path
    learners: tuple[str, ...]

    @property
    def solution(self) -> Path:
        """The assignment as an instructor keeps it."""
        return self.folder / "solutions" / NAME / f"{NAME}.ipynb"

    def submitted(self, count: int) -> Path:
        """Return a tree with `count` submissions, made for one run."""
        tree = Path(tempfile.mkdtemp(dir=self.folder)) / "submitted"
        for learner in self.learners[:count]:
            shutil.copytree(self.folder / "all" / learner, tree / learner)
        return tree

    def files(self, count: int) -> list[str]:
        """Return the files of `count` submissions."""
        return [
            str(self.folder / "all" / learner / NAME / f"{NAME}.ipynb")
            for learner in self.learners[:count]
        ]


def make(folder: Path, count: int) -> Place:
    """Write a course and honest submissions with answers of its corpus."""
    for part in ("solutions", "exercises"):
        shutil.copytree(ROOT / part / NAME, folder / part / NAME)
    for part in ("data", "notebooks"):
        (folder / part).symlink_to(ROOT / part)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    learners = tuple(f"learner-{number:03}" for number in range(count))
    place = Place(folder, learners)
    release = read(folder / "exercises" / NAME / f"{NAME}.ipynb")
    for learner, (task, code) in zip(
        learners, islice(cycle(deviations(place.solution)), count), strict=True
    ):
        made = with_answers(release, read(place.solution), {task: code})
        write(made, folder / "all" / learner / NAME / f"{NAME}.ipynb")
    lean = folder / "lean"
    write(b"raise ImportError('left out, to measure without it')\n", lean / "rfc3987_syntax.py")
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "lean", "env": {"PYTHONPATH": str(lean)}}
    write(json.dumps(spec).encode(), lean / "jupyter" / "kernels" / "python3" / "kernel.json")
    return place


def measured(command: list[str], folder: Path, **environment: str) -> Cost:
    """Run a command to its end and return what it took."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept["PATH"] = f"{BIN}{os.pathsep}{kept['PATH']}"  # nbgrader calls alembic by name
    ran = subprocess.run(  # noqa: S603 -- this script's own commands
        [sys.executable, "-I", "-S", "-c", CLOCK, *command],
        cwd=folder,
        env={**kept, "TRILATERAL_LEARNER": "model", **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    status, *taken = json.loads(ran.stdout)
    if status:
        sys.exit(f"{command[0]} ended with {status}")
    return Cost(*taken)
