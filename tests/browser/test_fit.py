"""On a laptop's screen and in windows of every width, what belongs together is seen together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import nbformat
import pytest

from tests.browser.conftest import ROOT
from tests.browser.harness.page import OPEN, VEGALITE
from tests.browser.harness.server import copy_course, serve
from tests.browser.harness.still import look
from tests.tiers import tiers
from trilateral.parts import MIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.page import LabPage
    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSONS: Final = [path.stem for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))]
LAPTOP: Final = (1366, 768)
PANE: Final = 647
"""CSS pixels of a notebook that a laptop's screen shows at once, below Lab's bars."""
WIDTHS: Final = [(360, 100), (800, 100), (1600, 100), (1366, 200)]
"""Pixels of the window, and per cent of zoom."""
NARROW: Final = 900
"""Below so many pixels the file browser is closed: it leaves the notebook no room."""
SHOWN: Final = """([charts, parts]) =>
  document.querySelectorAll('.jp-RenderedVegaLite .vega-embed svg.marks').length >= charts
  && document.querySelectorAll('.jp-RenderedVegaLite .vega-embed > .question').length >= charts - 1
  && document.querySelectorAll('.trilateral > .part').length >= parts"""
"""All is drawn; the chart of a playground is not one of ours and has no question."""
# A chart with its words and its form; an explorer with its own, and all that it shows below them.
TOGETHER: Final = """() => {
  const groups = [];
  const add = (name, sentence, controls, chart) => groups.push({name, boxes:
    [sentence, controls, chart].map(node => {
      if (!node) return null;
      const {top, bottom, height} = node.getBoundingClientRect();
      return height > 1 ? [Math.round(top), Math.round(bottom)] : null;
    })});
  for (const embed of document.querySelectorAll('.jp-RenderedVegaLite .vega-embed')) {
    const question = embed.querySelector(':scope > .question');
    if (!question) continue;
    const form = embed.querySelector('.vega-bindings');
    add(question.textContent, embed.querySelector(':scope > .said') ?? question,
      form.childElementCount ? form : null, embed.querySelector('svg.marks'));
  }
  for (const part of document.querySelectorAll('.trilateral > .part.explorer'))
    add(part.querySelector('h3').textContent, part.querySelector('.said'),
      part.querySelector('.controls'), part.querySelector(':scope > .view'));
  return groups;
}"""
# What reaches over the notebook's edge, or scrolls in itself, or is cut. Code alone may scroll: its
# editor has a bar of its own. An element that holds another such element is left out.
CUT: Final = """() => {
  const pane = window.jupyterapp.shell.currentWidget.content.node;
  const outer = pane.querySelector('.jp-WindowedPanel-outer') ?? pane;
  const edge = outer.getBoundingClientRect().left + outer.clientWidth + 1;
  const bad = node => {
    const {left, right, top, bottom, width} = node.getBoundingClientRect();
    // A map cuts its lines and leaves out names that lie off it; words that it shows are whole.
    const words = node.localName === 'text' && /\\p{L}{2}/u.test(node.textContent);
    const map = node.ownerSVGElement?.getBoundingClientRect();
    if (map && (!words || left > map.right || bottom < map.top || top > map.bottom)) return false;
    const seen = width > 0 && node.checkVisibility(
      {visibilityProperty: true, opacityProperty: true});
    // Lab's box around an output is a few pixels narrower than the output's own padding.
    if (!seen || node.matches('.cm-editor *, .cm-editor, .jp-OutputArea-child')) return false;
    return (right > edge || node.clientWidth > 1
      && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible');
  };
  const found = new Set([...outer.querySelectorAll('*')].filter(bad));
  const innermost = [...found].filter(
    node => ![...node.querySelectorAll('*')].some(one => found.has(one)));
  return [...(outer.scrollWidth > outer.clientWidth ? ['the notebook itself'] : []),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []),
    ...innermost.map(node => `${node.localName}.${node.className.baseVal ?? node.className}: `
      + node.textContent.trim().slice(0, 80))];
}"""
# Each choice of each control in turn, from what the part opens with: the tallest of all views.
TALLEST: Final = """() => [...document.querySelectorAll('.trilateral > .explorer')].map(part => {
  const box = selector => part.querySelector(selector).getBoundingClientRect();
  const height = () => Math.round(box(':scope > .view').bottom - box('.said').top);
  const choose = (select, value) => {
    select.value = value;
    select.dispatchEvent(new Event('change', {bubbles: true}));
  };
  const views = [];
  for (const select of part.querySelectorAll('.controls select')) {
    const first = select.value;
    for (const value of [...select.options].map(option => option.value)) {
      choose(select, value);
      views.push([height(), value]);
    }
    choose(select, first);
  }
  return [part.querySelector('h3').textContent, ...views.sort((a, b) => b[0] - a[0])[0] ?? [0, '']];
})"""
SIZES: Final = """() => [...document.querySelectorAll('.vega-embed svg.marks')]
  .map(node => node.getBoundingClientRect()).map(box => `${box.width}x${box.height}`).join()"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start JupyterLab for nobody else: other tests want a learner who has never been here."""
    course = copy_course(ROOT, tmp_path_factory.mktemp("fit"))
    with serve(course, tmp_path_factory.mktemp("fit-home")) as running:
        yield running


@pytest.fixture(scope="module", params=tiers(LESSONS, "03_coercion"))
def lesson(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[LabPage]:
    """Give a lesson that was opened, its predictions made, where no kernel may start."""
    name = f"notebooks/{request.param}.ipynb"
    book = nbformat.read(server.course / name, as_version=4)
    shown = [out.get("data", {}) for cell in book.cells for out in cell.get("outputs", [])]
    lab = look(browser, server, name)
    wanted = [sum(VEGALITE in data for data in shown), sum(MIME in data for data in shown)]
    lab.page.wait_for_function(SHOWN, arg=wanted)
    lab.page.evaluate(OPEN)
    yield lab
    lab.page.context.close()


def set_window(lab: LabPage, width: int, height: int) -> None:
    """Give the window a size, and wait until each chart has followed."""
    lab.page.set_viewport_size({"width": width, "height": height})
    side = "activateById('filebrowser')" if width >= NARROW else "collapseLeft()"
    lab.page.evaluate(f"() => window.jupyterapp.shell.{side}")
    before = None
    while (now := lab.page.evaluate(SIZES)) != before:
        before = now
        lab.page.wait_for_timeout(300)


def groups(lab: LabPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lab.page.evaluate(TOGETHER)
    return found


def test_when_a_lesson_is_on_a_laptops_screen_then_sentence_controls_and_chart_are_seen_together(
    lesson: LabPage,
) -> None:
    set_window(lesson, *LAPTOP)
    found = groups(lesson)
    assert found
    for group in found:
        sentence, controls, chart = group["boxes"]
        places = [sentence, *([controls] if controls else []), chart]
        assert all(places), group
        assert all(one[1] <= other[0] for one, other in pairwise(places)), group
        assert chart[1] - sentence[0] <= PANE, group


def test_when_any_choice_is_made_on_a_laptop_then_an_explorer_still_fits_one_screen(
    lesson: LabPage,
) -> None:
    set_window(lesson, *LAPTOP)
    tallest = lesson.page.evaluate(TALLEST)
    assert [each for each in tallest if each[1] > PANE] == []


@pytest.mark.parametrize("shape", tiers(WIDTHS, WIDTHS[0]), ids=str)
def test_when_the_window_has_any_width_then_nothing_scrolls_sideways_and_no_words_are_cut(
    lesson: LabPage, shape: tuple[int, int]
) -> None:
    width, zoom = shape
    set_window(lesson, width * 100 // zoom, LAPTOP[1] * 100 // zoom)
    assert lesson.page.evaluate(CUT) == []
