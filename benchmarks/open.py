"""How long a learner waits for the course, and what each notebook weighs.

Starts JupyterLab as `trilateral lab` does, opens a lesson in headless Chromium, runs it, and says
when the server answered, the page stood, the kernel was ready and the first chart was drawn. Then
runs each notebook whole in a fresh kernel, as `trilateral tidy` does, and weighs it as saved.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from benchmarks.setting import ROOT, course, headless, lab, machine, table
from tests.browser.harness.page import CHART, OUTPUT, LabPage
from trilateral.notebook.execute import execute

EXAMPLE: Final = """example:
  uv run python benchmarks/open.py
  uv run python benchmarks/open.py --lesson 03_coercion --rounds 3
"""
GOALS: Final = "Goals: a notebook saved in <= 1.5 MB, run in <= 8 s, with <= 60 lines of code seen."
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


def opened(lesson: str) -> list[tuple[str, float]]:
    """Return what a learner waits for, with seconds since the command was given."""
    path = f"notebooks/{lesson}.ipynb"
    with course() as where, headless() as browser:
        start = time.perf_counter()
        moments: list[tuple[str, float]] = []

        def reached(what: str) -> None:
            moments.append((what, time.perf_counter() - start))

        with lab(where) as server:
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
            page.close()
    return moments


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
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = [[what, f"{seconds:.1f}"] for what, seconds in opened(options.lesson)]
    print(table([f"{options.lesson}, from the command on", "seconds"], rows), end="\n\n")
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    weights = [weighed(path, options.rounds) for path in notebooks]
    head = ["notebook", "MB saved", "s to run (best)", "lines seen", "charts"]
    print(table(head, [weight.row for weight in weights]))
    print(f"\n{GOALS}")


if __name__ == "__main__":
    main()
