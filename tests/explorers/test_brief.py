from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from trilateral import evidence, explorers
from trilateral.errors import BriefError
from trilateral.explorers.brief import compose, write_brief
from trilateral.explorers.brief_pages import as_html, as_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.explorers import Explorer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records and a working folder of its own for each test."""
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path / "state"))
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    return tmp_path


def filled() -> Explorer:
    weigher = explorers.weigh()
    for piece, chain in (("we-01", "0.2"), ("we-05", "0.95")):
        weigher.values = {**weigher.values, "piece": piece}
        weigher.values = {**weigher.values, "chain": chain, "habit": "0.8"}
    early, late = explorers.rate("before"), explorers.rate("after")
    early.values = {**early.values, "link-catalyst": "75"}
    late.values = {**late.values, "link-catalyst": "25"}
    shown = explorers.brief()
    said = {"verdict": "contested", "strong": "framework", "weak": "catalyst", "why": "Because <b>"}
    shown.values = {**shown.values, **said}
    return shown


class Page(HTMLParser):
    """What a browser would load, and whether tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [str(v) for k, v in attrs if k == "src" or (k == "href" and tag == "link")]
        self.loads += [tag] if tag in {"script", "iframe", "object"} else []
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def test_when_the_button_is_pressed_then_the_files_lie_beside_the_notebook(home: Path) -> None:
    shown = filled()
    assert not list((home / "lessons").iterdir())
    shown.values = {**shown.values, "write": 1}

    names = {path.name for path in (home / "lessons").iterdir()}
    assert names == {"my_brief.html", "my_brief.md", "my_brief.svg"}
    assert "Your brief is written: my_brief.html" in shown.summary
    assert str(home / "lessons") in shown.summary


def test_when_the_brief_is_opened_offline_then_chart_and_sources_are_in_it() -> None:
    filled()
    html, markdown, picture = write_brief(compose())
    text = html.read_text(encoding="utf-8")

    page = read(text)
    assert (page.loads, page.open) == ([], [])
    assert text.count("<svg") == 2
    for source in ("gma-2024-04-17-bk24", "detik-2026-04-20-afp", "dailyalpha-2026-04"):
        assert evidence.source(source).title in text
        assert evidence.source(source).title in markdown.read_text(encoding="utf-8")
    assert f"]({picture.name})" in markdown.read_text(encoding="utf-8")
    assert picture.read_text(encoding="utf-8").startswith("<svg xmlns=")


def test_when_a_brief_is_shown_then_it_has_no_date_and_when_written_it_has() -> None:
    today = datetime.now(UTC).astimezone().date()
    dated = f"{today.day} {today:%B %Y}. Article: "
    assert "<p>Article: " in filled().html
    html, markdown, _ = write_brief(compose())
    assert dated in html.read_text(encoding="utf-8")
    assert dated in markdown.read_text(encoding="utf-8")


def test_when_the_learner_writes_markup_then_the_page_shows_it_as_text() -> None:
    filled()
    assert "Because &lt;b&gt;" in as_html(compose())


def test_when_evidence_is_cited_then_its_sources_stand_at_the_end() -> None:
    filled()
    text = as_markdown(compose(), "x.svg")
    body, _, sources = text.partition("## Sources")

    addresses = re.findall(r"\]\((https?://[^)]+)\)", body)
    assert len(addresses) >= 4
    assert all(address in sources for address in addresses)


def test_when_nothing_was_done_then_the_brief_says_what_it_lacks() -> None:
    shown = explorers.brief()

    assert "The brief still lacks a judgement" in shown.summary
    assert "Nothing was weighed." in shown.html


def test_when_the_lesson_is_opened_again_then_the_words_are_there() -> None:
    filled()
    again = explorers.brief()

    assert again.values["why"] == "Because <b>"
    assert again.values["write"] == 0


def test_when_the_folder_is_in_the_way_then_the_records_folder_takes_the_brief(
    home: Path,
) -> None:
    shown = filled()
    (home / "lessons" / "my_brief.html").mkdir()
    shown.values = {**shown.values, "write": 1}

    assert str(home / "state") in shown.summary
    assert (home / "state" / "my_brief.html").is_file()
    assert [path.name for path in (home / "lessons").iterdir()] == ["my_brief.html"]


def test_when_no_folder_can_be_written_then_the_error_says_which_and_what_to_do(
    home: Path,
) -> None:
    (home / "file").write_text("in the way")

    with pytest.raises(BriefError, match=r"could not be written .* press the button again"):
        write_brief(compose(), home / "file" / "folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_when_the_disk_is_read_only_then_the_learner_is_told(home: Path) -> None:
    shown = filled()
    for folder in ("lessons", "state"):
        (home / folder).chmod(0o500)
    shown.values = {**shown.values, "write": 1}
    for folder in ("lessons", "state"):
        (home / folder).chmod(0o700)

    assert "could not be written" in shown.summary
