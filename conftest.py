"""Settings of every test run, notebooks included: nothing of the learner's, nothing left behind."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter

# nbval starts its kernels while it collects a notebook's first test, before any fixture would run,
# and hands them this process's environment.
_EMPTY = tempfile.TemporaryDirectory(prefix="trilateral-tests-")
os.environ["TRILATERAL_STATE"] = f"{_EMPTY.name}/state"
os.environ["IPYTHONDIR"] = f"{_EMPTY.name}/ipython"
os.environ["TRILATERAL_LEARNER"] = "model"  # whose variants saved notebooks show


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Remove the empty home, in each worker its own."""
    yield
    _EMPTY.cleanup()


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say how many tasks, wrong answers and other right answers the tests of tasks have proved."""
    kinds = Counter(
        name.removeprefix("proof of ")
        for report in terminalreporter.stats.get("passed", [])
        for name, _ in getattr(report, "user_properties", ())
        if name.startswith("proof of ")
    )
    if kinds:
        proved = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        terminalreporter.write_line(f"Proved: {proved}.")
