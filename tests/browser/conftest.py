"""JupyterLab for the tests that need the real thing; Chromium comes from the conftest above."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.browser.harness.quiz import Opener, QuizPage
from tests.browser.harness.server import Server, copy_course, serve
from tests.tools import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
OLDEST = ROOT / ".venv-oldest"
QUIZZES = 7
"""On one page, for the tests of one file that each want one."""
TWINS = 2
"""Places of the last of them."""
NO_OLDEST = "No environment with the oldest JupyterLab:"
SYNC = ["sync", "--frozen", "--group", "oldest"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start JupyterLab on a copy of the course."""
    course = copy_course(ROOT, tmp_path_factory.mktemp("course"))
    with serve(course, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where pictures are kept for people to look at."""
    return ROOT / "artifacts"


@pytest.fixture
def quizzes(browser: Browser, server: Server, tmp_path: Path) -> Iterator[Opener]:
    """Open quizzes for a learner who is new."""
    opener = Opener(browser, server, tmp_path)
    yield opener
    opener.close()


@pytest.fixture(scope="module")
def sheet(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[QuizPage]]:
    """Show sample quizzes on one page, one for each test of a file; the last appears twice."""
    opener = Opener(browser, server, tmp_path_factory.mktemp("banks"))
    *samples, last = (opener.sample() for _ in range(QUIZZES))
    yield opener.sheet(*samples, last, last)
    opener.close()


@pytest.fixture
def quiz(sheet: list[QuizPage]) -> QuizPage:
    """Give a sample quiz that nobody has answered."""
    assert len(sheet) > TWINS, "More tests want a quiz of their own than there are: see QUIZZES."
    return sheet.pop(0)


@pytest.fixture
def twins(sheet: list[QuizPage]) -> list[QuizPage]:
    """Give a sample quiz that is on the page twice."""
    return sheet[-TWINS:]


@pytest.fixture(scope="session")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make the lock's oldest environment beside the usual one, and return its Python."""
    uv = shutil.which("uv")
    if uv is None:
        lacking(f"{NO_OLDEST} uv is not installed. Install it: `pip install uv`.")
    with FileLock(tmp_path_factory.getbasetemp().parent / "oldest.lock"):
        done = subprocess.run(
            [str(uv), *SYNC],
            cwd=ROOT,
            env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(OLDEST)},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        lacking(f"{NO_OLDEST} `uv {' '.join(SYNC)}` failed:\n{done.stderr}")
    return str(OLDEST / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
