"""A learner's feedback page passes axe, in both colour schemes, and asks the network nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.harness.page import PATIENCE
from tests.grading.classroom import ADA, NAME, graded, release
from tests.tiers import tiers
from trilateral.grading.book.entries import Entry, Grade
from trilateral.grading.reports.page import Work, page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
COMMENT = "# A good reason\n\n[More](https://a.example) ![x](https://a.example/x.png)\n\n- `x`"


@pytest.mark.parametrize("scheme", tiers(["light", "dark"], "light"))
def test_when_a_learner_opens_the_page_then_it_is_accessible_and_offline(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    held = (
        Grade("one", 0, 2, waiting=False),
        Grade("two", 3, 3, waiting=False),
        Grade("why", 3, 4, waiting=False, manual=True, comment=COMMENT),
    )
    work = Work(
        Entry("ada", NAME, held, penalty=1, late=60),
        graded("ada", 0, repairs=("one: this cell was changed.",), incidents=("It ran too long.",)),
        {"why": release().cells[4].source},
        titles={NAME: "Exercise 03: count", "one": "1. One `year`"},
    )
    file = tmp_path / "ada.html"
    file.write_text(page(ADA, [work]), encoding="utf-8")
    asked: list[str] = []
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    context.set_default_timeout(PATIENCE)
    shown = context.new_page()
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    shown.locator("summary").click()
    found = Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()
    assert asked == [file.as_uri()]
    shown.set_viewport_size({"width": 320, "height": 640})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
