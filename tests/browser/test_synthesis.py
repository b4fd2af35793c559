"""Explorers in a real JupyterLab without a kernel: used, opened again, and still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.harness.page import PATIENCE, LabPage
from tests.browser.harness.quiz import QuizPage
from tests.browser.harness.server import copy_course, serve
from trilateral import evidence, explorers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server
    from trilateral.parts import Part

pytestmark = pytest.mark.browser

PIECES = len(evidence.load("weighing"))
MANDATE = evidence.load("weighing").query("link == 'mandate'")
STAYS = MANDATE["without_link"].sum()
VOICES = len(evidence.load("criticisms"))
HEARD = len(evidence.load("criticisms").query("side == 'manila'"))
NOTEBOOK = "notebooks/parts.ipynb"
SCREEN = 647
"""Pixels of a notebook that a laptop of 1366 by 768 shows."""
# For each part, down to where its sentence and controls reach, and what they change first.
REACH = """() => Object.fromEntries([...document.querySelectorAll(".trilateral > .part")].map(
  (part) => {
    const {top} = part.getBoundingClientRect();
    const edges = [...part.querySelectorAll(":scope > :is(.said, .controls, .picture, button)")]
      .map((node) => node.getBoundingClientRect().bottom);
    const view = part.querySelector(":scope > .view")?.getBoundingClientRect();
    if (view) edges.push(Math.min(view.bottom, view.top + 120));
    return [part.ariaLabel, Math.max(0, ...edges) - top];
  }))"""
WIDER = """() => [...document.querySelectorAll(".trilateral *")]
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => `${node.tagName} ${node.className}`)"""


def parts() -> list[Part]:
    return [
        explorers.judge("synthesis"),
        explorers.weigh(),
        explorers.without(),
        explorers.voices(),
        explorers.rate("before"),
        explorers.rate("after"),
        explorers.conclude("synthesis"),
        explorers.brief(),
        explorers.commitments(),
        explorers.clause_finder(),
        explorers.which_instrument(),
        explorers.accounts(),
        explorers.denial_or_control(),
    ]


def saved(path: Path) -> None:
    """Save a notebook as a learner gets it: its cells were run elsewhere."""
    cells = [
        v4.new_code_cell(
            f"# {part.title}",
            outputs=[v4.new_output("display_data", data=part._repr_mimebundle_())],
            id=f"cell-{number}",
        )
        for number, part in enumerate(parts())
    ]
    kernel = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


@pytest.fixture(scope="module")
def fresh(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Server]:
    """Start JupyterLab for a learner who has said nothing yet."""
    course = copy_course(pytestconfig.rootpath, tmp_path_factory.mktemp("course"))
    saved(course / NOTEBOOK)
    with serve(course, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def lab(browser: Browser, fresh: Server) -> Iterator[LabPage]:
    """Open the notebook where no kernel can start."""
    page = opened(browser, fresh)
    yield page
    page.page.context.close()


def opened(browser: Browser, server: Server) -> LabPage:
    lab = LabPage.new(browser, server)
    lab.page.set_viewport_size({"width": 1366, "height": 768})
    lab.page.route(
        "**/api/sessions**",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    lab.page.goto(server.url(NOTEBOOK))
    lab.page.locator(".part.brief").wait_for()
    QuizPage(lab).decline()
    return lab


def part(lab: LabPage, title: str) -> Locator:
    return lab.page.locator(f'.part[aria-label="{title}"]')


def test_when_no_kernel_runs_then_lesson_05_is_worked_through_by_keyboard_and_kept(
    lab: LabPage, browser: Browser, fresh: Server
) -> None:
    keys = lab.page.keyboard

    early = part(lab, "The claim map: how sure you are")
    early.get_by_role("radio", name="Mandate").focus()
    for _ in range(2):
        keys.press("ArrowRight")
    early.get_by_text("Catalyst: coercion. You have rated 0 of its 5").wait_for()
    early.get_by_label("without the coercion at sea").focus()
    for _ in range(4):  # from “not rated” over three lower steps
        keys.press("ArrowDown")
    early.get_by_text("You have rated 1 of its 5 statements, 75 % on average").wait_for()

    late = part(lab, "The claim map again: how sure you are now")
    late.get_by_role("radio", name="Catalyst: coercion").check()
    late.get_by_label("without the coercion at sea").select_option("25")
    late.get_by_text("Of 1 rated twice, your confidence rose in 0, fell in 1").wait_for()
    late.get_by_role("img", name="Catalyst: coercion: before 75 %, now 25 %").wait_for()

    weigher = part(lab, "The evidence weigher")
    weigher.get_by_role("combobox", name="The article's chain").focus()
    keys.press("ArrowUp")
    weigher.get_by_text(f"1 of {PIECES} pieces weighed").wait_for()

    part(lab, "The chain with links switched off").get_by_label("Mandate: the summit").focus()
    keys.press("Space")
    lab.page.get_by_text(f"Without the mandate: {STAYS} of {len(MANDATE)} pieces").wait_for()

    part(lab, "Criticisms and rebuttals").get_by_label("Who speaks").select_option("manila")
    lab.page.get_by_text(f"{HEARD} voices of {VOICES}: Manila: government").wait_for()

    claim = next(claim for claim in evidence.claims() if claim.lesson == "synthesis")
    part(lab, "Your first judgement").get_by_label(claim.claim).select_option("contested")
    lab.page.get_by_text("Your first judgement: contested.").wait_for()

    form = part(lab, "Your brief")
    form.get_by_label("What would change your mind?").focus()
    keys.type("An order from before 2023 <script>, dd and 00")  # letters that Lab would act on
    keys.press("Tab")
    keys.press("Enter")
    form.get_by_text("Your brief is written, beside this notebook.").wait_for()
    assert len(lab.page.locator(".jp-Cell").all()) == len(parts())

    again = opened(browser, fresh)  # another window, another day
    for title, words in (
        ("The claim map: how sure you are", "and 1 of 26 in all"),
        ("The claim map again: how sure you are now", "Of 1 rated twice"),
        ("The evidence weigher", f"1 of {PIECES} pieces weighed"),
        ("Your first judgement", "You have judged 1 of"),
        ("Your first judgement, and the verdicts", "Your first judgement: contested."),
        ("Your brief", "The brief still lacks a judgement, the strongest link"),
    ):
        part(again, title).get_by_text(words).wait_for()
    with again.page.context.expect_page() as page:
        part(again, "Your brief").get_by_role("link", name="my_brief.html").click()
    page.value.get_by_text("An order from before 2023 <script>").wait_for()
    expect(page.value.get_by_role("img", name="The article's chain")).to_be_visible()
    expect(page.value.get_by_text(evidence.source("dailyalpha-2026-04").title).last).to_be_visible()
    again.page.context.close()
    assert lab.refused == []


def test_when_the_brief_is_opened_offline_then_it_asks_for_nothing(
    browser: Browser, fresh: Server
) -> None:
    context = browser.new_context(offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((fresh.course / "notebooks" / "my_brief.html").as_uri())

    expect(page.get_by_role("img", name="The article's chain")).to_be_visible()
    assert len(asked) == 1
    assert (fresh.course / "notebooks" / "my_brief.svg").read_text("utf-8").startswith("<svg ")
    context.close()


def test_when_the_window_is_narrow_then_nothing_is_cut_and_axe_is_content(lab: LabPage) -> None:
    assert lab.axe(".trilateral") == ""
    lab.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    lab.resize(360, 780)

    assert lab.page.evaluate(WIDER) == []
    assert lab.axe(".trilateral") == ""


def test_when_explorers_are_shown_on_a_laptop_then_each_fits_its_screen(
    lab: LabPage, artifacts: Path
) -> None:
    lab.screenshot(artifacts / "explorers" / "explorers-1366.png", 1366)
    lab.resize(1366, 768)
    reach = lab.page.evaluate(REACH)

    assert len(reach) == len(parts())
    assert {title: pixels for title, pixels in reach.items() if pixels > SCREEN} == {}
