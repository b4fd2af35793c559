"""The quiz's modules in Chromium, one page for each file of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness.page import PATIENCE
from tests.quiz.page import Modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def modules(browser: Browser, front_address: str) -> Iterator[Modules]:
    """Give a blank page that can import the modules."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(front_address)
    yield Modules(page)
    page.close()
