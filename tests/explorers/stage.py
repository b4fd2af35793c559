"""A part drawn in a blank page, with records that hold in memory and may refuse to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page

    from trilateral.parts import Part

_SET = """async ({kept}) => {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/style.css";
  const loaded = new Promise((done) => { style.onload = done; });
  document.head.append(style);
  await loaded;
  const {Records} = await import("/records/records.js");
  const {opinions} = await import("/records/opinions.js");
  window.sent = [];
  window.fails = false;
  window.files = {};
  window.choices = [];
  const wire = {
    load: async () => ({learner: "nobody", statements: [], cursor: ""}),
    send: async (statements) => {
      if (window.fails) throw new Error("No server");
      window.sent.push(...statements);
      return {};
    },
  };
  window.records = new Records(wire, {waiting: () => [], put: () => true, drop() {}});
  await window.records.load();
  for (const [place, value] of Object.entries(kept)) {
    const [kind, occasion, ...thing] = place.split("/");
    opinions(window.records, kind, occasion).keep(thing.join("/"), value);
  }
}"""
_MOUNT = """async ({part, writes}) => {
  const {mount} = await import("/front.js");
  const node = document.createElement("div");
  node.className = "trilateral";
  document.body.append(node);
  mount(node, part, {
    records: window.records,
    unsaved: "Kept in this browser.",
    address: async (path) => `/files/${path}`,
    write: writes ? async (name, text) => { window.files[name] = text; } : null,
    choose: writes ? (choice) => { window.choices.push(choice); return ""; } : null,
  });
}"""


class Stage:
    """A blank page that parts are drawn into, one below the other.

    Parameters
    ----------
    page
        A page beside the front end's modules.
    kept
        What the learner has said before: ``kind/occasion/thing`` and the word.
    """

    def __init__(self, page: Page, kept: Mapping[str, str] | None = None) -> None:
        self.page = page
        page.evaluate(_SET, {"kept": dict(kept or {})})

    def show(self, part: Part, *, writes: bool = True) -> Locator:
        """Draw a part and return it."""
        self.page.evaluate(_MOUNT, {"part": part.payload, "writes": writes})
        shown = self.page.locator(f'.part[aria-label="{part.title}"]').last
        shown.wait_for()
        return shown

    def fail(self, *, fails: bool = True) -> None:
        """Let the records' server fail, or answer again."""
        self.page.evaluate("(fails) => { window.fails = fails; }", fails)

    @property
    def sent(self) -> list[dict[str, Any]]:
        """What the records' server got."""
        return list(self.page.evaluate("window.sent"))

    @property
    def files(self) -> dict[str, str]:
        """What was written beside the notebook."""
        return dict(self.page.evaluate("window.files"))


def sentence(part: Locator) -> str:
    """Return what an explorer says."""
    return part.locator("[role=status].said").text_content() or ""
