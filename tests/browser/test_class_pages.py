"""The class's three pages in each state that the protocol's examples have, without a server."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.harness.class_pages import EXAMPLES, FRONT, ClassPage, Kind
from tests.tools import tsc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.harness.page import Theme

KINDS: Final[tuple[Kind, ...]] = ("phone", "desk", "screen")
TYPES: Final = {"phone": "PhoneView", "desk": "DeskView", "screen": "ScreenView"}
RICHEST: Final = {
    "phone": ("vote first", "predict revealed", "simulation round-1", "share asked"),
    "desk": ("vote discuss", "words open"),
    "screen": ("vote revealed", "predict revealed"),
}
"""States that together have every control and every picture of their page."""
SECRET: Final = EXAMPLES["join"]["key"]
_OVER: Final = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def opened() -> Iterator[list[ClassPage]]:
    """Collect pages, and close them when the test is over."""
    pages: list[ClassPage] = []
    yield pages
    for page in pages:
        page.close()


def example(kind: str, name: str) -> dict[str, Any]:
    """Return a view with a tag of its own, and two minutes left where there is a clock."""
    envelope: dict[str, Any] = json.loads(json.dumps(EXAMPLES[kind][name]))
    ends = envelope["view"]["step"].get("ends")
    return {**envelope, "tag": name, "now": ends - 120 if ends else envelope["now"]}


def violations(page: Page) -> str:
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ""


def walk(made: ClassPage, kind: Kind, names: list[str]) -> Iterator[str]:
    """Show one state after the other in the same page."""
    for place, name in enumerate(names):
        if place:
            made.give(example(kind, name))
            made.page.locator(f'body[data-tag="{name}"]').wait_for()
        else:
            made.open(kind, example(kind, name))
        yield name


@pytest.mark.parametrize("kind", KINDS)
def test_when_a_page_is_as_narrow_as_a_phone_then_no_state_scrolls_sideways(
    browser: Browser, opened: list[ClassPage], kind: Kind
) -> None:
    made = ClassPage.new(browser, width=320)
    opened.append(made)
    for name in walk(made, kind, list(EXAMPLES[kind])):
        assert made.page.evaluate(_OVER) <= 0, name


def test_when_text_is_twice_as_large_then_the_phone_still_fits(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser, width=320)
    opened.append(made)
    for place, name in enumerate(walk(made, "phone", list(EXAMPLES["phone"]))):
        if not place:
            made.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert made.page.evaluate(_OVER) <= 0, name


@pytest.mark.parametrize("kind", KINDS)
def test_when_a_rich_state_is_shown_then_axe_finds_nothing(
    browser: Browser, opened: list[ClassPage], kind: Kind
) -> None:
    made = ClassPage.new(browser, width=360 if kind == "phone" else 1366)
    opened.append(made)
    for name in walk(made, kind, list(RICHEST[kind])):
        assert violations(made.page) == "", name


@pytest.mark.matrix
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_when_any_state_is_shown_in_any_theme_then_axe_finds_nothing(
    browser: Browser, opened: list[ClassPage], artifacts: Path, kind: Kind, theme: Theme
) -> None:
    made = ClassPage.new(browser, theme, width=360 if kind == "phone" else 1366, height=768)
    opened.append(made)
    folder = artifacts / "class"
    for name in walk(made, kind, list(EXAMPLES[kind])):
        made.page.screenshot(path=folder / f"{kind}-{name}-{theme}.png", full_page=True)
        assert violations(made.page) == "", name


def test_when_the_network_is_away_then_a_vote_waits_on_the_phone_and_says_so(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser)
    opened.append(made)
    envelope = example("phone", "vote first")
    envelope["view"]["step"]["mine"] = {}
    made.open("phone", envelope)
    page = made.page
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".standing")).to_have_text("Choose an answer first.")
    made.statuses["/api/act"] = 0
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".standing")).to_contain_text("Waiting for the network; kept on this phone")
    made.reload()  # the phone was put away, and is taken out again
    made.give(envelope)
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.locator(".standing")).to_contain_text("Waiting for the network")
    assert made.sent == []
    made.statuses["/api/act"] = 503
    expect(page.locator(".standing")).to_contain_text("The class is full")
    del made.statuses["/api/act"]
    expect(page.locator(".standing")).to_have_text("Sent and kept. Your answer: B")
    assert [act["n"] for act in made.sent] == [1]


def test_when_a_vote_did_not_count_then_the_phone_says_why_wherever_the_class_is(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser)
    opened.append(made)
    made.reply = EXAMPLES["reply"]["too late"]
    made.statuses["/api/act"] = 0
    made.open("phone", example("phone", "words open"))
    page = made.page
    page.get_by_role("textbox").fill("<b>loud</b>")
    page.get_by_role("button", name="Send the changed answer").click()
    made.give(example("phone", "over"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The class is over")
    del made.statuses["/api/act"]
    notice = page.get_by_role("region", name="Notices")
    expect(notice).to_contain_text("Not counted: One word.")
    expect(notice.locator("blockquote")).to_have_text("<b>loud</b>")
    notice.get_by_role("button", name="I have read this").click()
    expect(notice).to_be_hidden()


def test_when_another_class_has_begun_then_nothing_of_the_one_before_is_sent_to_it(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser)
    opened.append(made)
    made.statuses["/api/act"] = 0
    made.open("phone", example("phone", "vote second"))
    page = made.page
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Send my answer").click()
    made.statuses["/api/phone"] = 401
    made.statuses["/api/act"] = 401
    made.reload()
    expect(page.get_by_role("alert")).to_contain_text("was not sent")
    del made.statuses["/api/phone"], made.statuses["/api/act"]
    made.view = example("phone", "join")
    page.get_by_role("button", name="Join the class").click()
    expect(page.locator("#seat strong")).to_have_text("amber otter")
    [joined] = made.sent
    assert set(joined) == {"key"}
    assert joined["key"] != EXAMPLES["join"]["key"]


def test_when_a_draft_is_typed_and_the_page_reloads_then_the_words_are_still_there(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser)
    opened.append(made)
    made.open("phone", example("phone", "simulation round-1"))
    page = made.page
    page.get_by_label("Your message").fill("Half a sentence")
    made.give({**example("phone", "simulation round-1"), "tag": "again"})
    expect(page.get_by_label("Your message")).to_be_focused()  # a newer view moves nobody
    made.reload()
    made.give(example("phone", "simulation round-1"))
    expect(page.get_by_label("Your message")).to_have_value("Half a sentence")
    page.get_by_role("button", name="Send this message").click()
    expect(page.locator(".standing").first).to_have_text("Choose whom you write to first.")
    page.get_by_label("To", exact=True).select_option("beijing")
    page.get_by_role("button", name="Send this message").click()
    expect(page.get_by_label("Your message")).to_have_value("")
    assert made.sent == [
        {"n": 1, "do": "send", "step": "blockade", "to": "beijing", "text": "Half a sentence"}
    ]


def test_when_the_desk_removes_a_seat_or_closes_then_it_asks_first(
    browser: Browser, opened: list[ClassPage]
) -> None:
    made = ClassPage.new(browser, width=1366, height=768)
    opened.append(made)
    made.open("desk", example("desk", "exit closed"))
    page = made.page
    assert SECRET not in page.url
    expect(page.locator("#forward")).to_contain_text("Close the class")  # where the plan ends
    page.keyboard.press("ArrowRight")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("12 of 31 agreed that they are kept, 1 said no; it takes all.")
    expect(dialog.get_by_role("button", name="Not now")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.get_by_text("Seats (2)").click()
    page.get_by_role("button", name="Take out blue heron").click()
    page.keyboard.press("Escape")
    assert made.sent == []
    page.get_by_role("button", name="Take out blue heron").click()
    page.get_by_role("button", name="Take out", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert made.sent == [{"do": "remove", "seat": "blue heron"}]


def test_when_students_write_markup_then_each_page_shows_it_as_text(
    browser: Browser, opened: list[ClassPage]
) -> None:
    shown: tuple[tuple[Kind, str, str], ...] = (
        ("desk", "words open", ".written"),
        ("screen", "words closed", ".words"),
    )
    for kind, name, place in shown:
        made = ClassPage.new(browser, width=1366)
        opened.append(made)
        made.open(kind, example(kind, name))
        expect(made.page.locator(f"{place} li").first).to_contain_text("<b>fragile</b>")
        assert made.page.locator(f"{place} b").count() == 0


def test_when_the_examples_are_read_then_they_fit_the_types_of_the_pages(tmp_path: Path) -> None:
    types = f'import("{FRONT.as_posix()}/class/types.js")'
    lines = ["// @ts-check"]
    for kind, view in TYPES.items():
        for number, envelope in enumerate(EXAMPLES[kind].values()):
            named = f"{types}.Envelope<{types}.{view}>"
            lines.append(
                f"/** @type {{{named}}} */ export const {kind}{number} = {json.dumps(envelope)};"
            )
    for kind, act in (("phone_acts", "PhoneAct"), ("desk_acts", "DeskAct")):
        for number, each in enumerate(EXAMPLES[kind].values()):
            lines.append(
                f"/** @type {{{types}.{act}}} */ export const {kind}{number} = {json.dumps(each)};"
            )
    (tmp_path / "data.js").write_text("\n".join(lines), "utf-8")
    options = {
        "extends": str(FRONT / "tsconfig.json"),
        "compilerOptions": {"noUnusedLocals": False},
        "include": [],
        "files": [str(tmp_path / "data.js")],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(options), "utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    done = subprocess.run(
        [tsc(), "--project", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[:6000]
