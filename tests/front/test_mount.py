"""A part that cannot be drawn says so in its place, and leaves the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trilateral.explorers import View, checkbox, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOUNT = """async ([parts, twin]) => {
  const { mount } = await import("/front.js");
  const { Records } = await import("/records/records.js");
  const { browserStore } = await import("/records/store.js");
  const wire = { load: async () => { throw new Error("away"); }, send: async () => ({}) };
  const records = new Records(wire, browserStore("test"));
  records.load();
  const host = { records, unsaved: "", address: async (path) => path };
  const nodes = parts.map((part) => {
    const node = document.createElement("div");
    document.body.append(node);
    window.ends = [...(window.ends ?? []), mount(node, part, host, twin)];
    return node;
  });
  await records.ready;
  await new Promise((done) => setTimeout(done, 500));
  return nodes.map((node) => node.innerText);
}"""
SOUND: dict[str, Any] = explorer(
    "sample",
    "Sample",
    [checkbox("a", "A")],
    lambda values: View(["It is on." if values["a"] else "It is off."], ["<p>shown</p>"]),
).payload
TWIN = "<table><tr><td>twin</td></tr></table><script>window.hurt = 1</script>"


def mount(page: Page, *parts: object) -> list[str]:
    shown: list[str] = page.evaluate(MOUNT, [list(parts), TWIN])
    return shown


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
    assert "This version of the course cannot show this part" in other
    assert "twin" in other
    assert "It is off." in sound
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
    assert "This part could not be shown" in broken
    assert "twin" in broken
    assert "It is off." in sound
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
