"""Forty students, some of them real pages in Chromium, through the whole of lesson 03."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Error, async_playwright

from tests.browser.harness.chromium import FLAGS, find
from tests.classroom.phones import Crowd, Served, alive, run, whole_class
from trilateral.classroom.keeping import started
from trilateral.classroom.network import free_port
from trilateral.classroom.preparing import prepare

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.browser
PAGES = 6
PLAIN = 34
MEGABYTES = 150
_ANSWER = """() => {
  for (const form of document.querySelectorAll("main form")) {
    const send = form.querySelector("button[type=submit]");
    if (!form.offsetParent || !send || send.getAttribute("aria-disabled") === "true") continue;
    const tick = form.querySelector("input[type=radio], input[type=checkbox]");
    if (tick && !form.querySelector(":checked")) tick.click();
    const text = form.querySelector("textarea");
    if (text && !text.value) {
      text.value = "<b>From a page</b>";
      text.dispatchEvent(new Event("input", {bubbles: true}));
    }
    send.click();
  }
}"""
"""What a hand does on whatever is open: choose, write, send."""


@pytest.mark.matrix
@pytest.mark.skipif(not alive(), reason="needs /proc")
def test_when_some_of_forty_are_pages_then_the_whole_plan_goes_through_and_a_kill_loses_nothing(
    tmp_path: Path, artifacts: Path
) -> None:
    served = Served(started(tmp_path, prepare("03"), free_port()))
    served.start()
    served.wait()
    try:
        (artifacts / "class").mkdir(parents=True, exist_ok=True)
        room = run(_class(served, artifacts / "class"))
        state, unread = served.kept.read()
        assert (unread, len(state.seats)) == (0, PAGES + PLAIN)
        assert {len(given) for given in state.answers.values()} == {PAGES + PLAIN}
        assert room.visited[-1] == ("exit", "closed")
        assert served.peak() < MEGABYTES
        print(f"{served.peak():.0f} MB; latencies {sorted(room.latencies)}")  # noqa: T201
    finally:
        served.kill()


async def _class(served: Served, artifacts: Path) -> Crowd:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=FLAGS)
        wrong: list[str] = []
        students = [await _page(browser, served.home, wrong) for _ in range(PAGES)]
        screen = await _page(browser, f"{served.home}screen", wrong)
        desk = await _page(browser, f"{served.home}desk#{served.kept.desk.secret}", wrong)
        for page in students:
            await page.get_by_role("button", name="Join the class").click()
        hands = [asyncio.create_task(_takes_part(page)) for page in students]
        room = await whole_class(served, PLAIN, ("silence", "second"), PAGES)
        for hand in hands:
            hand.cancel()
        for name, page in (("phone", students[0]), ("screen", screen), ("desk", desk)):
            await page.get_by_text("Exit ticket").first.wait_for()
            await page.screenshot(path=artifacts / f"forty-{name}.png")
        assert "#" not in desk.url  # the secret has left the address
        await browser.close()
        assert wrong == []
        return room


async def _page(browser: Browser, address: str, wrong: list[str]) -> Page:
    context = await browser.new_context(viewport={"width": 1366, "height": 768})
    page = await context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None,
    )
    await page.goto(address)
    return page


async def _takes_part(page: Page) -> None:
    with suppress(Error):  # the browser is closed when the class is over
        while True:
            await page.evaluate(_ANSWER)
            await asyncio.sleep(0.3)
