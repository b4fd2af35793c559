"""What holds for every explorer: its data, its twin, and its place on a screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.explorers.hands import made
from tests.explorers.stage import Stage
from trilateral import explorers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from trilateral.parts import Part

NOTEBOOK = 647
"""Pixels of a notebook that a laptop of 1366 by 768 shows."""
PARTS: list[Callable[[], Part]] = [
    explorers.accounts,
    explorers.brief,
    explorers.clause_finder,
    explorers.commitments,
    lambda: explorers.conclude("access"),
    explorers.denial_or_control,
    lambda: explorers.hangs_on("summit"),
    lambda: explorers.judge("start", "catalyst", "synthesis"),
    lambda: explorers.rate("before"),
    lambda: explorers.rate("after"),
    explorers.voices,
    explorers.weigh,
    explorers.which_instrument,
    explorers.without,
]
USED = {
    "confidence/before/link-mandate": "75",
    "confidence/after/link-mandate": "25",
    "weight/synthesis/we-01/habit": "0.95",
    "test/synthesis/we-01": "hoop",
    "note/brief/why": "Because of the order of events.",
}
# The lowest edge of sentence and controls, and the highest of what they change first.
_BOTTOM = """(part) => {
  const top = part.getBoundingClientRect().top;
  const edges = [...part.querySelectorAll(":scope > :is(.said, .controls, .picture, button)")]
    .map((node) => node.getBoundingClientRect().bottom);
  const view = part.querySelector(":scope > .view");
  if (view) edges.push(view.getBoundingClientRect().top + Math.min(view.offsetHeight, 120));
  return Math.max(0, ...edges) - top;
}"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

each_part = pytest.mark.parametrize("build", PARTS)


@each_part
def test_when_a_part_is_made_twice_then_it_is_the_same_and_plain_json(
    build: Callable[[], Part],
) -> None:
    first, second = (build()._repr_mimebundle_() for _ in range(2))

    assert first == second
    assert json.loads(json.dumps(first)) == first


@each_part
def test_when_no_style_sheet_applies_then_the_twin_is_lists_and_tables(
    build: Callable[[], Part],
) -> None:
    part = made(build)

    assert "<dl" not in part.twin
    assert "style=" not in part.twin
    assert part.title not in part.twin  # as_html has it above the twin
    assert "\n" not in repr(part)


@pytest.mark.browser
@each_part
def test_when_a_part_is_shown_on_a_laptop_then_sentence_controls_and_view_fit_its_screen(
    front: Page, build: Callable[[], Part]
) -> None:
    front.set_viewport_size({"width": 900, "height": NOTEBOOK})
    part = _used(Stage(front, USED), made(build))

    assert part.evaluate(_BOTTOM) <= NOTEBOOK


@pytest.mark.browser
def test_when_parts_are_shown_on_a_telephone_then_nothing_scrolls_sideways_and_axe_is_content(
    front: Page,
) -> None:
    front.set_viewport_size({"width": 360, "height": 780})
    stage = Stage(front, USED)
    for build in PARTS:
        _used(stage, made(build))
        assert front.evaluate(_WIDER) == 0, build().title

    results: Any = Axe().run(front, context=".trilateral")
    assert not results.violations_count, results.generate_report()


def _used(stage: Stage, part: Part) -> Locator:
    """Draw a part as a learner who has used it sees it."""
    shown = stage.show(part)
    if part.kind == "sorting":
        for answers in shown.get_by_role("combobox").all():
            answers.select_option("neither")
    if part.id == "without":
        for box in shown.get_by_role("checkbox").all():
            box.uncheck()
    return shown
