"""A saved lesson is alive when it opens: without a kernel, the next day, and while kernels die."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.harness import parts
from tests.browser.harness.server import App, Server, copy_course, serve
from tests.browser.harness.still import look
from tests.tiers import tiers
from trilateral.notebook.normalise import normalise
from trilateral.parts import MIME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.harness.page import LabPage, Theme

pytestmark = pytest.mark.browser

NAME = "notebooks/alive.ipynb"
CELL = """from trilateral import explorers
explorers.brief()"""
"""Shows the first part again when it is run."""
NEVER = "model not found"
SAVED = parts.saved(ROOT)
PARTS = {kind: SAVED.get(kind, [])[:1] for kind in parts.kinds()}
"""One part of each kind."""
PLACES: list[tuple[str, App]] = [
    ("newest", "lab"),
    ("newest", "notebook"),
    ("oldest", "lab"),
    ("oldest", "notebook"),
]
LOOKS: list[tuple[int, int, Theme]] = [
    (1366, 100, "light"),
    (800, 100, "light"),
    (1366, 200, "light"),
    (1366, 100, "dark"),
    (360, 100, "light"),  # the last: it closes the file browser
]
WIDE_ENOUGH = 600
"""Pixels; in a narrower window the file browser leaves the notebook no room."""
DELIVERED = """() => !Object.keys(localStorage)
  .some(key => key.startsWith('trilateral/waiting'))"""
WIDE = """() => [...document.querySelectorAll('.trilateral, .trilateral *')]
  .filter(node => node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1
    && getComputedStyle(node).overflowX !== 'visible')
  .map(node => node.outerHTML.slice(0, 200))"""


def write(course: Path) -> None:
    """Write a lesson that holds every part, as it lies on the disk when it was saved."""
    bundles = [bundle for each in PARTS.values() for bundle in each]
    cells = []
    for count, bundle in enumerate(bundles, 1):
        shown = new_output("execute_result", data=bundle, execution_count=count)
        cells.append(new_code_cell(CELL, execution_count=count, outputs=[shown]))
    headings = new_markdown_cell("# A lesson\n\n## Its parts")
    book = new_notebook(cells=[headings, *cells])
    normalise(book)
    nbformat.write(book, course / NAME)


class Place:
    """One front end, which can be shut down and started again the next day."""

    def __init__(self, browser: Browser, folder: Path, python: str, app: App) -> None:
        self.browser = browser
        self.folder = folder
        self.python = python
        self.app = app
        self.course = copy_course(ROOT, folder / "course")
        write(self.course)
        self.home = folder / "home"
        self.home.mkdir()

    def start(self) -> Any:  # noqa: ANN401 -- a context manager
        """Start the server, with what it kept the day before."""
        return serve(self.course, self.home, self.python, self.app)


@pytest.fixture(scope="module", params=tiers(PLACES, PLACES[0]), ids="-".join)
def place(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Place:
    """Give a front end with a course that nobody has trusted."""
    version, app = request.param
    python = sys.executable if version == "newest" else request.getfixturevalue("oldest")
    return Place(browser, tmp_path_factory.mktemp(f"{version}-{app}"), python, app)


@pytest.fixture(scope="module")
def server(place: Place) -> Iterator[Server]:
    """Start it for the first time."""
    with place.start() as running:
        yield running


def use_all(lab: LabPage, count: int = len(PARTS)) -> None:
    """Use each part as a learner does."""
    found = lab.page.locator(".trilateral section.part")
    found.nth(count - 1).wait_for()
    expect(found).to_have_count(count)
    for part in found.all():
        kind = (part.get_attribute("class") or "").split()[1]
        parts.PROBES[kind](part)
    expect(lab.page.get_by_text(NEVER)).to_have_count(0)
    expect(lab.page.locator(".trilateral .problem:visible")).to_have_count(0)


@pytest.mark.parametrize("kind", parts.kinds())
def test_when_the_page_draws_a_kind_then_it_has_a_sample_and_a_hand_that_uses_it(kind: str) -> None:
    assert PARTS[kind]
    assert kind in parts.PROBES


@pytest.fixture(scope="module")
def still(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Open the lesson where no kernel may start."""
    lab = look(browser, server, NAME)
    yield lab
    lab.page.context.close()


def test_when_a_lesson_is_opened_without_a_kernel_then_each_part_is_alive(
    still: LabPage, server: Server
) -> None:
    use_all(still)
    assert server.ask("/api/kernels") == []
    assert still.refused == []


@pytest.mark.parametrize("shape", tiers(LOOKS, LOOKS[0]), ids=str)
def test_when_the_window_is_narrow_or_zoomed_then_parts_fit_and_axe_finds_nothing(
    still: LabPage, shape: tuple[int, int, Theme]
) -> None:
    width, zoom, theme = shape
    still.set_theme(theme)
    still.resize(width * 100 // zoom, 76_800 // zoom)
    if width < WIDE_ENOUGH:
        still.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    use_all(still)
    assert still.page.evaluate(WIDE) == []
    assert still.axe(".trilateral") == ""


def unchosen(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a cell's outputs but for parts of exercises, whose choices travel with the file."""
    outputs: list[dict[str, Any]] = cell.get("outputs", [])
    return [out for out in outputs if out.get("data", {}).get(MIME, {}).get("kind") != "choice"]


def test_when_a_lesson_was_saved_and_all_was_shut_down_then_the_next_day_it_is_alive(
    browser: Browser, place: Place, server: Server, still: LabPage
) -> None:
    before = json.loads((server.course / NAME).read_text("utf-8"))
    use_all(still)
    still.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
    still.page.context.close()
    after = json.loads((server.course / NAME).read_text("utf-8"))
    assert [unchosen(cell) for cell in after["cells"]] == [
        unchosen(cell) for cell in before["cells"]
    ]
    with place.start() as next_day:
        lab = look(browser, next_day, NAME)
        lab.page.get_by_text("You predicted").first.wait_for()  # what was committed the day before
        use_all(lab)
        lab.page.wait_for_function(DELIVERED)
        assert next_day.ask("/api/kernels") == []
        lab.page.context.close()
    lines = (place.home / "state" / "responses.jsonl").read_text("utf-8").splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == len(lines) > 0


@pytest.mark.matrix
@pytest.mark.parametrize(
    "lesson", sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
)
def test_when_a_lesson_of_the_course_is_opened_without_a_kernel_then_all_its_parts_are_alive(
    browser: Browser, server: Server, lesson: str
) -> None:
    name = f"notebooks/{lesson}.ipynb"
    book = nbformat.read(server.course / name, as_version=4)
    shown = [out for cell in book.cells for out in cell.get("outputs", [])]
    lab = look(browser, server, name)
    use_all(lab, sum(MIME in out.get("data", {}) for out in shown))
    assert server.ask("/api/kernels") == []
    lab.page.context.close()


def test_when_kernels_are_restarted_and_killed_in_mid_use_then_parts_continue(
    browser: Browser, server: Server
) -> None:
    lab = look(browser, server, NAME, kernels=True)
    lab.ready()
    use_all(lab)
    lab.page.evaluate(
        "() => void window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    use_all(lab)
    lab.ready()
    lab.page.evaluate("""() => {
      const book = window.jupyterapp.shell.currentWidget.content;
      book.activeCellIndex = 1;
      window.ran = false;
      window.jupyterapp.commands.execute('notebook:run-cell').then(() => { window.ran = true; });
    }""")
    lab.page.wait_for_function("() => window.ran")
    use_all(lab)
    kill_kernel(lab)
    use_all(lab)
    lab.page.context.close()


def kill_kernel(lab: LabPage) -> None:
    """End the kernel's process as a lack of memory would."""
    lab.ready()
    lab.page.evaluate("""() => {
      const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
      const future = kernel.requestExecute({ code: "import os; print(os.getpid())" });
      window.pid = "";
      future.onIOPub = ({ content }) => { window.pid += content.text ?? ""; };
    }""")
    lab.page.wait_for_function("() => window.pid")
    said = lab.page.evaluate("() => window.pid")
    assert re.fullmatch(r"[1-9]\d+\s*", said), said  # 0 would be the tests themselves
    os.kill(int(said), signal.SIGKILL)
