"""What every test shares: patience with a busy machine, Chromium, the front end's modules in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.harness import chromium
from tests.browser.harness.front import serve_front
from tests.browser.harness.page import PATIENCE
from tests.tools import lacking
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

# Property tests judge what comes out, not how long a busy machine takes over it. This is on top of
# what Hypothesis does by itself, as in continuous integration.
settings.register_profile("course", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")
expect.set_options(timeout=PATIENCE)  # an assertion waits as long as anything else does


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium; without one, skip, or fail in continuous integration."""
    found = chromium.find()
    if found is None:
        lacking(chromium.MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=chromium.FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def front_address() -> Iterator[str]:
    """Serve the front end's modules beside a blank page."""
    with serve_front() as address:
        yield address


@pytest.fixture(scope="session")
def front_context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile for the front end's modules, so that they are fetched once."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def front(front_context: BrowserContext, front_address: str) -> Iterator[Page]:
    """Give a blank page that can import the front end's modules: ``import("/html.js")``."""
    page = front_context.new_page()
    page.goto(front_address)
    page.evaluate("() => localStorage.clear()")
    yield page
    page.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the web edition, once for all processes that test it."""
    from trilateral.site import build  # noqa: PLC0415 -- few tests need it, and it loads much

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "index.html").is_file():
            build(course_dir(), folder)
    return folder
