"""The start page in a real JupyterLab: fourteen simulated days of a learner, and the records."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.harness.page import LabPage
from tests.browser.harness.quiz import has_focus
from tests.browser.harness.server import copy_course, serve
from tests.quiz.statements import answered
from trilateral.notebook.lessons import lessons as listed
from trilateral.quiz.asked import all_asked
from trilateral.quiz.bank import SingleChoice
from trilateral.records import RecordStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

    from tests.browser.harness.page import Theme
    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

HOME: Final = "notebooks/home.ipynb"
LESSONS: Final = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
BEGIN: Final = datetime(2026, 12, 1, 9, tzinfo=UTC)
LAPTOP: Final = (1366, 768)
PHONE: Final = (360, 740)
LOOKS: Final[list[tuple[tuple[int, int], Theme]]] = [
    (LAPTOP, "light"),
    (PHONE, "light"),
    (PHONE, "dark"),
    (LAPTOP, "dark"),
]
WAITS: Final = "() => Object.keys(localStorage).some(key => key.startsWith('trilateral/waiting'))"
WIDE: Final = """() => [...document.querySelectorAll('.trilateral, .trilateral *')]
  .filter(node => node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1)
  .map(node => node.outerHTML.slice(0, 120))"""


class Place:
    """A course of one learner, on the disk."""

    def __init__(self, server: Server, state: Path) -> None:
        self.server = server
        self.store = RecordStore(state)

    def records(self) -> list[dict[str, object]]:
        """Return what the file holds."""
        path = self.store.path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Start JupyterLab for one learner."""
    home = tmp_path_factory.mktemp("home")
    course = copy_course(ROOT, tmp_path_factory.mktemp("course"))
    with serve(course, home) as running:
        yield Place(running, home / "state")


@pytest.fixture
def learner(place: Place) -> Place:
    """Give the course to a learner who is new."""
    place.store.clear()
    return place


def blank(browser: Browser, place: Place, theme: Theme = "light") -> LabPage:
    """Give a page on a laptop's screen that can start no kernel."""
    lab = LabPage.new(browser, place.server, theme)
    lab.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    for what in ("sessions", "kernels"):
        lab.page.context.route(f"**/api/{what}**", without_kernel)
    return lab


def without_kernel(route: Route) -> None:
    """Let nothing start."""
    route.abort() if route.request.method == "POST" else route.continue_()


def at(browser: Browser, place: Place, day: float, theme: Theme = "light") -> LabPage:
    """Open the start page on a day, with no kernel."""
    lab = blank(browser, place, theme)
    lab.page.clock.install(time=BEGIN + timedelta(days=day))
    lab.page.goto(place.server.url(HOME))
    lab.page.locator(".home .said").wait_for()
    settle(lab.page)
    return lab


def settle(page: Page) -> None:
    """Put away what Lab says where no kernel may start; it takes the keyboard meanwhile."""
    dialog = page.locator(".jp-Dialog")
    for name in ("Ok", "No Kernel"):
        dialog.get_by_role("button", name=name, exact=True).click()
    dialog.wait_for(state="detached")


def said(lab: LabPage) -> str:
    return lab.page.locator(".home > .said").inner_text()


def outcome(lab: LabPage, words: str) -> None:
    """Wait for what is said about the records."""
    expect(lab.page.locator(".home .outcome")).to_have_text(words)


def studied(place: Place, lesson: str, day: float, count: int, wrong: int = 0) -> None:
    """Let the learner answer so many of a lesson's questions with one answer, sure of each."""
    choices = [each for each in all_asked() if each.lesson == lesson and not each.item.form_of]
    singles = [each.item for each in choices if isinstance(each.item, SingleChoice)][:count]
    for number, item in enumerate(singles):
        (right,) = item.key
        other = next(option.id for option in item.options if option.id != right)
        made = answered(
            item.id,
            other if number < wrong else right,
            lesson=lesson,
            version=item.version,
            confidence="sure",
            learner=place.store.learner,
            time=BEGIN + timedelta(days=day),
        )
        place.store.add(made)


def answer_by_keys(page: Page, form: Locator) -> None:
    """Answer a question with the keyboard alone, whatever its kind."""
    first = form.locator("input:not([name$=-sure]), select").first
    first.focus()
    if first.evaluate("node => node.type === 'text'"):
        page.keyboard.type("1")
    for select in form.locator("select").all():
        select.focus()
        page.keyboard.press("ArrowDown")
    if first.evaluate("node => ['radio', 'checkbox'].includes(node.type)"):
        page.keyboard.press("Space")
    check = form.locator(".check")
    for _ in range(60):
        if has_focus(check):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form).not_to_have_attribute("data-tone", "open")


def minutes_of(path: Path) -> int:
    """Return the minutes under a lesson's title."""
    (title,) = (c for c in nbformat.read(path, as_version=4).cells if c.id == "title")
    (minutes,) = re.findall(r"^\*(\d+) minutes\*$", title.source, re.MULTILINE)
    return int(minutes)


def test_when_the_course_is_new_then_home_starts_the_first_lesson_in_the_same_lab(
    browser: Browser, learner: Place
) -> None:
    lab = at(browser, learner, 0)
    minutes = [minutes_of(path) for path in LESSONS]
    hours, rest = divmod(sum(minutes), 60)
    whole = f"The course has {len(LESSONS)} lessons, {hours} hours {rest} minutes"
    assert said(lab).startswith(f"You have not begun yet. {whole}")
    start = lab.page.locator(".home .acts .first")
    expect(start).to_have_text("Start with lesson 00, Start here", use_inner_text=True)
    expect(start).to_have_attribute("href", "/lab/tree/notebooks/00_start_here.ipynb")
    box = start.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < LAPTOP[1]
    start.press("Enter")
    lab.page.get_by_role("heading", level=1, name="Start here: promises to power?").wait_for()
    assert lab.page.url.split("?")[0].endswith("/lab/tree/notebooks/00_start_here.ipynb")
    settle(lab.page)
    lab.page.get_by_role("link", name="Home").first.click()
    lab.page.locator(".home > .said").wait_for()
    assert learner.server.ask("/api/kernels") == []
    lab.page.context.close()


@pytest.mark.matrix
def test_when_a_lesson_is_worked_on_in_another_tab_then_home_follows(
    browser: Browser, learner: Place
) -> None:
    lab = at(browser, learner, 0)
    other = lab.page.context.new_page()
    other.goto(learner.server.url("notebooks/01_summit.ipynb"))
    settle(other)
    predict = other.locator(".part.predict").first
    predict.locator("input[type=radio]").first.check()
    predict.get_by_role("button").click()
    expect(lab.page.locator(".home > .said")).to_have_text(
        "You are in lesson 01, Summit: 0 of 9 questions answered."
    )
    expect(lab.page.locator(".home .acts .first")).to_have_text("Continue with lesson 01, Summit")
    lab.page.context.close()


def three_lessons(learner: Place) -> None:
    """Let the learner answer questions of three lessons, two of them wrongly."""
    studied(learner, "00_start_here", 0, 9)
    studied(learner, "05_synthesis", 0.01, 2, wrong=1)
    studied(learner, "01_summit", 0.02, 9, wrong=1)


@pytest.mark.matrix
def test_when_a_day_has_passed_then_home_continues_without_a_greeting(
    browser: Browser, learner: Place
) -> None:
    three_lessons(learner)
    soon = at(browser, learner, 1)
    expect(soon.page.locator(".home .acts .first")).to_have_text(
        "Continue with lesson 01, Summit", use_inner_text=True
    )
    expect(soon.page.locator(".home .back")).to_be_hidden()
    soon.page.context.close()


def test_when_fourteen_days_have_passed_then_home_says_what_was_shaky_and_reviews_by_keyboard(
    browser: Browser, learner: Place, artifacts: Path
) -> None:
    three_lessons(learner)
    before = len(learner.records())
    lab = at(browser, learner, 14.5)
    greeting = lab.page.locator(".home .back")
    expect(greeting).to_contain_text("You were last here 14 days ago, in lesson 01, Summit.")
    expect(greeting.locator("li")).to_have_count(2)
    first, second = lab.page.locator(".home .acts").first.locator("a, button").all()
    assert first.inner_text().startswith("Review ")
    expect(second).to_have_text("Continue with lesson 01, Summit", use_inner_text=True)
    lab.page.screenshot(path=artifacts / "home-back-laptop.png")
    first.press("Enter")
    assert has_focus(lab.page.get_by_role("heading", name="Review"))
    forms = lab.page.locator(".reviewing form").all()
    assert len(forms) == min(10, len(learner.records()))
    names = lab.page.locator(".reviewing form").evaluate_all("all => all.map(n => n.dataset.item)")
    lessons = {each.item.id: each.lesson for each in all_asked()}
    assert {lessons[name] for name in names} == {"00_start_here", "01_summit", "05_synthesis"}
    for form in forms:
        answer_by_keys(lab.page, form)
    expect(greeting).to_be_visible()
    lab.page.wait_for_function(f"() => !({WAITS})()")
    assert len(learner.records()) == before + len(forms)
    kept = json.dumps(learner.records()[-1])
    assert "/quiz/review/home/2026-12-15" in kept
    close = lab.page.get_by_role("button", name="Close the review")
    close.press("Enter")
    assert has_focus(lab.page.locator(".home > .said"))
    assert "Review" not in lab.page.locator(".home .acts").first.inner_text()
    assert learner.server.ask("/api/kernels") == []
    assert lab.refused == []
    lab.page.context.close()


def exported(lab: LabPage, folder: Path) -> Path:
    """Export the records by keyboard and return the file."""
    with lab.page.expect_download() as downloaded:
        lab.page.locator(".home").get_by_role("button", name="Export").press("Enter")
    name = downloaded.value.suggested_filename
    assert name == "promises-to-power-records-2026-12-02.jsonl"
    downloaded.value.save_as(folder / name)
    return folder / name


@pytest.mark.matrix
def test_when_records_are_exported_and_deleted_then_none_is_lost(
    browser: Browser, learner: Place, tmp_path: Path
) -> None:
    studied(learner, "01_summit", 0, 9, wrong=1)
    before = learner.records()
    count = len(before)
    lab = at(browser, learner, 1)
    keeper = lab.page.locator(".home")
    assert str(learner.store.path) in keeper.inner_text()
    file = exported(lab, tmp_path)
    assert [json.loads(line) for line in file.read_text("utf-8").splitlines()] == before
    outcome(lab, f"{count} records exported to {file.name}.")

    keeper.get_by_role("button", name="Delete…").press("Enter")
    asking = keeper.get_by_role("group", name=f"all {count} records")
    asking.get_by_role("button", name="Keep them").press("Enter")
    assert has_focus(keeper.get_by_role("button", name="Delete…"))
    assert len(learner.records()) == count
    keeper.get_by_role("button", name="Delete…").press("Enter")
    expect(asking.get_by_role("button", name="Export")).to_have_count(1)
    lab.page.route("**/trilateral/records*", lambda route: route.abort())
    asking.get_by_role("button", name="Delete all").press("Enter")
    expect(keeper.locator(".outcome")).to_contain_text("Not all records could be deleted")
    lab.page.unroute_all()
    assert learner.records() == before
    asking.get_by_role("button", name="Delete all").press("Enter")
    outcome(lab, f"{count} records deleted.")
    assert learner.records() == []
    assert said(lab).startswith("You have not begun yet.")
    keeper.get_by_role("button", name="Undo").press("Enter")
    outcome(lab, f"{count} records brought back.")
    assert learner.records() == before

    lab.page.context.close()


@pytest.mark.matrix  # ``test_site.py`` has one browser take what another has exported
def test_when_records_are_imported_then_none_is_lost_or_kept_twice(
    browser: Browser, learner: Place, tmp_path: Path
) -> None:
    studied(learner, "01_summit", 0, 9, wrong=1)
    before = learner.records()
    count = len(before)
    lab = at(browser, learner, 1)
    file = exported(lab, tmp_path)
    keeper = lab.page.locator(".home")
    keeper.get_by_role("button", name="Delete…").click()
    asking = keeper.get_by_role("group", name=f"all {count} records")
    asking.get_by_role("button", name="Delete all").click()
    outcome(lab, f"{count} records deleted.")
    lab.page.context.close()

    again = at(browser, learner, 1)
    chooser = again.page.locator(".home input[type=file]")
    chooser.set_input_files(file)
    outcome(again, f"{count} records imported from {file.name}.")
    assert learner.records() == before
    assert said(again).startswith("You are in lesson 01")
    chooser.set_input_files(file)
    outcome(again, f"0 records imported from {file.name}. {count} records already here.")
    broken = tmp_path / "broken.jsonl"
    broken.write_text(file.read_text("utf-8") + '{"id": "cut', "utf-8")
    chooser.set_input_files(broken)
    outcome(
        again,
        f"broken.jsonl was not imported: in line {count + 1}, it is not JSON; the file may have "
        "been cut short or edited. Your records are as they were.",
    )
    assert learner.records() == before
    again.page.context.close()


@pytest.mark.matrix
def test_when_home_is_looked_at_then_it_fits_and_axe_finds_nothing(
    browser: Browser, learner: Place, artifacts: Path
) -> None:
    studied(learner, "01_summit", 0, 9, wrong=2)
    lab = at(browser, learner, 20)
    lab.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    lab.page.locator(".home .acts .first").click()
    lab.page.get_by_role("button", name="Delete…").click()
    for (width, height), theme in LOOKS:
        lab.set_theme(theme)
        lab.resize(width, height)
        lab.page.screenshot(path=artifacts / f"home-{theme}-{width}.png")
        lab.resize(width, 6000)
        assert lab.page.evaluate(WIDE) == []
        assert lab.axe(".trilateral") == ""
        lab.page.screenshot(path=artifacts / f"home-{theme}-{width}-whole.png")
    lab.page.context.close()


@pytest.mark.matrix
def test_when_the_last_lesson_ends_then_its_summary_prints_on_one_page_of_its_own(
    browser: Browser, learner: Place, artifacts: Path
) -> None:
    studied(learner, "01_summit", 0, 9, wrong=2)
    lab = blank(browser, learner)
    lab.page.add_init_script(
        "window.print = () => { top.printed = document.documentElement.outerHTML; }"
    )
    lab.page.goto(learner.server.url(f"notebooks/{listed(ROOT / 'notebooks')[-1].name}"))
    settle(lab.page)
    summary = lab.page.locator(".part.summary")
    summary.scroll_into_view_if_needed()
    expect(summary.get_by_role("row", name="01 Summit")).to_contain_text("of 9")
    assert lab.axe(".part.summary") == ""
    summary.get_by_role("button", name="Print this summary").press("Enter")
    printed = lab.page.wait_for_function("() => window.printed").json_value()
    assert "Promises to power? What you did" in printed
    assert "jp-Notebook" not in printed
    paper = lab.page.context.new_page()
    paper.set_content(printed)
    pdf = paper.pdf(prefer_css_page_size=True)
    (artifacts / "summary.pdf").write_bytes(pdf)
    assert pdf.count(b"/Type /Page\n") == 1
    paper.screenshot(path=artifacts / "summary.png", full_page=True)
    lab.page.context.close()
