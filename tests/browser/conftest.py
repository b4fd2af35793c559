"""Chromium and JupyterLab for the tests that need the real thing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.harness import chromium
from tests.browser.harness.quiz import Opener, QuizPage
from tests.browser.harness.server import Server, copy_course, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium; without one, skip, or fail in continuous integration."""
    found = chromium.find()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=chromium.FLAGS)
        yield running
        running.close()


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


@pytest.fixture
def quiz(quizzes: Opener) -> QuizPage:
    """Give the sample quiz, in light."""
    return quizzes.open()
