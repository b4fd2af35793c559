"""A class as it is held: the real server, a desk, a projector and phones in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.harness.page import PATIENCE
from tests.classroom.phones import Served, alive
from trilateral.classroom.keeping import started
from trilateral.classroom.network import free_port
from trilateral.classroom.preparing import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not alive(), reason="needs /proc")]

STEP: Final = "silence"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    """Hold a class of lesson 03."""
    served = Served(started(tmp_path, prepare("03"), free_port()))
    served.start()
    served.wait()
    yield served
    served.kill()


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Open pages in profiles of their own; nothing may go wrong in their scripts."""
    opened = Pages(browser)
    yield opened
    opened.close()


class Pages:
    """The pages of one test."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.opened: list[Page] = []
        self.errors: list[str] = []

    def open(self, address: str, width: int, height: int) -> Page:
        """Open a page as wide as a phone, a laptop or a projector."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        page.goto(address)
        self.opened.append(page)
        return page

    def phone(self, room: Served) -> Page:
        """Open a phone and join by keyboard."""
        page = self.open(room.home, 360, 740)
        page.get_by_role("button", name="Join the class").press("Enter")
        page.locator("#seat strong").wait_for()
        return page

    def close(self) -> None:
        """Close all pages."""
        for page in self.opened:
            page.context.close()
        assert self.errors == []

    def _note(self, message: Any) -> None:  # noqa: ANN401 -- of Playwright
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)


def clean(page: Page) -> None:
    """See that axe finds nothing in the page."""
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


def go(desk: Page, to: str) -> None:
    """Press the desk's one key until its main button says where the class is to be."""
    button = desk.locator("#forward")
    for _ in range(12):
        words = button.inner_text()
        desk.keyboard.press("ArrowRight")
        expect(button).not_to_contain_text(words.removesuffix("\u2192").strip())
        desk.wait_for_timeout(950)  # a second press within that time is taken for a slip
        if to in words:
            return
    pytest.fail(f"The desk never came to {to!r}.")


def answer(phone: Page, place: int) -> None:
    """Choose an answer and send it, by keyboard alone."""
    phone.get_by_role("radio").nth(place).focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    if phone.evaluate("document.activeElement.tagName") != "BUTTON":
        pytest.fail("Tab did not lead from the answers to the button.")
    phone.keyboard.press("Enter")


def test_when_a_class_votes_twice_then_no_vote_is_lost_and_the_projector_shows_both(
    room: Served, pages: Pages, artifacts: Path
) -> None:
    desk = pages.open(f"{room.home}desk#{room.kept.desk.secret}", 1366, 768)
    screen = pages.open(f"{room.home}screen", 1920, 1080)
    phone = pages.phone(room)
    seat = phone.locator("#seat strong").inner_text()
    expect(desk.locator("#room")).to_contain_text("1 joined")
    assert room.kept.desk.secret not in desk.url
    desk.locator("#forward").wait_for()

    desk.locator(f"[data-key=go-{STEP}]").press("Enter")  # without the steps before it
    expect(screen.locator("main h1")).to_have_text("Can a record show what came before it?")
    go(desk, "Open the first vote")
    answer(phone, 0)
    expect(phone.locator(".standing")).to_have_text("Sent and kept. Your answer: A")
    expect(screen.locator("#counts")).to_contain_text("1 of 1 answered")
    assert screen.locator(".tally").count() == 0
    clean(screen)

    phone.reload()  # the seat and the vote are the same
    expect(phone.locator("#seat strong")).to_have_text(seat)
    expect(phone.get_by_role("radio").first).to_be_checked()
    clean(phone)

    go(desk, "Close the first vote")
    expect(phone.locator("main")).to_contain_text("Talk with somebody near you")
    expect(desk.locator(".tally")).to_be_visible()  # the desk alone
    assert screen.locator(".tally").count() == 0
    assert phone.locator(".tally").count() == 0
    clean(desk)

    go(desk, "Open the second vote")
    phone.get_by_role("radio").first.wait_for()
    room.kill()
    answer(phone, 1)
    expect(phone.locator(".standing")).to_contain_text(
        "Waiting for the network; kept on this phone"
    )
    room.start()
    room.wait()
    expect(phone.locator(".standing")).to_have_text("Sent and kept. Your answer: B")
    expect(screen.locator("#counts")).to_contain_text("1 of 1 answered")

    go(desk, "Close the second vote")
    expect(screen.locator(".bar.before").first).to_be_visible()
    go(desk, "Show the right answer")
    expect(screen.locator(".is-right")).to_have_count(1)
    expect(phone.locator(".yours")).to_have_text("Your answers: first A, second B")
    answers = room.kept.read()[0].answers
    assert [len(given) for slot, given in answers.items() if slot.step == STEP] == [1, 1]
    for name, page in (("phone", phone), ("screen", screen), ("desk", desk)):
        page.screenshot(path=artifacts / "class" / f"revealed-{name}.png")
