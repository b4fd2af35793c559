"""The course from a web server and from a folder on a stick, with every other request refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.harness import parts
from tests.browser.harness.controls import controls
from tests.browser.harness.page import LabPage
from tests.browser.harness.server import copy_course, serve
from tests.browser.harness.web import WebPage, served
from tests.tiers import tiers
from trilateral.records import RecordStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.harness.page import Theme

pytestmark = pytest.mark.browser

LESSONS: Final = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]
CASES: Final = [(way, lesson) for way in ("file", "http") for lesson in LESSONS]
FIRST: Final = ("file", "03_coercion")
PAGES: Final = (
    "index.html",
    "lessons/03_coercion.html",
    "exercises/03_coercion.html",
    "evidence.html#known_gaps",
    "glossary.html",
    "search.html?q=Scarborough",
    "instructor/index.html",
)
"""One page of each kind."""
DARK: Final = ("index.html", "lessons/01_summit.html", "evidence.html#known_gaps")
"""Pages with each kind of colour."""
LAPTOP: Final = 1366
PHONE: Final = 360
WIDTH: Final = "() => document.documentElement.scrollWidth"
WITHOUT: Final = ("id", "timestamp", "actor")
"""What two records of the same act differ in."""


@pytest.fixture(scope="session")
def bases(site: Path) -> Iterator[dict[str, str]]:
    """Give the edition's address by the way it is opened."""
    with served(site) as address:
        yield {"file": f"{site.as_uri()}/", "http": address}


@pytest.fixture
def web(browser: Browser, bases: dict[str, str]) -> Iterator[WebPage]:
    """Give a page from the folder."""
    page = WebPage.new(browser, bases["file"])
    yield page
    page.close()


@pytest.mark.parametrize("case", tiers(CASES, FIRST), ids="-".join)
def test_when_a_lesson_is_opened_then_all_in_it_is_alive(
    browser: Browser, bases: dict[str, str], case: tuple[str, str]
) -> None:
    way, lesson = case
    web = WebPage.new(browser, bases[way])
    web.open(f"lessons/{lesson}.html")
    for part in web.parts():
        kind = (part.get_attribute("class") or "").split()[1]
        parts.PROBES[kind](part)
    for chart in web.charts():
        moved = controls(chart)
        assert not moved or any(control.changes_sentence(seconds=3) for control in moved), chart
    assert web.records(), "nothing was kept"
    assert web.refused == []
    assert web.console == []
    web.close()


def test_when_records_are_exported_then_another_browser_takes_them(
    browser: Browser, bases: dict[str, str], web: WebPage, tmp_path: Path
) -> None:
    web.open("lessons/00_start_here.html")
    for part in web.parts():
        if "quiz" in (part.get_attribute("class") or ""):
            parts.answer(part)
    kept = web.records()
    web.open("index.html")
    with web.page.expect_download() as download:
        web.page.get_by_role("button", name="Export", exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [one["id"] for one in kept]

    other = WebPage.new(browser, bases["http"])
    other.open("index.html")
    other.page.locator("input[type=file]").set_input_files(file)
    expect(other.page.locator(".home .outcome")).to_have_text(
        re.compile(rf"^{len(lines)} records imported")
    )
    assert [one["id"] for one in other.records()] == [one["id"] for one in kept]
    stage = other.page.locator(".standing-table tbody tr").first
    expect(stage).not_to_contain_text("not begun")
    other.close()

    store = RecordStore(tmp_path / "state")  # and so does the course on a computer of one's own
    store.insert(lines)
    assert [one["id"] for one in store.statements()] == [one["id"] for one in kept]


@pytest.mark.parametrize(
    ("theme", "pages"),
    [("light", PAGES), pytest.param("dark", DARK, marks=pytest.mark.matrix)],
)
def test_when_a_page_is_shown_then_axe_finds_no_violation_and_it_fits_a_phone(
    browser: Browser, bases: dict[str, str], theme: Theme, pages: tuple[str, ...]
) -> None:
    web = WebPage.new(browser, bases["file"], theme)
    for address in pages:
        web.open(address)
        violations = web.axe()
        assert not violations, f"{address}: {violations}"
        web.page.set_viewport_size({"width": PHONE, "height": 768})
        web.page.wait_for_function(f"most => ({WIDTH})() <= most", arg=PHONE)
        web.page.set_viewport_size({"width": LAPTOP, "height": 768})
    web.close()


@pytest.mark.matrix
def test_when_any_page_is_shown_on_a_phone_then_it_never_scrolls_sideways(
    browser: Browser, bases: dict[str, str], site: Path
) -> None:
    web = WebPage.new(browser, bases["file"], width=PHONE)
    wide = []
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        web.open(address)
        width = web.page.evaluate(WIDTH)
        if width > PHONE:
            wide.append((address, width))
    assert wide == []
    web.close()


def test_when_the_keyboard_alone_is_used_then_text_theme_and_search_are_reached(
    web: WebPage,
) -> None:
    web.open("lessons/00_start_here.html")
    page = web.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    theme = page.get_by_role("button", name=re.compile("^Theme"))
    theme.focus()
    for wanted in ("light", "dark"):
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("data-theme", wanted)
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")  # the choice holds
    page.get_by_role("searchbox").focus()
    page.keyboard.insert_text("Garwood")  # at once: slow keys would find something on the way
    hit = page.locator(".hits a").first
    expect(hit).to_be_visible()
    hit.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Garwood")


def test_when_a_figure_is_followed_then_its_row_is_marked(web: WebPage) -> None:
    web.open("lessons/03_coercion.html")
    link = web.page.locator('a[title="=incidents-2023"]').first
    link.focus()
    card = web.page.locator(".trilateral-card")
    expect(card).to_be_visible()
    address = web.page.locator('a[data-fact="=incidents-2023"]').first.get_attribute("href")
    web.open(str(address).removeprefix("../"))
    expect(web.page.locator(".standing")).to_contain_text("rests on")


def test_when_a_lesson_is_printed_then_code_is_left_out_and_folds_are_open(web: WebPage) -> None:
    web.open("lessons/03_coercion.html")
    web.page.emulate_media(media="print")
    shown = "nodes => nodes.filter(node => node.checkVisibility()).length"
    assert web.page.locator("details.code, header, .contents").evaluate_all(shown) == 0
    folds = web.page.locator("main details:not(.code) > :not(summary)")
    assert folds.evaluate_all("nodes => nodes.filter(n => n.getClientRects().length).length") > 0


def test_when_no_script_runs_then_the_lessons_can_be_read(
    browser: Browser, bases: dict[str, str]
) -> None:
    web = WebPage.new(browser, bases["file"], java_script_enabled=False)
    web.page.goto(web.base + "index.html")
    web.page.get_by_role("link", name="Start with lesson 00").click()
    expect(web.page.locator("h1")).to_be_visible()
    assert web.page.locator("main").inner_text().count(" ") > 1000
    web.close()


class Choices:
    """The same acts on the page of a lesson, wherever it is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def part(self, kind: str) -> Locator:
        return self.page.locator(f".trilateral section.part.{kind}").first

    def judge(self) -> None:
        """Give each claim the second judgement of its list."""
        for select in self.part("judge").locator("select").all():
            select.select_option(index=2)

    def predict(self) -> None:
        """Commit to the first prediction as it stands."""
        self.part("predict").locator("form button").click()
        self.part("predict").get_by_text("The evidence says").wait_for()

    def answer(self) -> None:
        """Answer each question by what its fields are called, not by where they stand."""
        for form in self.part("quiz").locator("form").all():
            values = form.locator(".lines input").evaluate_all(
                "all => all.map(n => n.value).sort()"
            )
            if values:
                form.locator(f'.lines input[value="{values[0]}"]').check()
            for field in form.locator(".typed input").all():
                field.fill("1")
            for field in form.locator("select").all():
                options = field.locator("option").evaluate_all(
                    "all => all.map(o => o.value).sort()"
                )
                field.select_option(options[-1])
            form.locator(".check").click()

    def tones(self) -> list[str]:
        """Return how each question stands."""
        return list(
            self.part("quiz").locator("form").evaluate_all("all => all.map(n => n.dataset.tone)")
        )


def alike(statement: dict[str, Any]) -> str:
    """Return what was done, without when, by whom and how long it took."""
    same = {key: value for key, value in statement.items() if key not in WITHOUT}
    if "result" in same:
        same["result"] = {key: value for key, value in same["result"].items() if key != "duration"}
    return json.dumps(same, sort_keys=True)


@pytest.mark.matrix
def test_when_the_same_is_done_in_both_then_marks_and_records_are_the_same(
    browser: Browser, web: WebPage, tmp_path: Path
) -> None:
    course = copy_course(ROOT, tmp_path / "course")
    with serve(course, tmp_path) as server:
        lab = LabPage.new(browser, server)
        for what in ("sessions", "kernels"):  # the page itself does what is tested here
            lab.page.context.route(
                f"**/api/{what}**",
                lambda route: (
                    route.abort() if route.request.method == "POST" else route.continue_()
                ),
            )
        lab.page.goto(server.url("notebooks/03_coercion.ipynb"))
        dialog = lab.page.locator(".jp-Dialog")
        for name in ("Ok", "No Kernel"):
            dialog.get_by_role("button", name=name, exact=True).click()
        lab.page.locator(".trilateral section.part.quiz form").first.wait_for()
        learner = server.ask("/trilateral/records")["learner"]
        in_lab = acted(lab.page)
        lab.page.wait_for_function(
            "() => !Object.keys(localStorage).some(key => key.startsWith('trilateral/waiting'))"
        )
        kept = server.ask("/trilateral/records")["statements"]
        lab.page.context.close()
    web.page.goto(web.base + "index.html")
    web.page.evaluate("name => localStorage.setItem('trilateral/learner', name)", learner)
    web.open("lessons/03_coercion.html")
    assert acted(web.page) == in_lab
    records = web.records()
    assert [alike(one) for one in records] == [alike(one) for one in kept]
    assert {one["actor"]["account"]["name"] for one in [*records, *kept]} == {learner}


def acted(page: Page) -> list[str]:
    """Judge, predict and answer; return how the questions stand then."""
    choices = Choices(page)
    choices.judge()
    choices.predict()
    choices.answer()
    return choices.tones()
