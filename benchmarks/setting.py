"""Where a benchmark runs: a real JupyterLab in a headless Chromium, and the machine under both."""

from __future__ import annotations

import contextlib
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.browser.harness import chromium
from tests.browser.harness.server import copy_course, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Times:
    """Milliseconds of many events of one kind."""

    values: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """What 95 of 100 events do not exceed."""
        return statistics.quantiles(self.values, n=20, method="inclusive")[-1]


def machine(browser: Browser | None = None) -> str:
    """Return one line on the machine, its load and the versions that matter."""
    names = ("jupyterlab", "ipywidgets", "anywidget", "altair", "pandas")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    seen = f", Chromium {browser.version}" if browser else ""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), load {load} at the start, "
        f"Python {platform.python_version()}, {versions}{seen}"
    )


@contextlib.contextmanager
def headless() -> Iterator[Browser]:
    """Start the system's Chromium, or end the program saying how to get it."""
    found = chromium.find()
    if found is None:
        sys.exit(chromium.MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=chromium.FLAGS)
        yield running
        running.close()


@contextlib.contextmanager
def course() -> Iterator[Path]:
    """Copy the course to a folder that goes away after."""
    with tempfile.TemporaryDirectory(prefix="trilateral-benchmark-") as folder:
        yield copy_course(ROOT, Path(folder) / "course")


@contextlib.contextmanager
def lab(where: Path, python: str = sys.executable) -> Iterator[Server]:
    """Start a Python's JupyterLab on a course, from an empty home."""
    with (
        tempfile.TemporaryDirectory(prefix="trilateral-home-") as home,
        serve(where, Path(home), python) as server,
    ):
        yield server


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text, the first column to the left and the others to the right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in [head, ["-" * w for w in widths], *rows]
    ]
    return "\n".join(lines)
