"""The harness sees what it is there to see: on a notebook with one fault of each kind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from tests.browser.harness.controls import WIDGET_CONTROL, controls, dead, sentence
from tests.browser.harness.page import CHART, VEGALITE, LabPage
from tests.notebook.samples import code, notebook
from trilateral.notebook.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": "Points up to a limit.",
    "params": [
        {"name": "limit", "value": 2, "bind": {"input": "range", "min": 0, "max": 4, "step": 1}},
        {"name": "dead", "value": False, "bind": {"input": "checkbox"}},
        {"name": "kind", "value": "a", "bind": {"input": "select", "options": ["a", "b"]}},
    ],
    "data": {"values": [{"x": x} for x in range(5)]},
    "transform": [{"filter": "datum.x <= limit"}],
    "vconcat": [
        {"mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}},
        {
            "transform": [
                {"aggregate": [{"op": "count", "as": "n"}]},
                {"calculate": "datum.n + ' points of kind ' + kind", "as": "says"},
            ],
            "mark": {"type": "text", "ariaRole": "status"},
            "encoding": {"text": {"field": "says"}},
        },
    ],
    "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
}
HTML = "HTML('<img src=http://elsewhere.test/a.png><input>')"
WIDGET = """
import ipywidgets as w
says = w.HTML('<p role="status">one</p>')
menu = w.Dropdown(options=["one", "two"], description="Which")
slide = w.IntSlider(description="Slide")
slide.observe(lambda c: says.set_trait("value", f'<p role="status">{c.new}</p>'), "value")
box = w.Checkbox(description="Dead")
menu.observe(lambda c: says.set_trait("value", f'<p role="status">{c.new}</p>'), "value")
root = w.VBox([menu, box, slide, says])
root.add_class("trilateral-explorer")
root
"""


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[LabPage]:
    chart = json.dumps({VEGALITE: SPEC, "text/plain": "A chart."})
    book = notebook(
        code(f"import json\ndisplay(json.loads({chart!r}), raw=True)", "chart"),
        code(WIDGET, "widget"),
        code(
            "from IPython.display import HTML\nHTML('<img "
            "src=http://elsewhere.test/a.png><input>')",
            "img",
        ),
        code("import sys; print('careful', file=sys.stderr)", "warns"),
        code("1 / 0", "fails"),
        code("2", "after"),
    )
    normalise(book)  # without the name of its kernel, Lab would ask for one
    nbformat.write(book, server.course / "notebooks" / "harness.ipynb")
    lab = LabPage.new(browser, server)
    lab.open("notebooks/harness.ipynb")
    lab.run_all()
    yield lab
    lab.close()


def test_when_cells_go_wrong_then_each_is_named(page: LabPage) -> None:
    assert page.errors() == [
        "warns warns: careful\n",
        "fails: ZeroDivisionError: division by zero",
        "after did not run",
    ]


def test_when_a_page_asks_elsewhere_then_the_request_is_refused_and_kept(page: LabPage) -> None:
    assert set(page.refused) == {"http://elsewhere.test/a.png"}


def test_when_an_output_is_not_accessible_then_axe_says_what(page: LabPage) -> None:
    assert "label - Ensure every form element has a label" in page.axe()
    assert not page.axe(".trilateral-explorer")
    assert not page.axe(CHART)


def test_when_a_chart_is_drawn_then_its_live_controls_are_told_from_the_dead(
    page: LabPage,
) -> None:
    (chart,) = page.charts()
    assert sentence(chart) == "3 points of kind a"
    found = {control.name: control.changes_sentence(seconds=3) for control in controls(chart)}
    assert found == {
        "limit": True,
        "dead": False,
        "kind": True,
    }
    assert dead(chart) == ["dead"]
    assert sentence(chart) == "3 points of kind a"


def test_when_an_explorer_runs_python_then_its_live_controls_are_told_from_the_dead(
    page: LabPage,
) -> None:
    explorer = page.page.locator(".trilateral-explorer")
    found = {c.name: c.changes_sentence(seconds=3) for c in controls(explorer, WIDGET_CONTROL)}
    assert found == {
        "Which": True,
        "Dead": False,
        "Slide": True,
    }


def test_when_the_theme_changes_then_a_picture_of_the_whole_notebook_is_kept(
    page: LabPage, tmp_path: Path
) -> None:
    page.set_theme("dark")
    page.screenshot(tmp_path / "shots" / "dark.png", 800)
    assert (tmp_path / "shots" / "dark.png").stat().st_size > 10_000
