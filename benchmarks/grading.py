"""Grade the same submissions by nbgrader, otter-grader, nbclient alone, ours and the floor of all.

Run with ``uv run --all-extras python benchmarks/grading.py [COUNT] [ROUNDS]``. The arms run one
after another in each round, so that a busy minute falls on all of them. Each is a whole process,
once with one submission and once with COUNT; the difference is what a further submission costs.

Fairness: packages are compiled in every arm (`PYTHONDONTWRITEBYTECODE` is not passed on), and
nbgrader runs twice: with this environment's kernel, and in its best case, with a kernel in which
``rfc3987_syntax``, which costs Altair's import about a second (jsonschema issue 1428), is not to
be had. otter runs without it in all its processes. It needs an environment of its own, made once
from the lock before the clock starts, and a process for each submission: `otter run` takes one,
and `otter grade`, which needs Docker, is not measured. It marks by the same checks, on the names
that a notebook ends with. The floor forks from a warm process and runs answers and checks in one
namespace: no confinement, no clock, no outputs, no gradebook.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script sees its own folder only

import nbformat

from benchmarks import grading_otter
from benchmarks.grading_place import BIN, NAME, ROOT, Cost, Place, make, measured
from benchmarks.setting import machine, table

if TYPE_CHECKING:
    from collections.abc import Callable

    Arm = Callable[[Place, int], tuple[Cost, dict[str, float]]]

BEST: Final = "nbgrader, its best case"
OURS: Final = "trilateral, 1 worker"
TWO: Final = "trilateral, 2 workers"
LEAST: Final = "floor: fork and exec"
PAIRS: Final = ((BEST, OURS), (OURS, LEAST), (OURS, TWO))
"""Whose further submissions are set against whose."""
MEASURES: Final = ("seconds", "processor")
FLOOR: Final = ROOT / "benchmarks" / "grading_floor.py"
NBCLIENT: Final = """
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
"""


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
    command = [sys.executable, str(FLOOR), str(place.solution), *place.files(count)]
    return measured(command, place.folder), {}


def nbclient(place: Place, count: int) -> tuple[Cost, dict[str, float]]:
    """Execute the notebooks, with nothing graded."""
    return measured([sys.executable, "-c", NBCLIENT, *place.files(count)], place.folder), {}


def otter(program: Path, place: Place, count: int) -> tuple[Cost, dict[str, float]]:
    """Grade with `otter run`, without what slows Altair's import."""
    tree = Path(tempfile.mkdtemp(dir=place.folder))
    autograder = grading_otter.write(place.solution, tree / "autograder.zip")
    costs, marks = [], {}
    for learner, file in zip(place.learners[:count], place.files(count), strict=True):
        (tree / learner).mkdir()
        command = [str(program), "run", "-a", str(autograder), "-o", str(tree / learner), file]
        lean = str(place.folder / "lean")
        costs.append(measured(command, tree, PYTHONPATH=lean, TRILATERAL_LEARNER=learner))
        marks[learner] = sum(grading_otter.points(tree / learner / "results.json").values())
    return Cost.of_all(costs), marks


def arms(folder: Path, *, with_otter: bool) -> tuple[dict[str, Arm], str]:
    """Return the arms by name, and what there is to say of otter's."""
    found: dict[str, Arm] = {
        "nbgrader autograde": nbgrader,
        BEST: lambda place, n: nbgrader(
            place, n, JUPYTER_PATH=str(place.folder / "lean" / "jupyter")
        ),
        "nbclient alone": nbclient,
        OURS: lambda place, n: ours(place, n, 1),
        TWO: lambda place, n: ours(place, n, 2),
        LEAST: floor,
    }
    if not with_otter:
        return found, "otter run is left out, as --no-otter says."
    try:
        program = grading_otter.install(folder / "otter")
    except grading_otter.NoOtterError as error:
        return found, f"otter run is left out: {error}."
    return {**found, "otter run, its best case": partial(otter, program)}, grading_otter.CAUSES


Costs = dict[str, list[tuple[Cost, Cost]]]
"""By arm and round: what one submission took, and what all of them did."""


def _each(rounds: list[tuple[Cost, Cost]], count: int, what: str) -> list[float]:
    """Return what each further submission took, by round."""
    return [(getattr(many, what) - getattr(one, what)) / (count - 1) for one, many in rounds]


def figures(costs: Costs, count: int) -> str:
    """Return the table of what the arms took: medians over rounds, and the most memory."""
    rows = []
    for name, rounds in costs.items():
        whole = statistics.median(many.seconds for _, many in rounds)
        each = [1000 * statistics.median(_each(rounds, count, what)) for what in MEASURES]
        memory = max(many.mebibytes for _, many in rounds)
        row = [f"{whole:.1f} s", *(f"{one:.0f} ms" for one in each), f"{memory:.0f} MiB"]
        rows.append([name, *row])
    return table(["", "whole", "each further", "by processor", "largest process"], rows)


def ratios(costs: Costs, count: int) -> str:
    """Return the table of how many times longer one arm took than another in the same round."""
    rows = []
    for slow, fast in PAIRS:
        for what, said in zip(MEASURES, ("", ", by processor"), strict=True):
            pair = [_each(costs[arm], count, what) for arm in (slow, fast)]
            rows.append([f"a further one: {slow} / {fast}{said}", *_spread(*pair)])
    for slow, fast in ((BEST, OURS), (BEST, TWO)):
        pair = [[many.seconds for _, many in costs[arm]] for arm in (slow, fast)]
        rows.append([f"the whole of {count}: {slow} / {fast}", *_spread(*pair)])
    return table(["times, paired by round", "median", "least", "most"], rows)


def _spread(slow: list[float], fast: list[float]) -> list[str]:
    found = [one / other for one, other in zip(slow, fast, strict=True)]
    return [f"{one:.2f}" for one in (statistics.median(found), min(found), max(found))]


def main(count: int, rounds: int, *, with_otter: bool) -> None:
    """Measure every arm and print the tables."""
    print(machine(), f"\n{count} submissions of {NAME}, {rounds} rounds\n")
    marks: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="trilateral-benchmark-") as folder:
        place = make(Path(folder), count)
        measure, said = arms(Path(folder), with_otter=with_otter)
        costs: Costs = {name: [] for name in measure}
        for _ in range(rounds):
            for name, arm in measure.items():
                one, (many, marks[name]) = arm(place, 1)[0], arm(place, count)
                costs[name].append((one, many))
    print(figures(costs, count), "\n")
    print(ratios(costs, count), "\n")
    for name, found in marks.items():
        if found:
            other = {who: n for who, n in found.items() if round(n - marks[OURS][who], 2)}
            print(f"{name}: {len(found)} marked, {len(other)} unlike ours {other or ''}")
    print(said)


if __name__ == "__main__":
    nbformat.NO_CONVERT  # noqa: B018 -- imported before the clock starts
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="Example: uv run --all-extras python benchmarks/grading.py 30 3",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("count", type=int, nargs="?", default=30, help="submissions (30)")
    parser.add_argument("rounds", type=int, nargs="?", default=3, help="paired rounds (3)")
    parser.add_argument("--no-otter", action="store_true", help="leave otter-grader out")
    given = parser.parse_args()
    main(given.count, given.rounds, with_otter=not given.no_otter)
