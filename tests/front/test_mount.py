"""A part that cannot be drawn says so in its place, and leaves the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from trilateral.explorers import View, checkbox, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

MOUNT = """async ([parts, twin]) => {
  const { mount } = await import("/front.js");
  const { Records } = await import("/records/records.js");
  const { browserStore } = await import("/records/store.js");
  const wire = { load: async () => { throw new Error("away"); }, send: async () => ({}) };
  const records = new Records(wire, browserStore("test"));
  records.load();
  const host = { records, unsaved: "", address: async (path) => path };
  for (const part of parts) {
    const node = document.createElement("div");
    node.className = "place";
    document.body.append(node);
    window.ends = [...(window.ends ?? []), mount(node, part, host, twin)];
  }
  await records.ready;
}"""
SOUND: dict[str, Any] = explorer(
    "sample",
    "Sample",
    [checkbox("a", "A")],
    lambda values: View(["It is on." if values["a"] else "It is off."], ["<p>shown</p>"]),
).payload
TWIN = "<table><tr><td>twin</td></tr></table><script>window.hurt = 1</script>"


def mount(page: Page, *parts: object) -> list[Locator]:
    """Draw parts, and return their places."""
    page.evaluate(MOUNT, [list(parts), TWIN])
    return page.locator(".place").all()


@pytest.mark.parametrize(
    "part",
    [
        {**SOUND, "kind": "unheard-of"},
        {**SOUND, "kind": "constructor"},
        {**SOUND, "kind": "__proto__"},
        {**SOUND, "kind": None},
        {**SOUND, "version": 2},
        {"version": 1},
        {},
        None,
        "text",
        5,
        [],
    ],
)
def test_when_a_part_is_of_another_version_or_kind_then_a_sentence_and_its_twin_are_shown(
    front: Page, part: object
) -> None:
    other, sound = mount(front, part, SOUND)
    expect(sound).to_contain_text("It is off.", use_inner_text=True)
    expect(other).to_contain_text(
        "This version of the course cannot show this part", use_inner_text=True
    )
    expect(other).to_contain_text("twin", use_inner_text=True)
    assert front.evaluate("() => window.hurt") is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {"controls": 5},
        {**SOUND["data"], "views": {}},
        {**SOUND["data"], "controls": [{"name": "a", "kind": "unheard-of"}]},
        {**SOUND["data"], "views": None},
    ],
)
def test_when_a_parts_data_is_broken_then_what_went_wrong_is_shown_and_others_work(
    front: Page, data: object
) -> None:
    errors: list[str] = []
    front.on("pageerror", lambda error: errors.append(str(error)))
    broken, sound = mount(front, {**SOUND, "data": data}, SOUND)
    expect(sound).to_contain_text("It is off.", use_inner_text=True)
    expect(broken).to_contain_text("This part could not be shown", use_inner_text=True)
    expect(broken).to_contain_text("twin", use_inner_text=True)
    front.get_by_label("A", exact=True).check()
    front.get_by_text("It is on.").wait_for()
    assert errors == []


def test_when_a_part_is_ended_then_nothing_of_it_fails_and_it_is_drawn_no_more(
    front: Page,
) -> None:
    shown = front.evaluate(
        """async (part) => {
      const { mount } = await import("/front.js");
      const records = { ready: new Promise((done) => setTimeout(done, 200)) };
      const node = document.createElement("div");
      const end = mount(node, part, { records });
      end();
      end();
      await new Promise((done) => setTimeout(done, 400));
      return node.innerHTML;
    }""",
        SOUND,
    )
    assert shown == ""
