from __future__ import annotations

import csv
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.harness.page import PATIENCE, LabPage
from tests.tiers import tiers
from trilateral import evidence
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.harness.page import Theme
    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSON = "notebooks/03_coercion.ipynb"
CARD = ".trilateral-card"
FIGURE = "incidents-2025"
WIDTHS = (360, 800, 1366)
# Prose that no prediction hides: what is below one is seen for a moment, then put away.
PROSE = '.jp-RenderedMarkdown:has(h2:is([id^="What-the-evid"], [data-jupyter-id^="What-the-evid"]))'
LINK = f'{PROSE} a:is([title="={FIGURE}"], [data-fact="={FIGURE}"])'
ROW = "incidents/inc-2025-08-11-scarborough"
GAP = "known_gaps/gap-2023-10-13-thitu"
THEMES: tuple[Theme, ...] = ("light", "dark")
CASES = [(place, theme, width) for place in (GAP, ROW) for theme in THEMES for width in WIDTHS]
"""The first belongs to a short table: axe takes long over many rows."""
_UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
_AT_REST = """async link => {
  for (let still = 0, before = 0; still < 10; ) {
    const { top } = link.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
    await new Promise(done => setTimeout(done, 100));
  }
}"""
"""A chart that is drawn late moves what is below it away from the pointer."""
_HOVER = """async name => {
  const link = document.querySelector(name);
  const times = [];
  for (let n = 0; n < 50; n++) {
    const start = performance.now();
    link.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, pointerType: 'mouse'}));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[47];
}"""


@pytest.fixture(scope="module")
def lesson(browser: Browser, server: Server) -> Iterator[LabPage]:
    lab = LabPage.new(browser, server, has_touch=True)
    lab.page.goto(server.url(LESSON))
    lab.page.locator(f"{LINK}:visible").first.wait_for()
    lab.page.evaluate(_UNFOLD)
    yield lab
    assert lab.refused == []
    # A kernel that has just started does not know any widgets of yesterday's.
    assert [line for line in lab.console if "Comm not found" not in line] == []
    lab.close()


def address(server: Server, place: str, theme: Theme = "light") -> str:
    start = f"http://localhost:{server.port}/trilateral/evidence/"
    return f"{start}?token={server.token}&theme={theme}#{place}"


def axe(page: Page, selector: str) -> str:
    results = Axe().run(page, context=selector)
    return str(results.generate_report()) if results.violations_count else ""


def test_when_a_figure_is_pointed_at_then_its_card_shows_and_a_click_leads_to_its_rows(
    lesson: LabPage, artifacts: Path
) -> None:
    page = lesson.page
    link = page.locator(f"{LINK}:visible").first
    card = page.locator(CARD)
    incidents = evidence.load("incidents")
    that_year = incidents[incidents["date"].dt.year == 2025]
    count = len(that_year)
    levels = that_year["confidence"].value_counts()

    link.scroll_into_view_if_needed()
    link.evaluate(_AT_REST)
    link.hover()
    card.wait_for()
    said = card.inner_text()
    assert said.startswith(f"{count} incidents in 2025")
    assert f"{count} rows of “Incidents”" in said
    assert ", ".join(f"{levels[level]} {level}" for level in ("high", "medium", "low")) in said
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    assert not link.get_attribute("title")
    card.hover()  # a pointer may move into it
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    assert axe(page, CARD) == ""
    page.screenshot(path=artifacts / "facts" / "card.png")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()

    with page.context.expect_page() as opened:
        link.click()
    rows = opened.value
    rows.locator("tr.resting").first.wait_for()
    expect(rows.locator("tbody tr:visible")).to_have_count(count)
    assert rows.locator(".standing").inner_text().startswith(f"{count} incidents in 2025")
    rows.close()


@pytest.mark.matrix  # it looks at the clock, and a busy machine may take its time
def test_when_a_figure_is_pointed_at_again_and_again_then_each_takes_little(
    lesson: LabPage,
) -> None:
    assert lesson.page.evaluate(_HOVER, LINK) < 4


def test_when_a_source_has_the_focus_then_keys_show_hide_and_follow_it(lesson: LabPage) -> None:
    page = lesson.page
    page.bring_to_front()
    link = page.locator('.jp-RenderedMarkdown a:is([title^="@"], [data-fact^="@"])').first
    card = page.locator(CARD)

    link.focus()
    card.wait_for()
    name = (link.get_attribute("data-fact") or "")[1:]
    assert evidence.source(name).title in card.inner_text()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    row = opened.value.locator("tr.led")
    row.wait_for()
    assert row.locator("th").inner_text() == name
    assert opened.value.evaluate("document.activeElement.closest('tr')?.id") == f"row-{name}"
    opened.value.close()
    expect(page.locator(".jp-Notebook.jp-mod-editMode")).to_have_count(0)


def test_when_a_word_of_the_glossary_is_pressed_then_it_opens_where_it_stands(
    lesson: LabPage, artifacts: Path
) -> None:
    page = lesson.page
    page.bring_to_front()
    word = page.locator(".trilateral-term", has_text="exclusive economic zone")
    word.focus()
    page.keyboard.press("Enter")

    opened = page.locator(".trilateral-definition")
    opened.locator("a").first.wait_for()
    expect(opened).to_contain_text("200 nautical miles", use_inner_text=True)
    assert word.get_attribute("aria-controls") == opened.get_attribute("id")
    assert axe(page, ".trilateral-definition") == ""
    page.screenshot(path=artifacts / "facts" / "word.png")
    page.keyboard.press("Escape")
    expect(word).to_have_attribute("aria-expanded", "false")
    expect(opened).to_have_count(0)
    expect(page.locator(".jp-Notebook.jp-mod-editMode")).to_have_count(0)


def test_when_a_finger_taps_a_figure_then_it_shows_and_the_next_tap_follows(
    lesson: LabPage,
) -> None:
    page = lesson.page
    page.bring_to_front()
    page.set_viewport_size({"width": 820, "height": 1180})
    page.mouse.move(0, 0)
    expect(page.locator(CARD)).to_be_hidden()
    link = page.locator(f"{LINK}:visible").first

    link.tap()
    page.locator(CARD).wait_for()
    assert len(page.context.pages) == 1
    with page.context.expect_page() as opened:
        link.tap()
    assert opened.value.url.endswith(f"#={FIGURE}")
    opened.value.close()


@pytest.mark.parametrize("case", tiers(CASES, CASES[0]), ids=str)
def test_when_the_evidence_page_opens_at_a_row_then_it_is_marked_and_fits(
    browser: Browser, server: Server, artifacts: Path, case: tuple[str, Theme, int]
) -> None:
    place, theme, width = case
    context = browser.new_context(viewport={"width": width, "height": 768})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address(server, place, theme))
    row = page.locator("tr.led")
    row.wait_for()

    table, name = place.split("/")
    assert row.locator("th").inner_text() == name
    expect(row).to_have_attribute("aria-current", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page, "main") == ""
    page.screenshot(path=artifacts / "facts" / f"{table}-{theme}-{width}.png")
    context.close()


def test_when_rows_are_filtered_then_these_remain_and_it_is_said(
    browser: Browser, server: Server
) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address(server, "incidents"))
    rows = page.locator("tbody tr:visible")
    frame = evidence.load("incidents")
    page.locator(".said", has_text=f"All {len(frame)} rows.").wait_for()

    page.get_by_label("Find words").focus()
    page.keyboard.type("scarborough 2025")
    fits = frame["feature"].eq("scarborough_shoal") & frame["date"].dt.year.eq(2025)
    assert rows.count() >= fits.sum() > 0
    page.get_by_label("Find words").fill("")
    page.get_by_label("Confidence").select_option("low")
    page.get_by_label("Tactics").select_option("swarming")
    low = frame["confidence"].eq("low") & frame["tactics"].map(lambda has: "swarming" in has)
    page.locator(".said", has_text=f"{low.sum()} of {len(frame)} rows.").wait_for()
    expect(rows).to_have_count(int(low.sum()))
    page.get_by_role("button", name="Show all rows").press("Enter")
    expect(rows).to_have_count(len(frame))
    page.goto(address(server, "incidents/nowhere"))
    page.get_by_text("No row of this table is called “nowhere”.").wait_for()
    page.context.close()


def test_when_the_page_reads_a_table_then_it_holds_what_python_reads(
    browser: Browser, server: Server
) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address(server, "claims"))
    parse = (
        """async text => (await import('/trilateral/front/parts/evidence/csv.js')).parse(text)"""
    )

    odd = 'a,b\r\n"x, ""y""\nz",\r\n,"2"\r\n'
    assert page.evaluate(parse, odd) == [{"a": 'x, "y"\nz', "b": ""}, {"a": "", "b": "2"}]
    for path in sorted(data_dir().glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            assert page.evaluate(parse, path.read_text("utf-8")) == list(csv.DictReader(file))
    page.context.close()


@pytest.mark.parametrize("path", ["data/..%2f..%2fpyproject.toml", "data/sources.csv", "evidence/"])
def test_when_nobody_has_signed_in_then_no_file_is_served(server: Server, path: str) -> None:
    assert answer(f"http://localhost:{server.port}/trilateral/{path}") in {"login", 403, 404}


def answer(address: str) -> str | int:
    try:
        with urllib.request.urlopen(address) as page:
            return "login" if "/login" in page.url else "served"
    except urllib.error.HTTPError as error:
        return error.code
