"""What the course costs a learner: to install, to wait for, to hold in memory.

Installs what the README's first command installs, beside JupyterLab alone. In that environment it
starts JupyterLab as `trilateral lab` does, opens a lesson in headless Chromium, runs it, and says
when the server answered, the page stood, the kernel was ready and the first chart was drawn, the
first time and the next; then how much memory the kernel of the heaviest lesson holds. Then it runs
each notebook whole in a fresh kernel, as `trilateral tidy` does, and weighs it as saved. At last it
opens pages of the web edition as a phone would, beside the same lesson exported by nbconvert.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from benchmarks.install import Cost, cost, environments
from benchmarks.memory import kernel_megabytes
from benchmarks.setting import ROOT, course, headless, lab, machine, table
from benchmarks.web import on_the_web
from tests.browser.harness.page import CHART, OUTPUT, LabPage
from trilateral.notebook.execute import execute

EXAMPLE: Final = """example:
  uv run python benchmarks/open.py
  uv run python benchmarks/open.py --lesson 03_coercion --rounds 3
  uv run --group dev python benchmarks/open.py --web
"""
HEAVY: Final = "03_coercion"
"""The lesson whose kernel is weighed: it has a map, intervals, a quiz and five charts."""
GOALS: Final = (
    "Goals: <= 116 packages, 140 MB down, 470 MB on disk before anything ran; the kernel of "
    f"{HEAVY} <= 180 MB;\na notebook saved in <= 1.5 MB, run in <= 8 s, with <= 60 lines of code "
    "seen."
)
DRAWN: Final = f"{CHART} svg.marks"


@dataclass(frozen=True)
class Weight:
    """One notebook as saved and as run."""

    name: str
    megabytes: float
    seconds: float
    """From no kernel to the last cell's end; the best of the rounds."""
    lines: int
    """Lines of code in cells that are not folded away."""
    charts: int

    @property
    def row(self) -> list[str]:
        """The cells of a table's row."""
        figures = (f"{self.megabytes:.2f}", f"{self.seconds:.1f}", f"{self.lines}")
        return [self.name, *figures, f"{self.charts}"]


@dataclass(frozen=True)
class Opening:
    """A lesson opened, and run whole in a live JupyterLab."""

    moments: dict[str, float]
    """What a learner waits for, with seconds since the command was given."""
    kernel: float | None
    """Megabytes that the kernel holds at the end (its proportional set size), where Linux tells."""


def opened(lesson: str, python: str) -> Opening:
    """Open a lesson in the JupyterLab of a Python's environment, and run it."""
    path = f"notebooks/{lesson}.ipynb"
    with course() as where, headless() as browser:
        start = time.perf_counter()
        moments: dict[str, float] = {}

        def reached(what: str) -> None:
            moments[what] = time.perf_counter() - start

        with lab(where, python) as server:
            reached("JupyterLab answers")
            page = LabPage.new(browser, server)
            page.page.goto(server.url(path))
            page.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
            reached("the lesson's text is on screen")
            page.page.locator(DRAWN).first.wait_for(timeout=60_000)
            reached("its first chart is on screen, as saved")
            page.ready()
            reached("the kernel is ready")
            clear = "() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"
            page.page.evaluate(clear)
            page.page.locator(OUTPUT).first.wait_for(state="detached")
            page.start_all()
            page.page.locator(DRAWN).first.wait_for(timeout=120_000)
            reached("its first chart is drawn by this kernel")
            page.finish()
            reached("every cell has run and every chart is drawn")
            kernel = kernel_megabytes(page)
            page.close()
    return Opening(moments, kernel)


def installed(ours: Cost, plain: Cost) -> str:
    """Return the table of what either installation costs."""
    kinds = {
        "packages": "packages",
        "down": "MB down (files that fit this machine)",
        "disk": "MB on disk, nothing compiled",
        "started": "MB on disk after JupyterLab's first start",
    }
    pairs = [(words, getattr(ours, kind), getattr(plain, kind)) for kind, words in kinds.items()]
    rows = [[words, f"{a:.0f}", f"{b:.0f}", f"{a / b:.2f}"] for words, a, b in pairs]
    return table(["installation", "the course", "JupyterLab alone", "ratio"], rows)


def waits(lesson: str, first: Opening, again: Opening) -> str:
    """Return the table of a lesson's moments."""
    rows = [[what, f"{s:.1f}", f"{again.moments[what]:.1f}"] for what, s in first.moments.items()]
    return table([f"{lesson}, from the command on", "s, first run", "s, next run"], rows)


def weighed(path: Path, rounds: int) -> Weight:
    """Return what a notebook weighs and how long it runs in a fresh kernel."""
    saved = nbformat.read(path, as_version=4)
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        execute(nbformat.read(path, as_version=4), path)
        taken.append(time.perf_counter() - start)
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    seen = [cell for cell in code if not cell.metadata.get("jupyter", {}).get("source_hidden")]
    outputs = [output.get("data", {}) for cell in code for output in cell.outputs]
    return Weight(
        name=path.stem,
        megabytes=path.stat().st_size / 1e6,
        seconds=min(taken),
        lines=sum(bool(line.strip()) for cell in seen for line in cell.source.splitlines()),
        charts=sum(any("vegalite" in kind for kind in data) for data in outputs),
    )


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lesson", default="00_start_here", help="lesson to open in JupyterLab")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each notebook (3)")
    parser.add_argument("--web", action="store_true", help="measure the web edition alone")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a learner's Python keeps what it compiles
    print(machine(), end="\n\n")
    if options.web:
        print(on_the_web(HEAVY, options.rounds))
        return
    with environments() as (ours, plain):
        print(installed(cost(ours), cost(plain)), end="\n\n")
        first, again = (opened(options.lesson, ours.python) for _ in range(2))
        print(waits(options.lesson, first, again), end="\n\n")
        kernel = opened(HEAVY, ours.python).kernel
    held = "not measured: only Linux tells" if kernel is None else f"{kernel:.0f} MB"
    print(f"Memory of the kernel with {HEAVY} run: {held}.", end="\n\n")
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    weights = [weighed(path, options.rounds) for path in notebooks]
    head = ["notebook", "MB saved", "s to run (best)", "lines seen", "charts"]
    print(table(head, [weight.row for weight in weights]))
    print(f"\n{GOALS}\n")
    print(on_the_web(HEAVY, options.rounds))


if __name__ == "__main__":
    main()
