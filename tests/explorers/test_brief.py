"""The learner's brief: composed in the page, and written beside the notebook or offered to save."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.explorers.stage import Stage, sentence
from trilateral import evidence, explorers

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

HOSTILE = "Because <b>bold</b> | *stars* <script>alert(1)</script>"
SAID = {
    "note/brief/verdict": "contested",
    "note/brief/strong": "framework",
    "note/brief/weak": "catalyst",
    "note/brief/why": HOSTILE,
    "note/brief/doubt": "An order from before 2023.",
    "weight/synthesis/we-01/chain": "0.2",
    "weight/synthesis/we-01/habit": "0.8",
    "weight/synthesis/we-05/chain": "0.95",
    "weight/synthesis/we-05/habit": "0.8",
    "confidence/before/link-catalyst": "75",
    "confidence/after/link-catalyst": "25",
}
WRITTEN = "Your brief is written, beside this notebook."


class Outline(HTMLParser):
    """What a browser would load, and whether tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [str(v) for k, v in attrs if k == "src" or (k == "href" and tag == "link")]
        self.loads += [tag] if tag in {"script", "iframe", "object"} else []
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def press(part: Locator) -> None:
    part.get_by_role("button", name="Write my brief").click()


@pytest.fixture
def files(front: Page) -> dict[str, str]:
    """Write a brief and return its files."""
    stage = Stage(front, SAID)
    part = stage.show(explorers.brief())
    press(part)
    part.get_by_text(WRITTEN).wait_for()
    return stage.files


def test_when_the_brief_is_opened_offline_then_chart_and_sources_are_in_it(
    files: dict[str, str],
) -> None:
    assert set(files) == {"my_brief.html", "my_brief.md", "my_brief.svg"}
    page = Outline(files["my_brief.html"])
    assert (page.loads, page.open) == ([], [])
    assert files["my_brief.html"].count('role="img"') == 2
    for source in ("gma-2024-04-17-bk24", "detik-2026-04-20-afp", "dailyalpha-2026-04"):
        assert evidence.source(source).title in unescape(files["my_brief.html"])
        assert evidence.source(source).title in files["my_brief.md"].replace("\\", "")
    assert "](my_brief.svg)" in files["my_brief.md"]


def test_when_the_chart_is_a_file_of_its_own_then_any_reader_of_pictures_can_open_it(
    files: dict[str, str],
) -> None:
    root = ET.fromstring(files["my_brief.svg"])  # noqa: S314 -- our own drawing

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), int(root.get("height", "0")) > 100) == ("640", True)
    assert len(root.findall(".//{*}rect")) == 4


def test_when_a_brief_is_written_then_it_has_a_date_and_when_only_shown_it_has_none(
    front: Page, files: dict[str, str]
) -> None:
    dated = re.compile(r"\d{1,2} [A-Z][a-z]+ 20\d\d\. Article: ")
    part = front.locator(".part.brief")
    part.get_by_text("The brief as it stands").click()
    part.get_by_role("heading", name="Sources").wait_for()

    assert dated.search(files["my_brief.html"])
    assert dated.search(files["my_brief.md"])
    shown = part.locator("details").text_content() or ""
    assert "Article: " in shown
    assert not dated.search(shown)


def test_when_the_learner_writes_markup_then_page_and_preview_show_it_as_text(
    front: Page, files: dict[str, str]
) -> None:
    part = front.locator(".part.brief")
    part.get_by_text("The brief as it stands").click()
    part.get_by_role("heading", name="Sources").wait_for()

    assert HOSTILE in (part.locator("details").text_content() or "")
    assert part.locator("details :is(b, script)").count() == 0
    assert HOSTILE in unescape(files["my_brief.html"])
    assert "<script" not in files["my_brief.html"]
    assert r"\<b\>bold\</b\> \| \*stars\*" in files["my_brief.md"]


def test_when_evidence_is_cited_then_its_sources_stand_at_the_end(files: dict[str, str]) -> None:
    body, _, sources = files["my_brief.md"].partition("## Sources")

    addresses = re.findall(r"\]\((https?://[^)]+)\)", body)
    assert len(addresses) >= 4
    assert all(address in sources for address in addresses)


def test_when_nothing_was_said_then_no_brief_is_written_and_the_form_says_what_it_lacks(
    front: Page,
) -> None:
    stage = Stage(front)
    part = stage.show(explorers.brief())
    assert "The brief still lacks a judgement, the strongest link" in sentence(part)
    press(part)

    assert sentence(part).startswith("Nothing is written yet: the brief lacks a judgement,")
    assert stage.files == {}
    assert part.get_by_role("link").count() == 0


def test_when_some_is_said_then_the_brief_is_written_and_what_it_lacks_is_named(
    front: Page,
) -> None:
    stage = Stage(front)
    part = stage.show(explorers.brief())
    part.get_by_label("The weakest link").select_option("catalyst")
    press(part)

    part.get_by_text(f"{WRITTEN} It still lacks a judgement, the strongest link").wait_for()
    assert "Weakest link: Catalyst: coercion." in stage.files["my_brief.html"]


def test_when_a_brief_is_written_then_it_is_linked_and_the_next_day_still_is(front: Page) -> None:
    stage = Stage(front, SAID)
    part = stage.show(explorers.brief())
    press(part)
    part.get_by_text(WRITTEN).wait_for()
    again = stage.show(explorers.brief())

    for shown in (front.locator(".part.brief").first, again):
        link = shown.get_by_role("link", name="my_brief.html")
        link.wait_for()
        assert link.get_attribute("href") == "/files/my_brief.html"
    assert again.get_by_label("Why?").input_value() == HOSTILE


def test_when_no_server_takes_files_then_the_page_offers_them_to_be_saved(front: Page) -> None:
    part = Stage(front, SAID).show(explorers.brief(), writes=False)
    press(part)

    part.get_by_text("Your brief is ready. It could not be put beside this notebook").wait_for()
    with front.expect_download() as download:
        part.get_by_role("link", name="my_brief.md").click()
    assert download.value.suggested_filename == "my_brief.md"
    assert "## The accounts, weighed" in download.value.path().read_text("utf-8")
