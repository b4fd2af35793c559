"""What a learner finds on opening a lesson in a real JupyterLab, before, during and after use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from tests.browser.harness.page import LabPage
from tests.browser.harness.whole import (
    dead_in_charts,
    dead_in_explorers,
    see_charts_drawn,
    stray_labels,
)
from tests.tiers import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, ViewportSize

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

LESSON: Final = "notebooks/01_summit.ipynb"
TASK: Final = ".jp-MarkdownOutput strong:text-is('Start here.')"
LAPTOP: Final[ViewportSize] = {"width": 1366, "height": 768}
MEASURE: Final = range(60, 83)
"""Characters that a full line of prose may have; the last word may not have fitted."""
_STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const pane = panel.content.node.querySelector('.jp-WindowedPanel-outer') ?? panel.content.node;
  return {dirty: panel.context.model.dirty, top: pane.scrollTop,
          active: panel.content.activeCellIndex};
}"""
_PLACE = """name => window.jupyterapp?.shell.currentWidget?.content?.widgets
  ?.findIndex(cell => cell.model.id === name) + 1"""
_LINES = """node => {
  const range = document.createRange(), text = document.createTreeWalker(node, 4);
  const lines = new Map();
  for (let at = text.nextNode(); at; at = text.nextNode())
    for (let n = 0; n < at.length; n++) {
      range.setStart(at, n); range.setEnd(at, n + 1);
      const y = Math.round(range.getBoundingClientRect().bottom / 8);
      lines.set(y, (lines.get(y) ?? 0) + 1);
    }
  return [...lines.values()];
}"""
_SEEN = """node => {
  const box = node.getBoundingClientRect();
  return box.height > 1 && getComputedStyle(node).visibility === 'visible';
}"""


@pytest.fixture(scope="module")
def opened(browser: Browser, server: Server) -> Iterator[LabPage]:
    """Open a lesson on a laptop's screen as somebody who has never been here."""
    lab = LabPage.new(browser, server)
    lab.page.set_viewport_size(LAPTOP)
    lab.page.goto(server.url(LESSON))
    lab.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    lab.page.locator("#jupyterlab-splash").wait_for(state="detached")
    lab.page.locator(".jp-RenderedVegaLite svg.marks").first.wait_for()  # it moves what is below
    yield lab
    lab.close()


def state(lab: LabPage) -> dict[str, Any]:
    found: dict[str, Any] = lab.page.evaluate(_STATE)
    return found


def cell(lab: LabPage, name: str) -> Locator:
    """Return a cell by its id, as soon as the notebook has it."""
    place = lab.page.wait_for_function(_PLACE, arg=name).json_value()
    return lab.page.locator(f'.jp-Cell[data-windowed-list-index="{place - 1}"]')


def test_when_a_lesson_opens_then_title_task_and_picture_are_on_the_first_screen(
    opened: LabPage,
) -> None:
    title = opened.page.get_by_role("heading", level=1)
    task = opened.page.locator(TASK)
    picture = opened.page.locator(".jp-RenderedVegaLite svg").first
    for part in (title, task):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < LAPTOP["height"]
    box = picture.bounding_box()
    assert box is not None
    assert box["y"] + 120 < LAPTOP["height"]
    for code in opened.page.locator(".jp-Cell .cm-content:visible").all():
        box = code.bounding_box()
        assert box is not None
        assert box["y"] > LAPTOP["height"]


def test_when_a_learner_opens_the_course_first_then_the_contents_are_open(opened: LabPage) -> None:
    contents = opened.page.locator("#table-of-contents")
    contents.get_by_text("Look: first times").wait_for()
    expect(contents).to_be_visible()


def test_when_a_lesson_opens_then_lab_does_not_check_whether_it_needs_a_rebuild(
    opened: LabPage,
) -> None:
    config = opened.page.locator("#jupyter-config-data").text_content() or ""
    assert json.loads(config)["buildCheck"] is False


def test_when_prose_is_read_then_its_lines_have_a_measure(opened: LabPage) -> None:
    paragraph = opened.page.locator(".jp-MarkdownOutput p", has_text="first link is a meeting")
    *full, _ = paragraph.evaluate(_LINES)
    assert all(count in MEASURE for count in full), full


def test_when_the_kernel_has_started_then_the_lesson_is_not_marked_as_changed(
    opened: LabPage,
) -> None:
    opened.ready()
    opened.page.wait_for_timeout(500)
    assert state(opened)["dirty"] is False


def test_when_nothing_was_predicted_then_the_chart_and_its_reading_are_hidden(
    opened: LabPage,
) -> None:
    asked, reading = cell(opened, "firsts"), cell(opened, "read-firsts")
    part = asked.locator(".predict")
    part.wait_for()
    chart = asked.locator(".jp-OutputArea-child").nth(1)
    assert not chart.evaluate(_SEEN)
    assert not reading.evaluate(_SEEN)
    part.get_by_role("button").click()
    part.get_by_text("Choose one first.").wait_for()
    part.get_by_label("After it").press("Space")
    part.get_by_role("button").press("Enter")
    part.get_by_text("The hidden part below is now open.").wait_for()
    expect(part.get_by_role("row").filter(has_text="You predicted")).to_contain_text(
        "After it", use_inner_text=True
    )
    expect(part.get_by_role("row").last).to_contain_text(
        "7 of them lie before", use_inner_text=True
    )
    assert chart.evaluate(_SEEN)
    assert reading.evaluate(_SEEN)
    assert state(opened)["dirty"] is False  # it is in the records, not in the notebook


def test_when_the_reading_has_two_cells_then_both_wait_and_the_next_section_does_not(
    opened: LabPage,
) -> None:
    asked = cell(opened, "who-sailed")
    asked.scroll_into_view_if_needed()
    asked.locator(".predict.closed").wait_for()
    assert not cell(opened, "read-sailings").evaluate(_SEEN)
    assert not cell(opened, "sailings-debrief").evaluate(_SEEN)
    assert cell(opened, "rival-accounts").evaluate(_SEEN)


def test_when_all_cells_are_run_then_the_reader_is_where_it_began(opened: LabPage) -> None:
    cell(opened, "firsts").scroll_into_view_if_needed()
    before = state(opened)
    assert before["top"] > 0
    opened.run_all()
    opened.page.wait_for_timeout(1500)
    after = state(opened)
    assert (after["top"], after["active"]) == (before["top"], before["active"])


def test_when_all_cells_were_run_then_none_failed_and_nothing_was_asked_of_the_network(
    opened: LabPage,
) -> None:
    assert opened.errors() == []
    see_charts_drawn(opened)
    assert opened.axe() == ""
    assert (opened.console, opened.refused) == ([], [])


def test_when_charts_and_explorers_have_controls_then_each_changes_its_sentence(
    opened: LabPage,
) -> None:
    assert (dead_in_charts(opened), dead_in_explorers(opened)) == ([], [])
    assert stray_labels(opened) == []


def test_when_a_playgrounds_control_moves_then_its_chart_follows_and_is_saved_without_views(
    opened: LabPage,
) -> None:
    ground = cell(opened, "playground")
    handle = ground.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    for _ in range(2):
        handle.press("ArrowRight")
    ground.get_by_text("Events up to 14 months from the line").first.wait_for()
    opened.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    opened.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    saved = json.loads((opened.server.course / LESSON).read_text("utf-8"))
    (outputs,) = [each["outputs"] for each in saved["cells"] if each["id"] == "playground"]
    assert sorted(outputs[0]["data"]) == ["text/html", "text/plain"]
    assert "widget-view" not in json.dumps(outputs)
    assert "14 months" in json.dumps(outputs[1])


def test_when_the_lesson_is_opened_again_then_the_prediction_stands_and_the_way_in_is_said(
    opened: LabPage,
) -> None:
    opened.page.goto("about:blank")
    opened.page.goto(opened.server.url(LESSON))
    opened.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    part = cell(opened, "firsts").locator(".predict")
    part.get_by_text("You predicted").first.wait_for()
    assert cell(opened, "read-firsts").evaluate(_SEEN)
    ground = cell(opened, "playground")
    ground.get_by_text("Run this cell to move the control.").wait_for()
    assert "model not found" not in opened.page.locator("body").inner_text()


def test_when_a_number_is_predicted_then_only_a_number_is_taken(opened: LabPage) -> None:
    ask = """async cases => {
      const {baseUrl} = JSON.parse(document.getElementById('jupyter-config-data').textContent);
      const {commitment, words} = await import(
        `${baseUrl}lab/extensions/trilateral/parts/predict/core.js`);
      const number = {question: '', options: [], unit: 'times', found: ''};
      const choice = {...number, options: [['up', 'Up']]};
      return [...cases.map(entry => commitment(number, entry).response ?? null),
              commitment(choice, 'up').response ?? null, commitment(choice, 'x').response ?? null,
              words(number, '4'), words(choice, 'up'), words(choice, 'gone')];
    }"""
    cases = ["4", " 2,5 ", "-1.5", ".5", "", "4 km", "1e9", "Infinity"]
    assert opened.page.evaluate(ask, cases) == [
        *("4", "2.5", "-1.5", ".5", None, None, None, None),
        *("up", None, "4 times", "Up", "gone times"),
    ]


@pytest.mark.parametrize("width", tiers([360]))
def test_when_the_screen_is_narrow_then_the_lesson_has_it_alone(
    browser: Browser, server: Server, width: int, artifacts: Path
) -> None:
    lab = LabPage.new(browser, server)
    lab.page.set_viewport_size({"width": width, "height": 740})
    lab.page.goto(server.url(LESSON))
    lab.page.locator(TASK).wait_for()
    lab.page.screenshot(path=artifacts / "lessons" / f"01_summit-first-{width}.png")
    lab.close()
