"""What must be so in any lesson that was run whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.browser.harness.controls import EXPLORER, WIDGET_CONTROL, dead
from tests.browser.harness.page import VEGALITE

if TYPE_CHECKING:
    from tests.browser.harness.page import LabPage

_STRAYS: Final = """(labels, explorer) => labels
  .filter(label => label.control?.closest(explorer) !== label.closest(explorer))
  .map(label => label.textContent)"""


def see_charts_drawn(lesson: LabPage) -> None:
    """See that each chart is there, and has marks."""
    charts = lesson.charts()
    assert len(charts) == sum(VEGALITE in data for data in lesson.outputs())
    for chart in charts:
        box = chart.locator(":is(svg.marks, canvas.marks)").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 40
        marks = chart.locator("svg.marks :is(path, text)").count()
        assert marks or chart.locator("canvas").count()


def dead_in_charts(lesson: LabPage) -> list[str]:
    """Name the controls that leave the sentence in their chart as it is."""
    return [f"chart {n}: {name}" for n, c in enumerate(lesson.charts(), 1) for name in dead(c)]


def dead_in_explorers(lesson: LabPage) -> list[str]:
    """Name the controls that leave their explorer's sentence as it is."""
    explorers = lesson.page.locator(EXPLORER).all()
    return [name for explorer in explorers for name in dead(explorer, WIDGET_CONTROL, seconds=3)]


def stray_labels(lesson: LabPage) -> list[str]:
    """Return the labels of explorers that lead to a control of another explorer, or to none."""
    labels = lesson.page.locator(f"{EXPLORER} label")
    return list(labels.evaluate_all(_STRAYS, EXPLORER))
