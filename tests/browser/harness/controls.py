"""The controls of an explorer: find them, move them, and hear what the explorer says."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

STATUS = "[role=status]"
EXPLORER = ".trilateral > .part:not(.quiz, .review, .home, .summary, .predict, .predicted)"
VEGA_CONTROL = ".vega-bind"
WIDGET_CONTROL = ":is(.control, .widget-inline-hbox):has(input, select, .noUi-handle)"

# What a person's hand does, as the page sees it: a new value, then `input` and `change`.
_VALUES = """node => {
  if (node.querySelector('.noUi-handle')) return ['End', 'Home', 'ArrowRight'];
  const first = node.querySelector('input, select');
  if (first.tagName === 'SELECT') return [...first.options].map((_, i) => i);
  if (first.type === 'checkbox') return [true, false];
  if (first.type === 'radio')
    return [...node.querySelectorAll('input[type=radio]')].map((_, i) => i);
  if (['text', 'search'].includes(first.type)) return ['a', 'Japan', 'zzz', ''];
  const [min, max] = [Number(first.min || 0), Number(first.max || 100)];
  return [0, 0.25, 0.5, 0.75, 1].map(share => min + share * (max - min));
}"""
_MOVE = """(node, value) => {
  const first = node.querySelector('input, select');
  const fire = target => ['input', 'change'].forEach(
    name => target.dispatchEvent(new Event(name, {bubbles: true})));
  if (first.type === 'radio') {
    node.querySelectorAll('input[type=radio]')[value].click();
    return;
  }
  if (first.type === 'checkbox') {
    if (first.checked !== value) first.click();
    return;
  }
  if (first.tagName === 'SELECT') first.selectedIndex = value;
  else first.value = value;
  fire(first);
}"""
_NAME = """node => {
  const own = [...node.querySelectorAll('.vega-bind-name')];
  return (own.length ? own : [...node.querySelectorAll('label')])
    .map(label => label.textContent.replace(/\u200b/g, '').trim()).join(' ').trim();
}"""
_NOW = """node => {
  const handle = node.querySelector('.noUi-handle');
  if (handle) return Number(handle.ariaValueNow);
  const first = node.querySelector('input, select');
  if (first.tagName === 'SELECT') return first.selectedIndex;
  if (first.type === 'checkbox') return first.checked;
  if (first.type === 'radio')
    return [...node.querySelectorAll('input[type=radio]')].findIndex(radio => radio.checked);
  return ['text', 'search'].includes(first.type) ? first.value : Number(first.value);
}"""


@dataclass(frozen=True)
class Control:
    """One slider, menu, check box or set of radio buttons."""

    node: Locator
    explorer: Locator
    """What holds the control's chart and its sentence."""

    @property
    def name(self) -> str:
        """The label a reader sees."""
        return str(self.node.evaluate(_NAME)) or "without a name"

    @property
    def ticked(self) -> bool:
        """Whether this is a check box, and on."""
        return self.node.locator("input[type=checkbox]:checked").count() > 0

    def move(self, value: object) -> None:
        """Set the control as a hand would."""
        handle = self.node.locator(".noUi-handle")
        if handle.count():  # a slider of ipywidgets, which is not an input but knows the keys
            handle.first.press(str(value))
        else:
            self.node.evaluate(_MOVE, value)

    def changes_sentence(self, seconds: float = 1.0) -> bool:
        """Say whether some position of the control changes the sentence; put it back after.

        A slider of ipywidgets knows keys only and stays where the last key took it.
        """
        start = self.node.evaluate(_NOW)
        before = sentence(self.explorer)
        try:
            return any(self._differs(value, before, seconds) for value in self._others(start))
        finally:
            if not self.node.locator(".noUi-handle").count():
                self.move(start)
                self._says(lambda text: text == before, seconds)  # else the next one hears this

    def _others(self, start: object) -> Iterator[object]:
        yield from (value for value in self.node.evaluate(_VALUES) if value != start)

    def _differs(self, value: object, before: str, seconds: float) -> bool:
        self.move(value)
        return self._says(lambda text: text != before, seconds)

    def _says(self, wanted: Callable[[str], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not (said := wanted(sentence(self.explorer))) and time.monotonic() < deadline:
            self.node.page.wait_for_timeout(25)
        return said


def dead(explorer: Locator, selector: str = VEGA_CONTROL, seconds: float = 1.0) -> list[str]:
    """Return the names of the controls that change nothing in the explorer's sentence.

    A box that lets more in changes nothing while another lets the same rows in, so a control that
    does nothing at first is tried again with every box unticked; and with more patience, for the
    machine may be busy.
    """
    found = controls(explorer, selector)
    still = [control for control in found if not control.changes_sentence(seconds)]
    if still:
        boxes = [control for control in found if control.ticked]
        for box in boxes:
            box.move(value=False)
        explorer.page.wait_for_timeout(seconds * 500)
        still = [control for control in still if not control.changes_sentence(5 * seconds)]
        for box in boxes:
            box.move(value=True)
    return [control.name for control in still]


def sentence(explorer: Locator) -> str:
    """Return what the explorer's live region says."""
    texts = explorer.locator(STATUS).all_text_contents()
    return " ".join(" ".join(texts).split())


def controls(explorer: Locator, selector: str = VEGA_CONTROL) -> list[Control]:
    """Return the controls inside an explorer."""
    return [Control(node, explorer) for node in explorer.locator(selector).all()]
