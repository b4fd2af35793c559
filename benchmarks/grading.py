"""Grade the same submissions by nbgrader, by nbclient alone, by ours, and by the floor of all.

Run with ``uv run --all-extras python benchmarks/grading.py [COUNT] [ROUNDS]``. The arms run one
after another in each round, so that a busy minute falls on all of them. Each is a whole process,
once with one submission and once with COUNT; the difference is what a further submission costs.

Fairness: packages are compiled in every arm (`PYTHONDONTWRITEBYTECODE` is not passed on), and
nbgrader runs twice: with this environment's kernel, and in its best case, with a kernel in which
``rfc3987_syntax``, which costs Altair's import about a second (jsonschema issue 1428), is not to
be had. The floor forks from a warm process and runs answers and checks in one namespace: no
confinement, no clock, no outputs, no gradebook.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script sees its own folder only

import nbformat

from benchmarks.setting import machine, table
from tests.grading.small_course import write
from tests.grading.test_corpus import deviations, with_answer
from trilateral.assignments import read

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parents[1]
NAME: Final = "03_coercion"
BIN: Final = Path(sys.executable).parent
FLOOR: Final = ROOT / "benchmarks" / "grading_floor.py"
NBCLIENT: Final = """
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
"""


@dataclass(frozen=True)
class Cost:
    """What one whole process took."""

    seconds: float
    processor: float
    """Seconds of it and of all processes it waited for."""
    mebibytes: float
    """Of its largest process."""


@dataclass(frozen=True)
class Place:
    """A course folder with submissions, of which an arm grades the first few."""

    folder: Path
    learners: tuple[str, ...]

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
    solution = folder / "solutions" / NAME / f"{NAME}.ipynb"
    release = read(folder / "exercises" / NAME / f"{NAME}.ipynb")
    learners = tuple(f"learner-{number:03}" for number in range(count))
    for learner, (task, code) in zip(
        learners, islice(cycle(deviations(solution)), count), strict=True
    ):
        made = with_answer(copy.deepcopy(release), read(solution), task, code)
        write(made, folder / "all" / learner / NAME / f"{NAME}.ipynb")
    lean = folder / "lean"
    write(b"raise ImportError('left out, to measure without it')\n", lean / "rfc3987_syntax.py")
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "lean", "env": {"PYTHONPATH": str(lean)}}
    write(json.dumps(spec).encode(), lean / "jupyter" / "kernels" / "python3" / "kernel.json")
    return Place(folder, learners)


def measured(command: list[str], folder: Path, **environment: str) -> Cost:
    """Run a command to its end and return what it took."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept["PATH"] = f"{BIN}{os.pathsep}{kept['PATH']}"  # nbgrader calls alembic by name
    began = time.perf_counter()
    running = subprocess.Popen(  # noqa: S603 -- this script's own commands
        command,
        cwd=folder,
        env={**kept, "TRILATERAL_LEARNER": "model", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = status
    if status:
        sys.exit(f"{command[0]} ended with {status}")
    processor = used.ru_utime + used.ru_stime
    return Cost(time.perf_counter() - began, processor, used.ru_maxrss / 1024)


def nbgrader(place: Place, count: int, **environment: str) -> tuple[Cost, dict[str, float]]:
    """Grade with nbgrader as an institution would."""
    tree = place.submitted(count).parent
    for part in ("solutions", "exercises", "nbgrader_config.py", "data", "notebooks"):
        (tree / part).symlink_to(place.folder / part)
    program = str(BIN / "nbgrader")
    measured([program, "generate_assignment", NAME, "--force"], _own(tree), **environment)
    cost = measured([program, "autograde", NAME, "--force"], tree, **environment)
    from nbgrader.api import Gradebook  # noqa: PLC0415 -- of the extra, and slow to import

    with Gradebook(f"sqlite:///{tree}/gradebook.db") as book:
        found = book.assignment_submissions(NAME)
        return cost, {str(one.student.id): float(one.code_score) for one in found}


def _own(tree: Path) -> Path:
    """Give a tree an exercises folder of its own, which nbgrader writes to."""
    (tree / "exercises").unlink()
    return tree


def ours(place: Place, count: int, workers: int) -> tuple[Cost, dict[str, float]]:
    """Grade with `trilateral grade`."""
    tree = place.submitted(count)
    command = [str(BIN / "trilateral"), "grade", str(tree), "--workers", str(workers), "--json"]
    cost = measured([*command, "--to", str(tree.parent / "graded")], place.folder)
    lines = (tree.parent / "graded" / "journal.jsonl").read_text().splitlines()
    marks = [json.loads(line) for line in lines]
    points = {one["learner"]: sum(mark["points"] or 0 for mark in one["marks"]) for one in marks}
    return cost, points


def floor(place: Place, count: int) -> tuple[Cost, dict[str, float]]:
    """Fork and `exec`, with nothing around it."""
    solution = str(place.folder / "solutions" / NAME / f"{NAME}.ipynb")
    return measured([sys.executable, str(FLOOR), solution, *place.files(count)], place.folder), {}


def nbclient(place: Place, count: int) -> tuple[Cost, dict[str, float]]:
    """Execute the notebooks, with nothing graded."""
    return measured([sys.executable, "-c", NBCLIENT, *place.files(count)], place.folder), {}


def _further(pairs: list[tuple[float, float]], count: int) -> float:
    """Return what each further submission took, the median over rounds."""
    return statistics.median((many - one) / (count - 1) for one, many in pairs)


def main(count: int, rounds: int) -> None:
    """Measure every arm and print the tables."""
    arms: dict[str, Callable[[Place, int], tuple[Cost, dict[str, float]]]] = {
        "nbgrader autograde": nbgrader,
        "nbgrader, its best case": lambda place, n: nbgrader(
            place, n, JUPYTER_PATH=str(place.folder / "lean" / "jupyter")
        ),
        "nbclient alone": nbclient,
        "trilateral, 1 worker": lambda place, n: ours(place, n, 1),
        "trilateral, 2 workers": lambda place, n: ours(place, n, 2),
        "floor: fork and exec": floor,
    }
    print(machine(), f"\n{count} submissions of {NAME}, {rounds} rounds\n")
    costs: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in arms}
    marks: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="trilateral-benchmark-") as folder:
        place = make(Path(folder), count)
        for _ in range(rounds):
            for name, arm in arms.items():
                one, (many, marks[name]) = arm(place, 1)[0], arm(place, count)
                costs[name].append((one, many))
    further = {
        name: (
            _further([(one.seconds, many.seconds) for one, many in pairs], count),
            _further([(one.processor, many.processor) for one, many in pairs], count),
        )
        for name, pairs in costs.items()
    }
    rows = []
    for name, pairs in costs.items():
        whole = statistics.median(many.seconds for _, many in pairs)
        memory = max(many.mebibytes for _, many in pairs)
        own, floors = further[name], further["floor: fork and exec"]
        best = further["nbgrader, its best case"]
        row = [name, f"{whole:.1f} s", *(f"{1000 * each:.0f} ms" for each in own)]
        row += [f"{mine / least:.2f}" for mine, least in zip(own, floors, strict=True)]
        row += [f"{most / mine:.1f}" for mine, most in zip(own, best, strict=True)]
        rows.append([*row, f"{memory:.0f} MiB"])
    head = ["", "whole", "each further", "by processor", "/ floor", "by processor"]
    head += ["nbgrader's best / it", "by processor", "largest process"]
    print(table(head, rows), "\n")
    ours_alone = marks["trilateral, 1 worker"]
    for name, found in marks.items():
        if found:
            other = {who: points for who, points in found.items() if points != ours_alone[who]}
            print(f"{name}: {len(found)} marked, {len(other)} unlike ours {other or ''}")
    print("otter-grader is not measured: it takes notebooks of its own format alone.")


if __name__ == "__main__":
    nbformat.NO_CONVERT  # noqa: B018 -- imported before the clock starts
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="Example: uv run --all-extras python benchmarks/grading.py 30 3",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("count", type=int, nargs="?", default=30, help="submissions (30)")
    parser.add_argument("rounds", type=int, nargs="?", default=3, help="paired rounds (3)")
    given = parser.parse_args()
    main(given.count, given.rounds)
