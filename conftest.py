"""Settings of every test run, notebooks included: nothing of the learner's, nothing left behind.

Tests come in two tiers. The first is what every change needs; what only repeats it in another
version, lesson, assignment, kernel, user, width or theme, or takes long, is marked ``matrix`` and
runs with ``--matrix``.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter
    from xdist.workermanage import WorkerController

# nbval starts its kernels while it collects a notebook's first test, before any fixture would run,
# and hands them this process's environment.
_EMPTY = tempfile.TemporaryDirectory(prefix="trilateral-tests-")
os.environ["TRILATERAL_STATE"] = f"{_EMPTY.name}/state"
os.environ["IPYTHONDIR"] = f"{_EMPTY.name}/ipython"
os.environ["TRILATERAL_STILLS"] = "1"  # saved notebooks hold a still of each chart
os.environ["TRILATERAL_LEARNER"] = "model"  # whose variants saved notebooks show

# What a shell runs in the background ignores Ctrl+C, and so would the servers that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


collect_ignore = ["src/trilateral/deploy/room/start.py"]
"""A pack's own script: it is copied beside the settings that it reads, and runs there alone."""
FIRST = "03_coercion"
"""The assignment whose solution and exercise run as notebooks in the first tier.

All lessons run there, and each answer of every assignment is tested in `tests/tasks`.
"""
_LEFT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch for the second tier."""
    parser.addoption(
        "--matrix",
        action="store_true",
        help="also test in every version, lesson, assignment, kernel ABI, user, width and theme",
    )


@pytest.hookimpl(trylast=True)  # after -k and -m
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the second tier, unless it is asked for.

    A name with an address in it is refused: two workers would collect two tests by it, and none
    would run.
    """
    if strange := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        message = f"{strange[0]} has an address in its name. Name its cases with `ids`."
        raise pytest.UsageError(message)
    for item in items:
        *_, kind, assignment, name = ("", *item.path.parts)
        if kind in ("solutions", "exercises") and name.endswith(".ipynb") and assignment != FIRST:
            item.add_marker("matrix")
    if config.getoption("matrix"):
        return
    left = [item for item in items if item.get_closest_marker("matrix")]
    items[:] = [item for item in items if not item.get_closest_marker("matrix")]
    config.hook.pytest_deselected(items=left)
    config.stash[_LEFT] = len(left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the process that reports know what a worker has left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left"] = session.config.stash.get(_LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Take from a worker how many tests were left out: each worker collects all of them."""
    left = getattr(node, "workeroutput", {}).get("left", 0)
    node.config.stash[_LEFT] = max(left, node.config.stash.get(_LEFT, 0))


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Remove the empty home, in each worker its own."""
    yield
    _EMPTY.cleanup()


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Say what the tests of tasks have proved, and how many tests were left for ``--matrix``."""
    kinds = Counter(
        name.removeprefix("proof of ")
        for report in terminalreporter.stats.get("passed", [])
        for name, _ in getattr(report, "user_properties", ())
        if name.startswith("proof of ")
    )
    if kinds:
        proved = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        terminalreporter.write_line(f"Proved: {proved}.")
    for report in terminalreporter.stats.get("passed", []):
        for name, said in getattr(report, "user_properties", ()):
            if name == "silence":
                terminalreporter.write_line(str(said))
    if left := config.stash.get(_LEFT, 0):
        terminalreporter.write_line(f"Tests left for --matrix: {left}.")
