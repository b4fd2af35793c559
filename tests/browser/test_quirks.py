"""What the front end fixes in JupyterLab: with ours it is right, and without it wrong.

Without it a test waits for ``--matrix``: it fails on the day when JupyterLab no longer needs what
is ours. What one script or style sheet does is taken away by answering its address with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.conftest import ROOT
from tests.browser.harness.front import FOLDER
from tests.browser.harness.quiz import QuizPage
from tests.browser.harness.server import copy_course, serve
from tests.browser.harness.still import page, show, undisturbed
from tests.tiers import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.page import LabPage
    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSON: Final = "notebooks/03_coercion.ipynb"
LAPTOP: Final = (1366, 768)
CHART: Final = ".jp-RenderedVegaLite .vega-embed:has(.vega-bind)"
PROSE: Final = ".jp-RenderedMarkdown"
OPEN: Final = "rendermime:handle-local-link"
# What JupyterLab was asked to do, by the names of its commands.
LISTEN: Final = """() => {
  window.asked = [];
  const { commands } = window.jupyterapp;
  commands.commandExecuted.connect((_, { id }) => window.asked.push(id));
}"""
ASKED: Final = "() => window.asked.splice(0)"
CONTROLS: Final = {
    "a chart's list": f"{CHART} select",
    "a chart's box": f"{CHART} input[type=checkbox]",
    "an explorer's list": ".trilateral .explorer select",
    "a quiz's choice": ".trilateral .quiz input[type=radio]",
    "a quiz's field": ".trilateral .quiz .typed input",
    "a judgement": ".trilateral .judge :is(select, input)",
}
SETTLE: Final = "export function settle() {"
BARE: Final = (FOLDER / "lab/quirks.js").read_text("utf-8").replace(SETTLE, f"{SETTLE} return;")
"""The module with all its names, and without what it does to a page."""
NAMES: Final = """async () => {
  const front = "/lab/extensions/trilateral/";
  const quirks = await import(`${front}lab/quirks.js`);
  const { home, pageConfig } = await import(`${front}lab/wire.js`);
  const vega = await import(`${front}vega.js`);
  const { commands, shell } = window.jupyterapp;
  const book = shell.currentWidget.content.node;
  const chart = document.querySelector(`${quirks.CHART}:has(${vega.CONTROL})`);
  const control = chart?.querySelector(`${vega.FORM} ${vega.CONTROL}`);
  return {
    'what holds prose': document.querySelector(quirks.PROSE) !== null,
    'what a chart is drawn into': chart !== null,
    "a chart's form, with its controls and their names": Boolean(control?.querySelector(vega.NAME)),
    "a chart's picture": Boolean(chart?.querySelector(vega.PICTURE)),
    "the way from the picture to Vega's view": typeof vega.viewOf(chart)?.signal === 'function',
    'what scrolls in a notebook': quirks.paneOf(book) !== book,
    "the panel with a notebook's contents":
      [...shell.widgets('left')].some(panel => panel.id === quirks.CONTENTS),
    'the command that changes the theme': commands.hasCommand(quirks.CHANGE_THEME),
    'what the page says about its theme': document.body.dataset.jpThemeLight === 'true',
    'what the page says about its server': home() === '/' && Boolean(pageConfig().token),
    "the address of a notebook's page": location.pathname.startsWith(`/${quirks.notebookPage()}/`),
  };
}"""
"""Whether each of JupyterLab's and Vega-Embed's names still names what ours takes it for."""
LETTERS: Final = ("b", "d", "j", "0")
"""Keys that mean something to a notebook in command mode: a cell below, delete, down, restart."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start JupyterLab for nobody else: other tests want a learner who has never been here."""
    course = copy_course(ROOT, tmp_path_factory.mktemp("quirks"))
    with serve(course, tmp_path_factory.mktemp("quirks-home")) as running:
        yield running


def opened(
    browser: Browser, server: Server, without: str = "", puts: str = "", *, kernels: bool = False
) -> LabPage:
    """Open a lesson, with one of our files answered by `puts` instead."""
    lab = page(browser, server, kernels=kernels)
    if without:
        kind = "text/css" if without.endswith(".css") else "text/javascript"
        lab.page.route(
            f"**/trilateral/**/{without}*",
            lambda route: route.fulfill(body=puts, content_type=kind),
        )
    if not kernels:
        undisturbed(lab)
    show(lab, LESSON)
    if not kernels:
        QuizPage(lab).decline()
    lab.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    lab.page.locator(f"{CHART} svg.marks").first.wait_for()
    lab.page.evaluate(LISTEN)
    return lab


@pytest.fixture(scope="module")
def ours(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give a lesson with all that is ours."""
    lab = opened(browser, server)
    lab.page.locator(".trilateral .quiz form").first.wait_for()
    yield lab
    lab.page.context.close()


@pytest.fixture(scope="module")
def bare(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give a lesson without what puts JupyterLab's quirks right."""
    lab = opened(browser, server, "lab/quirks.js", BARE)
    yield lab
    lab.page.context.close()


with_and_without = pytest.mark.parametrize("which", tiers(["ours", "bare"], "ours"))


@pytest.fixture
def lab(request: pytest.FixtureRequest, which: str) -> LabPage:
    """Give the lesson with what puts JupyterLab's quirks right, or without it."""
    shown: LabPage = request.getfixturevalue(which)
    return shown


def control(lab: LabPage, name: str) -> Locator:
    found = lab.page.locator(CONTROLS[name]).first
    found.scroll_into_view_if_needed()
    found.focus()
    return found


def presses(lab: LabPage, *keys: str) -> list[str]:
    """Press keys and return what JupyterLab was asked to do."""
    lab.page.evaluate(ASKED)
    for key in keys:
        lab.page.keyboard.press(key)
    lab.page.wait_for_timeout(250)
    asked: list[str] = lab.page.evaluate(ASKED)
    return asked


def test_when_ours_uses_a_name_of_the_front_end_then_it_still_names_the_same(
    ours: LabPage,
) -> None:
    named: dict[str, bool] = ours.page.evaluate(NAMES)
    assert [what for what, is_there in named.items() if not is_there] == []


@pytest.mark.parametrize("name", CONTROLS)
def test_when_letters_are_typed_into_a_control_then_none_reaches_lab_and_a_chord_does(
    ours: LabPage, name: str
) -> None:
    control(ours, name)
    assert presses(ours, *LETTERS) == []
    control(ours, name)
    assert "docmanager:save" in presses(ours, "Control+s")


@pytest.mark.matrix
@pytest.mark.parametrize("name", ["a chart's list", "a chart's box"])
def test_when_ours_is_away_then_lab_still_acts_on_letters_typed_into_a_control(
    bare: LabPage, name: str
) -> None:
    control(bare, name)
    assert presses(bare, "b") != [], "JupyterLab leaves controls alone: keepKeys can go"


@with_and_without
def test_when_a_field_is_typed_into_then_enter_and_undo_stay_in_it(
    lab: LabPage, which: str
) -> None:
    stays = which == "ours"
    field = control(lab, "a quiz's field")
    form = field.locator("xpath=ancestor::form")
    before = form.inner_text()
    lab.page.keyboard.type("5")
    lab.page.keyboard.press("Control+z")
    lab.page.wait_for_timeout(300)
    assert ("5" not in field.input_value()) is stays, "Undo stays in a field by itself"
    field.fill("5")
    field.focus()
    asked = presses(lab, "Enter")
    assert (asked == [] and form.inner_text() != before) is stays, "Enter does so by itself"


@pytest.mark.matrix
def test_when_a_slider_of_ipywidgets_is_shown_then_ours_gives_it_its_labels_name(
    browser: Browser, server: Server
) -> None:
    for without, name in (("", "least"), ("lab/quirks.js", None)):
        lab = opened(browser, server, without, BARE, kernels=True)
        lab.ready()
        lab.page.evaluate("""() => {
          const book = window.jupyterapp.shell.currentWidget.content;
          book.activeCellIndex = book.widgets.findIndex(cell => cell.model.id === 'playground');
          window.jupyterapp.commands.execute('notebook:run-cell');
        }""")
        handle = lab.page.locator(".widget-slider .noUi-handle").first
        handle.wait_for()
        lab.page.wait_for_timeout(500)
        assert handle.get_attribute("aria-label") == name, "A slider has its name by itself"
        lab.close()


@with_and_without
def test_when_a_chart_is_shown_then_its_question_sentence_and_form_stand_above_it(
    lab: LabPage, which: str
) -> None:
    order = "node => [...node.children].map(child => child.className || child.localName)"
    shown = lab.page.locator(CHART).first.evaluate(order)
    if which == "ours":
        assert shown[:3] == ["question", "said", "vega-bindings"]
    else:
        assert shown.index("vega-bindings") > 0, "Vega puts its form above the chart by itself"
        assert "said" not in shown


@with_and_without
def test_when_the_theme_changes_then_the_charts_of_ours_follow_and_others_do_not(
    lab: LabPage, which: str
) -> None:
    ink = f"""() => getComputedStyle(document.querySelector('{CHART} svg.marks text')).fill"""
    parts = "() => document.body.dataset.trilateralTheme"
    before = lab.page.evaluate(ink)
    lab.set_theme("dark")
    if which == "ours":
        lab.page.wait_for_function(f"before => ({ink})() !== before", arg=before)
        lab.page.wait_for_function(f"() => ({parts})() === 'dark'")
    else:
        lab.page.wait_for_timeout(600)
        assert lab.page.evaluate(ink) == before, "JupyterLab draws charts anew by itself"
        assert lab.page.evaluate(parts) != "dark", "Parts have the page's theme by themselves"
    lab.set_theme("light")


@with_and_without
def test_when_a_figure_in_prose_is_clicked_then_lab_opens_no_file_beside_its_rows(
    lab: LabPage, which: str
) -> None:
    lab.page.context.on("page", lambda opened: opened.close())
    link = lab.page.locator(f"{PROSE} a:is([title^='='], [data-fact^='=']):visible").first
    link.focus()
    lab.page.evaluate(ASKED)
    link.click()
    lab.page.wait_for_timeout(500)
    asked: list[str] = lab.page.evaluate(ASKED)
    leaves = which == "ours"
    assert (OPEN not in asked) is leaves, "JupyterLab leaves a fact's link alone by itself"


@pytest.mark.parametrize("which", tiers(["ours", "without the sheet"], "ours"))
def test_when_prose_is_read_then_ours_gives_it_a_measure(
    request: pytest.FixtureRequest, browser: Browser, server: Server, which: str
) -> None:
    width = (
        "node => node.getBoundingClientRect().width / parseFloat(getComputedStyle(node).fontSize)"
    )
    ours = which == "ours"
    lab = request.getfixturevalue("ours") if ours else opened(browser, server, "lab/page.css")
    measure = lab.page.locator(".jp-MarkdownOutput > p").nth(3).evaluate(width)
    assert measure < 45 if ours else measure > 48, "JupyterLab gives prose a measure by itself"
    # The same sheet hides what waits for a prediction.
    seen = ".jp-OutputArea-child:has(.predict) ~ .jp-OutputArea-child .vega-embed"
    hidden = "node => getComputedStyle(node).visibility"
    lab.page.locator(".trilateral .predict.closed").first.wait_for()
    assert lab.page.locator(seen).first.evaluate(hidden) == ("hidden" if ours else "visible")
    if not ours:
        lab.page.context.close()
