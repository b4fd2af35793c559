"""The page that sets another story beside the article: composed in the page, and written."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.explorers.stage import Stage, sentence
from tests.explorers.test_brief import HOSTILE, Outline
from trilateral import evidence, explorers

if TYPE_CHECKING:
    from collections.abc import Hashable

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

CHAIN = evidence.claims("brakes")
SAID = {
    "note/beside/story": "brakes",
    "note/beside/strong": CHAIN[1].id,
    "note/beside/weak": CHAIN[5].id,
    "note/beside/test": HOSTILE,
    "note/beside/beside": "It explains the law; the article explains why then.",
    "note/beside/doubt": "A vote of the Diet on exports.",
    f"verdict/first/{CHAIN[1].id}": "supported",
}
WRITTEN = "Your page is written, beside this notebook."


def press(part: Locator) -> None:
    part.get_by_role("button", name="Write my page").click()


@pytest.fixture
def files(front: Page) -> dict[str, str]:
    """Write a page and return its files."""
    stage = Stage(front, SAID)
    part = stage.show(explorers.beside())
    press(part)
    part.get_by_text(WRITTEN).wait_for()
    return stage.files


def test_when_the_page_is_opened_offline_then_both_stories_and_their_works_are_in_it(
    files: dict[str, str],
) -> None:
    assert set(files) == {"my_page.html", "my_page.md"}
    page = Outline(files["my_page.html"])
    assert (page.loads, page.open) == ([], [])
    rows = evidence.load("stories").to_dict("records")
    stories: dict[str, dict[Hashable, Any]] = {row["id"]: row for row in rows}
    for text in files.values():
        shown = unescape(text).replace("\\", "")
        for story in ("article", "brakes"):
            assert stories[story]["says"] in shown
            for source in stories[story]["source_ids"]:
                assert evidence.source(source).title in shown
        assert stories["taiwan"]["says"] not in shown
        assert f"Stands best: {CHAIN[1].claim}" in shown
        assert f"{CHAIN[1].claim} First judgement: supported." in shown
        assert CHAIN[1].why not in shown  # the ledger's verdict is the lesson's to open


def test_when_the_learner_writes_markup_then_the_page_shows_it_as_text(
    files: dict[str, str],
) -> None:
    assert HOSTILE in unescape(files["my_page.html"])
    assert "<script" not in files["my_page.html"]
    assert r"\<b\>bold\</b\> \| \*stars\*" in files["my_page.md"]


def test_when_no_story_is_chosen_then_nothing_is_written_and_the_sentence_says_why(
    front: Page,
) -> None:
    stage = Stage(front)
    part = stage.show(explorers.beside())
    assert sentence(part).startswith("Choose the story you took")

    press(part)

    part.get_by_text("Nothing is written yet: choose the story you took.").wait_for()
    assert stage.files == {}


def test_when_another_story_is_chosen_then_its_claims_are_offered_and_the_old_choice_is_gone(
    front: Page,
) -> None:
    stage = Stage(front, SAID)
    part = stage.show(explorers.beside())
    best = part.get_by_label("Its claim that holds up best")
    assert best.input_value() == CHAIN[1].id

    part.get_by_label("The story you took").select_option("taiwan")

    offered = best.locator("option").evaluate_all("all => all.map(o => o.value)")
    assert offered == ["", *(claim.id for claim in evidence.claims("taiwan"))]
    assert best.input_value() == ""
    assert "The page still lacks its best claim, its worst claim" in sentence(part)


def test_when_the_page_lacks_something_then_it_is_written_and_says_what(front: Page) -> None:
    stage = Stage(front, {"note/beside/story": "circles"})
    part = stage.show(explorers.beside())

    press(part)

    part.get_by_text(f"{WRITTEN} It still lacks its best claim").wait_for()
    assert "Nothing written yet." in stage.files["my_page.html"]


def test_when_the_folder_takes_no_files_then_the_page_is_offered_to_be_saved(front: Page) -> None:
    part = Stage(front, SAID).show(explorers.beside(), writes=False)

    press(part)

    part.get_by_text("Your page is ready. It could not be put beside this notebook").wait_for()
    assert part.locator(".files a[download]").count() == 2
